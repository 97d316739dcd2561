using System.Text.Json.Nodes;
using Observability.StandIns.Documents.Queries;

namespace Observability.StandIns.Documents.Aggregations;

/// <summary>derivative, cumulative_sum, serial_diff and moving_fn: a number of each bucket made of those of the buckets up to it.</summary>
/// <param name="name">Its name.</param>
/// <param name="path">The numbers.</param>
/// <param name="gaps">What a bucket without a number has.</param>
/// <param name="step">Makes a bucket's number of all numbers and the place of its own; null where there is none.</param>
/// <param name="skipsGaps">True where a bucket without a number is left out of the others' reckoning.</param>
/// <param name="unit">Milliseconds for which the number is also given, of a derivative of time; 0 where it is not.</param>
internal sealed class SequencePipeline(
    string name, AggregationPath path, GapPolicy gaps, Func<IReadOnlyList<double>, int, double?> step, bool skipsGaps, double unit) : Pipeline(name)
{
    /// <inheritdoc/>
    public override void Apply(List<JsonObject> buckets, SearchBudget budget)
    {
        // A window may go on beyond its bucket: all numbers are there before the first is reckoned.
        var numbers = new List<double>();
        var owners = new List<JsonObject>();
        foreach (var bucket in buckets)
        {
            var number = Read(bucket, path, gaps);
            if (number is null && skipsGaps)
            {
                continue;
            }

            numbers.Add(number ?? double.NaN);
            owners.Add(bucket);
        }

        double? lastKey = null;
        for (var at = 0; at < numbers.Count; at++)
        {
            budget.Check();
            var key = AggregationPath.Number(owners[at]["key"]);
            if (step(numbers, at) is { } value)
            {
                var result = new JsonObject { ["value"] = StatisticsAggregator.Number(value) };
                if (unit > 0 && key - lastKey is > 0 and var distance)
                {
                    result["normalized_value"] = StatisticsAggregator.Number(value / (distance / unit));
                }

                owners[at][Name] = result;
            }

            lastKey = key;
        }
    }
}
