using System.Text.Json;
using Observability.StandIns.Documents.Http;

namespace Observability.StandIns.Documents.Indices;

/// <summary>What has become of a change.</summary>
internal sealed class WriteResult
{
    /// <summary>Name of the index.</summary>
    public required string Index { get; init; }

    /// <summary>Identifier of the document.</summary>
    public string? Id { get; init; }

    /// <summary>How often it has been written.</summary>
    public int Version { get; init; }

    /// <summary>Number of the operation on the index.</summary>
    public long Sequence { get; init; }

    /// <summary><c>created</c>, <c>updated</c>, <c>deleted</c>, <c>not_found</c> or <c>noop</c>.</summary>
    public string Result { get; init; } = string.Empty;

    /// <summary>Shards of the index with their copies.</summary>
    public int Shards { get; init; } = 1;

    /// <summary>What is wrong; null where it has been done.</summary>
    public ApiException? Error { get; set; }

    /// <summary>HTTP status.</summary>
    public int Status => Error?.Status ?? Result switch { "created" => 201, "not_found" => 404, _ => 200 };

    /// <summary>Writes the fields of the answer.</summary>
    public void WriteFields(Utf8JsonWriter writer, bool forcedRefresh)
    {
        writer.WriteString("_index", Index);
        if (Id is null)
        {
            writer.WriteNull("_id");
        }
        else
        {
            writer.WriteString("_id", Id);
        }

        if (Error is not null)
        {
            return;
        }

        writer.WriteNumber("_version", Version);
        writer.WriteString("result", Result);
        if (forcedRefresh)
        {
            writer.WriteBoolean("forced_refresh", true);
        }

        writer.WriteStartObject("_shards");
        writer.WriteNumber("total", Result == "noop" ? 0 : Shards);
        writer.WriteNumber("successful", Result == "noop" ? 0 : 1);
        writer.WriteNumber("failed", 0);
        writer.WriteEndObject();
        writer.WriteNumber("_seq_no", Sequence);
        writer.WriteNumber("_primary_term", 1);
    }
}
