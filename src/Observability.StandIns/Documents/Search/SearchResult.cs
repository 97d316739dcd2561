using System.Text.Json;
using System.Text.Json.Nodes;

namespace Observability.StandIns.Documents.Search;

/// <summary>What a search has found.</summary>
internal sealed class SearchResult
{
    /// <summary>Time that it took, in milliseconds.</summary>
    public long TookMilliseconds { get; init; }

    /// <summary>True where its time was over.</summary>
    public bool TimedOut { get; init; }

    /// <summary>Shards of the indices.</summary>
    public int Shards { get; init; }

    /// <summary>Documents that fit; null where nobody wanted to know.</summary>
    public long? Total { get; init; }

    /// <summary>True where there are more than that.</summary>
    public bool IsAtLeast { get; init; }

    /// <summary>True where the hits are ordered by something.</summary>
    public bool IsSorted { get; init; }

    /// <summary>The hits.</summary>
    public required IReadOnlyList<Hit> Hits { get; init; }

    /// <summary>Writes a hit.</summary>
    public required Action<Utf8JsonWriter, Hit> WriteHit { get; init; }

    /// <summary>Results of the aggregations; null where there are none.</summary>
    public JsonObject? Aggregations { get; init; }

    /// <summary>Writes the answer.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="totalAsNumber">True where the total is a number alone, as before version 7.</param>
    /// <param name="context">Name and identifier of a scroll or of a point in time.</param>
    /// <param name="status">HTTP status, in the answer of several searches.</param>
    public void Write(Utf8JsonWriter writer, bool totalAsNumber = false, (string Name, string Id)? context = null, int? status = null)
    {
        writer.WriteStartObject();
        if (context is { } open)
        {
            writer.WriteString(open.Name, open.Id);
        }

        writer.WriteNumber("took", TookMilliseconds);
        writer.WriteBoolean("timed_out", TimedOut);
        WriteShards(writer, Shards);
        writer.WriteStartObject("hits");
        if (Total is { } total && totalAsNumber)
        {
            writer.WriteNumber("total", total);
        }
        else if (Total is { } count)
        {
            writer.WriteStartObject("total");
            writer.WriteNumber("value", count);
            writer.WriteString("relation", IsAtLeast ? "gte" : "eq");
            writer.WriteEndObject();
        }

        if (IsSorted || Hits.Count == 0)
        {
            writer.WriteNull("max_score");
        }
        else
        {
            writer.WriteNumber("max_score", 1.0);
        }

        writer.WriteStartArray("hits");
        foreach (var hit in Hits)
        {
            WriteHit(writer, hit);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
        if (Aggregations is not null)
        {
            writer.WritePropertyName("aggregations");
            Aggregations.WriteTo(writer);
        }

        if (status is { } code)
        {
            writer.WriteNumber("status", code);
        }

        writer.WriteEndObject();
    }

    /// <summary>Writes how many shards were asked, all of which have answered.</summary>
    public static void WriteShards(Utf8JsonWriter writer, int shards)
    {
        writer.WriteStartObject("_shards");
        writer.WriteNumber("total", shards);
        writer.WriteNumber("successful", shards);
        writer.WriteNumber("skipped", 0);
        writer.WriteNumber("failed", 0);
        writer.WriteEndObject();
    }
}
