using System.Globalization;
using System.Text;
using System.Text.Json;
using Observability.StandIns.Documents.Http;
using Observability.StandIns.Documents.Indices;

namespace Observability.StandIns.Documents.Api;

/// <summary>
/// Reads the body of a bulk request
/// (https://www.elastic.co/docs/api/doc/elasticsearch/operation/operation-bulk), a line for what is to be done and one for the document:
/// <code>
/// {"index":{"_index":"telegraf-2026.11.26","_id":"1"}}
/// {"@timestamp":"2026-11-26T01:02:03Z","value":42}
/// </code>
/// A line that says what is to be done must be right, or nothing is done; a document may be wrong for itself alone.
/// </summary>
internal static class BulkParser
{
    private static readonly JsonReaderOptions s_json = new() { MaxDepth = 8 };

    /// <summary>Reads it.</summary>
    /// <param name="body">The body.</param>
    /// <param name="index">Index of those that name none; null where there is no such.</param>
    /// <param name="requiresAlias">True where every index must be an alias.</param>
    /// <exception cref="ApiException">A line has a mistake.</exception>
    public static List<WriteOperation> Parse(ReadOnlyMemory<byte> body, string? index, bool requiresAlias)
    {
        if (body.IsEmpty)
        {
            throw new ApiException(400, "parse_exception", "request body is required");
        }

        if (body.Span[^1] != '\n')
        {
            throw ApiErrors.IllegalArgument("The bulk request must be terminated by a newline [\\n]");
        }

        var operations = new List<WriteOperation>();
        var number = 0;
        string? lastIndex = null;
        while (TryReadLine(ref body, out var line))
        {
            number++;
            if (IsBlank(line))
            {
                continue;
            }

            var operation = ParseAction(line.Span, number, index, requiresAlias, ref lastIndex);
            if (operation.Kind == WriteKind.Delete)
            {
                operations.Add(operation);
                continue;
            }

            number++;
            if (!TryReadLine(ref body, out var document))
            {
                throw ApiErrors.IllegalArgument("The bulk request must be terminated by a newline [\\n]");
            }

            operations.Add(WithDocument(operation, document));
        }

        return operations.Count > 0 ? operations
            : throw new ApiException(400, "action_request_validation_exception", "Validation Failed: 1: no requests added;");
    }

    private static WriteOperation WithDocument(WriteOperation operation, ReadOnlyMemory<byte> document)
    {
        if (operation.Error is not null)
        {
            return operation;
        }

        if (operation.Kind != WriteKind.Update)
        {
            return operation with { Source = document };
        }

        try
        {
            return operation with { Update = ApiRequest.ParseObject(document) };
        }
        catch (ApiException error)
        {
            return operation with { Error = error };
        }
    }

    private static WriteOperation ParseAction(ReadOnlySpan<byte> line, int number, string? index, bool requiresAlias, ref string? lastIndex)
    {
        var reader = new Utf8JsonReader(line, s_json);
        try
        {
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            {
                throw Malformed(number, $"expected START_OBJECT but found [{reader.TokenType}]");
            }

            reader.Read();
            if (reader.TokenType != JsonTokenType.PropertyName)
            {
                throw Malformed(number, "expected FIELD_NAME but found [END_OBJECT]");
            }

            WriteKind kind = reader.ValueTextEquals("index"u8) ? WriteKind.Index
                : reader.ValueTextEquals("create"u8) ? WriteKind.Create
                : reader.ValueTextEquals("update"u8) ? WriteKind.Update
                : reader.ValueTextEquals("delete"u8) ? WriteKind.Delete
                : throw Malformed(number, $"expected field [create], [delete], [index] or [update] but found [{reader.GetString()}]");
            reader.Read();
            if (reader.TokenType != JsonTokenType.StartObject)
            {
                throw Malformed(number, $"expected START_OBJECT but found [{reader.TokenType}]");
            }

            var operation = ParseMetadata(ref reader, kind, number, index, requiresAlias, ref lastIndex);
            reader.Read();
            return reader.TokenType != JsonTokenType.EndObject || reader.Read() ? throw Malformed(number, "expected END_OBJECT") : operation;
        }
        catch (JsonException mistake)
        {
            throw Malformed(number, ApiRequest.Plain(mistake));
        }
        catch (InvalidOperationException)
        {
            throw Malformed(number, "invalid UTF-8");
        }
    }

