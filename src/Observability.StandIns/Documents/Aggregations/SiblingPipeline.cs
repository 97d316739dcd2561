using System.Text.Json.Nodes;

namespace Observability.StandIns.Documents.Aggregations;

/// <summary>avg_bucket, sum_bucket, min_bucket and max_bucket: one number of a number in each bucket of another aggregation.</summary>
/// <param name="name">Its name.</param>
/// <param name="kind">What is reckoned.</param>
/// <param name="path">The aggregation, and the number in its buckets.</param>
/// <param name="gaps">What a bucket without a number has.</param>
internal sealed class SiblingPipeline(string name, string kind, AggregationPath path, GapPolicy gaps) : Pipeline(name)
{
    /// <inheritdoc/>
    public override bool IsSibling => true;

    /// <inheritdoc/>
    public override JsonObject Sum(JsonObject results)
    {
        var buckets = (results[path.Names[0]] as JsonObject)?["buckets"] switch
        {
            JsonArray list => list.OfType<JsonObject>(),
            JsonObject map => map.Select(entry => entry.Value).OfType<JsonObject>(),
            _ => [],
        };
        var rest = path.Rest;
        var found = buckets.Select(
            bucket => (Bucket: bucket, Value: rest.Names.Count == 0 ? AggregationPath.Number(bucket["doc_count"]) : Read(bucket, rest, gaps)))
            .Where(entry => entry.Value is not null).ToList();
        var numbers = found.Select(entry => entry.Value!.Value).ToList();
        if (kind == "sum_bucket" || numbers.Count == 0)
        {
            return new JsonObject { ["value"] = kind == "sum_bucket" ? StatisticsAggregator.Number(numbers.Sum()) : null };
        }

        if (kind == "avg_bucket")
        {
            return new JsonObject { ["value"] = StatisticsAggregator.Number(numbers.Average()) };
        }

        var end = kind == "min_bucket" ? numbers.Min() : numbers.Max();
        var keys = found.Where(entry => entry.Value == end).Select(
            entry => (entry.Bucket["key_as_string"] ?? entry.Bucket["key"])?.ToString());
        return new JsonObject { ["value"] = end, ["keys"] = new JsonArray([.. keys.Select(key => JsonValue.Create(key))]) };
    }
}
