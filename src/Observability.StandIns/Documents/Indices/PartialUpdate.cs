using System.Text.Json;
using System.Text.Json.Nodes;
using Observability.StandIns.Documents.Http;

namespace Observability.StandIns.Documents.Indices;

/// <summary>
/// An update of a part of a document (https://www.elastic.co/docs/api/doc/elasticsearch/operation/operation-update):
/// <code>
/// {"doc":{"level":"warn"},"doc_as_upsert":true}
/// </code>
/// </summary>
internal static class PartialUpdate
{
    /// <summary>The document after the update; null where there is none and none is to be made; empty where it stays as it is.</summary>
    /// <exception cref="ApiException">The update has a mistake or is not supported.</exception>
    public static ReadOnlyMemory<byte>? Apply(JsonElement update, ReadOnlyMemory<byte>? current)
    {
        foreach (var property in update.EnumerateObject())
        {
            switch (property.Name)
            {
                case "script" or "scripted_upsert":
                    throw ApiErrors.NotSupported("updates with [script]");
                case "doc" or "upsert" when property.Value.ValueKind != JsonValueKind.Object:
                    throw ApiErrors.XContent($"[1:1] [UpdateRequest] [{property.Name}] must be an object");
                case "doc" or "upsert" or "doc_as_upsert" or "detect_noop" or "_source":
                    break;
                default:
                    throw ApiErrors.XContent($"[1:1] [UpdateRequest] unknown field [{property.Name}]");
            }
        }

        var hasPart = update.TryGet("doc", out var part);
        if (current is not { } source)
        {
            if (update.TryGet("upsert", out var upsert))
            {
                return ToBytes(upsert);
            }

            return hasPart && update.TryGet("doc_as_upsert", out var asUpsert) && asUpsert.ValueKind == JsonValueKind.True
                ? ToBytes(part)
                : (ReadOnlyMemory<byte>?)null;
        }

        if (!hasPart)
        {
            throw new ApiException(400, "action_request_validation_exception", "Validation Failed: 1: script or doc is missing;");
        }

        var document = JsonNode.Parse(source.Span)!.AsObject();
        var hasChanged = Merge(document, part);
        var detects = !update.TryGet("detect_noop", out var detect) || detect.ValueKind != JsonValueKind.False;
        return hasChanged || !detects ? JsonSerializer.SerializeToUtf8Bytes(document) : ReadOnlyMemory<byte>.Empty;
    }

    private static bool Merge(JsonObject target, JsonElement part)
    {
        var hasChanged = false;
        foreach (var property in part.EnumerateObject())
        {
            if (property.Value.ValueKind == JsonValueKind.Object && target[property.Name] is JsonObject inner)
            {
                hasChanged |= Merge(inner, property.Value);
                continue;
            }

            var value = JsonNode.Parse(property.Value.GetRawText());
            if (!target.TryGetPropertyValue(property.Name, out var known) || !JsonNode.DeepEquals(known, value))
            {
                target[property.Name] = value;
                hasChanged = true;
            }
        }

        return hasChanged;
    }

    private static byte[] ToBytes(JsonElement document) => JsonSerializer.SerializeToUtf8Bytes(document);
}
