using System.Globalization;
using System.Text.Json.Nodes;
using Observability.StandIns.Documents.Dates;
using Observability.StandIns.Documents.Queries;

namespace Observability.StandIns.Documents.Aggregations;

/// <summary>range and date_range: a bucket for each range, of which the lower end is in it and the upper is not.</summary>
/// <param name="source">The values.</param>
/// <param name="ranges">The ranges.</param>
/// <param name="format">How dates are written; null where the values are numbers.</param>
/// <param name="isKeyed">True where the buckets have names.</param>
/// <param name="inner">What sums up in the buckets.</param>
/// <param name="budget">What the search may cost.</param>
internal sealed class RangeAggregator(
    Source source, IReadOnlyList<RangeAggregator.Range> ranges, DateFormat? format, bool isKeyed, Subordinates inner, SearchBudget budget) : BucketAggregator(inner, budget)
{
    private FixedBuckets? _buckets;

    /// <inheritdoc/>
    public override void Begin(IndexScope scope)
    {
        base.Begin(scope);
        source.Begin(scope, numbersOnly: true);
    }

    /// <inheritdoc/>
    public override void Collect(int block, int limit, ReadOnlySpan<ushort> documents, ReadOnlySpan<int> owners)
    {
        _buckets ??= new FixedBuckets(ranges.Count, AddBucket);
        var cursor = source.ReadNumbers(block, limit);
        for (var i = 0; i < documents.Length; i++)
        {
            var values = source.OrMissing(cursor.Of(documents[i]));
            for (var range = 0; range < ranges.Count; range++)
            {
                foreach (var value in values)
                {
                    if (source.Decode(value) is var number && !(number < ranges[range].From) && !(number >= ranges[range].To))
                    {
                        Put(documents[i], _buckets.FindOrAdd(owners[i]) + range);
                        break;
                    }
                }
            }
        }

        Deliver(block, limit);
    }

    /// <inheritdoc/>
    public override JsonObject Build(int owner)
    {
        Budget.TakeBuckets(ranges.Count);
        var first = _buckets?.Find(owner) ?? -1;
        var (map, list) = (new JsonObject(), new JsonArray());
        foreach (var (range, i) in ranges.Select((range, i) => (range, i)).OrderBy(
            entry => entry.range.From ?? double.NegativeInfinity).ThenBy(entry => entry.range.To ?? double.PositiveInfinity))
        {
            var bucket = new JsonObject();
            var key = range.Key ?? $"{Name(range.From)}-{Name(range.To)}";
            if (!isKeyed)
            {
                bucket["key"] = key;
            }

            AddEnd(bucket, "from", range.From);
            AddEnd(bucket, "to", range.To);
            BuildBucket(first < 0 ? -1 : first + i, bucket);
            if (isKeyed)
            {
                map[key] = bucket;
            }
            else
            {
                list.Add(bucket);
            }
        }

        return new JsonObject { ["buckets"] = isKeyed ? map : list };
    }

    private void AddEnd(JsonObject bucket, string name, double? end)
    {
        if (end is { } number)
        {
            bucket[name] = number;
            if (format is not null)
            {
                bucket[$"{name}_as_string"] = Name(number);
            }
        }
    }

    private string Name(double? end) => end is not { } number ? "*"
        : format?.Write((long)number) ?? number.ToString(
            number == Math.Floor(number) && Math.Abs(number) < 1e15 ? "0.0" : "R", CultureInfo.InvariantCulture);

    /// <summary>A range.</summary>
    /// <param name="Key">Name of its bucket; null is made of its ends.</param>
    /// <param name="From">The lower end; null where there is none.</param>
    /// <param name="To">The upper end; null where there is none.</param>
    public sealed record Range(string? Key, double? From, double? To);
}
