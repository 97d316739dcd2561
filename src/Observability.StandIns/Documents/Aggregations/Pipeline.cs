using System.Text.Json.Nodes;
using Observability.StandIns.Documents.Queries;

namespace Observability.StandIns.Documents.Aggregations;

/// <summary>An aggregation of results (https://www.elastic.co/docs/reference/aggregations/pipeline).</summary>
/// <param name="name">Its name.</param>
internal abstract class Pipeline(string name)
{
    /// <summary>Its name.</summary>
    public string Name { get; } = name;

    /// <summary>True where it stands beside what it works on; else it stands in the buckets that it works on.</summary>
    public virtual bool IsSibling => false;

    /// <summary>Adds its results to the buckets that it stands in.</summary>
    public virtual void Apply(List<JsonObject> buckets, SearchBudget budget)
    {
    }

    /// <summary>Its result where it stands beside what it works on.</summary>
    public virtual JsonObject Sum(JsonObject results) => [];

    /// <summary>A bucket's number; null where there is none, or where what it says of no documents does not count.</summary>
    protected static double? Read(JsonObject bucket, AggregationPath path, GapPolicy gaps)
    {
        if (path.Names is ["_count"])
        {
            return path.Read(bucket);
        }

        var isEmpty = AggregationPath.Number(bucket["doc_count"]) is 0;
        return (isEmpty && gaps != GapPolicy.KeepValues ? null : path.Read(bucket)) ?? (gaps == GapPolicy.InsertZeros ? 0 : null);
    }
}
