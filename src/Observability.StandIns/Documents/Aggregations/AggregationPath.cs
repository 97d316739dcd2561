using System.Text.Json;
using System.Text.Json.Nodes;

namespace Observability.StandIns.Documents.Aggregations;

/// <summary>
/// A path to a number (https://www.elastic.co/docs/reference/aggregations/pipeline#buckets-path-syntax):
/// <code>
/// _count      2      2.std_deviation      2[95.0]      filtered&gt;2.value
/// </code>
/// </summary>
/// <param name="Text">All of it.</param>
/// <param name="Names">Names of aggregations, each in the one before.</param>
/// <param name="Property">The property of the last; null where none is named.</param>
internal sealed record AggregationPath(string Text, IReadOnlyList<string> Names, string? Property)
{
    /// <summary>Parses a path.</summary>
    public static AggregationPath Parse(string text)
    {
        var names = text.Split('>').Select(name => name.Trim()).ToList();
        var last = names[^1];
        string? property = null;
        if (last.EndsWith(']') && last.IndexOf('[', StringComparison.Ordinal) is > 0 and var bracket)
        {
            (property, names[^1]) = (last[(bracket + 1)..^1].Trim('\'', '"'), last[..bracket]);
        }
        else if (last.IndexOf('.', StringComparison.Ordinal) is > 0 and var dot)
        {
            (property, names[^1]) = (last[(dot + 1)..], last[..dot]);
        }

        return new AggregationPath(text, names, property);
    }

    /// <summary>The path without its first name.</summary>
    public AggregationPath Rest => this with { Names = [.. Names.Skip(1)] };

    /// <summary>Reads the number from a bucket's result; null where there is none.</summary>
    public double? Read(JsonObject bucket)
    {
        if (Names is ["_count"])
        {
            return Number(bucket["doc_count"]);
        }

        JsonNode? node = bucket;
        foreach (var name in Names)
        {
            if (name == "_count")
            {
                return Number((node as JsonObject)?["doc_count"]);
            }

            node = (node as JsonObject)?[name];
        }

        if (node is not JsonObject result)
        {
            return null;
        }

        if (Property is null)
        {
            return Number(result["value"]) ?? Number(result["doc_count"]);
        }

        return Number(result[Property]) ?? Number((result["values"] as JsonObject)?[Property])
            ?? Number((result["values"] as JsonObject)?[Property + ".0"]) ?? Number(
                ((result["top"] as JsonArray)?.FirstOrDefault()?["metrics"] as JsonObject)?[Property]);
    }

    /// <summary>A result's number; null where it is none.</summary>
    public static double? Number(JsonNode? node) => node is JsonValue value && value.GetValueKind() == JsonValueKind.Number
        ? value.TryGetValue(out double number) ? number : value.TryGetValue(out long whole) ? whole : value.TryGetValue(out int small) ? small : null
        : null;
}