    private static WriteOperation ParseMetadata(
        ref Utf8JsonReader reader, WriteKind kind, int number, string? index, bool requiresAlias, ref string? lastIndex)
    {
        string? id = null;
        long? sequence = null;
        string? unsupported = null;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var name = reader.GetString()!;
            reader.Read();
            switch (name)
            {
                case "_index":
                    // Most lines name the index of the line before.
                    index = lastIndex is not null && reader.TokenType == JsonTokenType.String && reader.ValueTextEquals(lastIndex) ? lastIndex : Text(ref reader);
                    lastIndex = index;
                    break;
                case "_id":
                    id = Text(ref reader);
                    break;
                case "if_seq_no":
                    sequence = reader.TokenType is JsonTokenType.Number or JsonTokenType.String
                        && long.TryParse(Text(ref reader), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole)
                        ? whole
                        : throw Malformed(number, "[if_seq_no] is no whole number");
                    break;
                case "require_alias":
                    requiresAlias = reader.TokenType switch
                    {
                        JsonTokenType.True => true,
                        JsonTokenType.False => false,
                        JsonTokenType.String when reader.ValueTextEquals("true"u8) => true,
                        JsonTokenType.String when reader.ValueTextEquals("false"u8) => false,
                        _ => throw Malformed(number, "[require_alias] is neither true nor false"),
                    };
                    break;
                case "version" or "version_type" or "_version" or "_version_type":
                    unsupported = "[version] or [version_type] in bulk requests";
                    break;
                case "pipeline" when Text(ref reader) is not (null or "" or "_none"):
                    unsupported = "ingest pipelines in bulk requests";
                    break;
                case "pipeline" or "if_primary_term" or "routing" or "retry_on_conflict" or "list_executed_pipelines" or "dynamic_templates" or "require_data_stream" or "_source":
                    reader.Skip();
                    break;
                default:
                    throw ApiErrors.IllegalArgument($"Action/metadata line [{number}] contains an unknown parameter [{name}]");
            }
        }

        ApiException? error = unsupported is not null ? ApiErrors.NotSupported(unsupported)
            : index is null or "" ? new ApiException(400, "action_request_validation_exception", "Validation Failed: 1: index is missing;")
            : id is null && kind is WriteKind.Update or WriteKind.Delete ? new ApiException(
                400, "action_request_validation_exception", "Validation Failed: 1: id is missing;")
            : null;
        return new WriteOperation(
            kind, index ?? string.Empty, id, default) { IfSequence = sequence, RequiresAlias = requiresAlias, Error = error };
    }

    private static string? Text(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.Null => null,
        JsonTokenType.String => reader.GetString(),
        JsonTokenType.Number => Encoding.UTF8.GetString(reader.ValueSpan),
        _ => throw new JsonException("a text is expected"),
    };

    private static bool TryReadLine(ref ReadOnlyMemory<byte> body, out ReadOnlyMemory<byte> line)
    {
        var end = body.Span.IndexOf((byte)'\n');
        if (end < 0)
        {
            line = default;
            return false;
        }

        line = body[..end];
        body = body[(end + 1)..];
        return true;
    }

    private static bool IsBlank(ReadOnlyMemory<byte> line) => line.Span.Trim(" \t\r"u8).IsEmpty;

    private static ApiException Malformed(int line, string what) => ApiErrors.IllegalArgument(
        $"Malformed action/metadata line [{line}], {what}");
}
