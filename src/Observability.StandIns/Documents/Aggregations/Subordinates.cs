using System.Text.Json.Nodes;
using Observability.StandIns.Documents.Http;
using Observability.StandIns.Documents.Queries;

namespace Observability.StandIns.Documents.Aggregations;

/// <summary>Aggregations with names beside each other: those of a request, or those in a bucket.</summary>
internal sealed class Subordinates(IReadOnlyList<(string Name, Aggregator Aggregator, JsonObject? Meta)> aggregators, IReadOnlyList<Pipeline> pipelines)
{
    /// <summary>What works on the buckets that these are in, once all are there.</summary>
    public IReadOnlyList<Pipeline> OverBuckets { get; } = [.. pipelines.Where(pipeline => !pipeline.IsSibling)];

    /// <summary>True where an aggregation has this name.</summary>
    public bool Has(string name) => aggregators.Any(entry => entry.Name == name);

    /// <summary>Begins an index.</summary>
    public void Begin(IndexScope scope)
    {
        foreach (var (_, aggregator, _) in aggregators)
        {
            aggregator.Begin(scope);
        }
    }

    /// <summary>Hands documents on.</summary>
    public void Collect(int block, int limit, ReadOnlySpan<ushort> documents, ReadOnlySpan<int> owners)
    {
        foreach (var (_, aggregator, _) in aggregators)
        {
            aggregator.Collect(block, limit, documents, owners);
        }
    }

    /// <summary>Adds the results for a bucket; -1 is one without documents.</summary>
    public void AddResults(JsonObject target, int bucket)
    {
        foreach (var (name, aggregator, meta) in aggregators)
        {
            var result = aggregator.Build(bucket < 0 ? EmptyBucket : bucket);
            if (meta is not null)
            {
                result.Insert(0, "meta", meta.DeepClone());
            }

            target[name] = result;
        }

        foreach (var pipeline in pipelines.Where(pipeline => pipeline.IsSibling))
        {
            target[pipeline.Name] = pipeline.Sum(target);
        }
    }

    /// <summary>A number of a bucket by a path.</summary>
    /// <exception cref="ApiException">There is no such aggregation.</exception>
    public double Measure(int bucket, AggregationPath path) =>
        aggregators.FirstOrDefault(entry => entry.Name == path.Names[0]).Aggregator is { } found
            ? found.Measure(bucket, path.Rest)
            : throw ApiErrors.Shard(
                "aggregation_execution_exception",
                $"Invalid aggregation order path [{path.Text}]. The provided aggregation [{path.Names[0]}] either does not exist, or is a pipeline aggregation and cannot be used to sort the buckets.");

    // A bucket that nothing was ever put into: every aggregation's result for it is that of no documents.
    private const int EmptyBucket = int.MaxValue;
}
