using System.Text.Json.Nodes;
using Observability.StandIns.Documents.Http;
using Observability.StandIns.Documents.Queries;

namespace Observability.StandIns.Documents.Aggregations;

/// <summary>
/// Sums documents up (https://www.elastic.co/docs/reference/aggregations/). It is given the documents of one block of one index after the
/// other, each with the bucket of the aggregation around it: that bucket owns the document.
/// </summary>
internal abstract class Aggregator
{
    /// <summary>Begins an index.</summary>
    /// <exception cref="ApiException">The aggregation does not suit the index.</exception>
    public abstract void Begin(IndexScope scope);

    /// <summary>Takes documents of a block.</summary>
    /// <param name="block">The block.</param>
    /// <param name="limit">Documents of the block that are looked at.</param>
    /// <param name="documents">The documents, ascending; one that several buckets own comes several times.</param>
    /// <param name="owners">The bucket that owns each.</param>
    public abstract void Collect(int block, int limit, ReadOnlySpan<ushort> documents, ReadOnlySpan<int> owners);

    /// <summary>The result for a bucket of the aggregation around it.</summary>
    public abstract JsonObject Build(int owner);

    /// <summary>A number of the result, by which buckets are put in order; NaN where there is none.</summary>
    /// <param name="owner">The bucket of the aggregation around it.</param>
    /// <param name="path">What comes after the aggregation's name in a path: nothing, a property, or another aggregation.</param>
    /// <exception cref="ApiException">There is no such number.</exception>
    public virtual double Measure(int owner, AggregationPath path) =>
        throw ApiErrors.Shard(
            "aggregation_execution_exception", $"Invalid aggregation order path [{path.Text}]. It does not lead to one number.");
}
