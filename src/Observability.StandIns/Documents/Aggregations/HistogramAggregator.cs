using System.Text.Json.Nodes;
using Observability.StandIns.Documents.Http;
using Observability.StandIns.Documents.Mapping;
using Observability.StandIns.Documents.Queries;

namespace Observability.StandIns.Documents.Aggregations;

/// <summary>histogram and date_histogram: a bucket for each piece of the line.</summary>
internal sealed class HistogramAggregator(HistogramOptions options, Subordinates inner, SearchBudget budget) : BucketAggregator(inner, budget)
{
    private readonly Dictionary<(int Owner, long Key), int> _buckets = [];
    private readonly List<List<(long Key, int Bucket)>?> _ofOwner = [];
    private double _start = double.NaN;
    private double _end;
    private int _owner = -1;
    private int _bucket;

    /// <inheritdoc/>
    public override void Begin(IndexScope scope)
    {
        base.Begin(scope);
        options.Source.Begin(scope, numbersOnly: true);
        if (options.Interval is TimeInterval && options.Source.Field is { Kind: not FieldKind.Date } field)
        {
            throw ApiErrors.Shard(
                "illegal_argument_exception",
                $"Field [{field.Path}] of type [{field.Type}] is not supported for aggregation [date_histogram]");
        }
    }

    /// <inheritdoc/>
    public override void Collect(int block, int limit, ReadOnlySpan<ushort> documents, ReadOnlySpan<int> owners)
    {
        var source = options.Source;
        var cursor = source.ReadNumbers(block, limit);
        for (var i = 0; i < documents.Length; i++)
        {
            var values = Source.InOrder(source.OrMissing(cursor.Of(documents[i])));
            var last = -1;
            foreach (var value in values)
            {
                var bucket = BucketOf(owners[i], source.Decode(value));
                if (bucket >= 0 && bucket != last)
                {
                    Put(documents[i], bucket);
                    last = bucket;
                }
            }
        }

        Deliver(block, limit);
    }

    /// <inheritdoc/>
    public override JsonObject Build(int owner)
    {
        var found = owner < _ofOwner.Count ? _ofOwner[owner] ?? [] : [];
        found.Sort();
        List<(long Key, int Bucket)> rows = options.LeastCount == 0
            ? Fill(found)
            : [.. found.Where(row => CountOf(row.Bucket) >= options.LeastCount)];
        if (options.LeastCount > 0)
        {
            Budget.TakeBuckets(rows.Count);
        }

        var buckets = new List<JsonObject>(rows.Count);
        foreach (var (key, bucket) in rows)
        {
            Budget.Check();
            var result = new JsonObject();
            options.Interval.WriteKey(result, key);
            buckets.Add(BuildBucket(bucket, result));
        }

        foreach (var pipeline in Inner.OverBuckets)
        {
            pipeline.Apply(buckets, Budget);
        }

        // Names go with their buckets: the order comes after.
        var names = new Dictionary<object, string>(ReferenceEqualityComparer.Instance);
        for (var i = 0; options.IsKeyed && i < buckets.Count; i++)
        {
            names[buckets[i]] = options.Interval.Name(rows[i].Key);
        }

        buckets = options.Order is { } order ? order.Sort(buckets) : buckets;
        if (!options.IsKeyed)
        {
            return new JsonObject { ["buckets"] = new JsonArray([.. buckets]) };
        }

        var map = new JsonObject();
        foreach (var bucket in buckets)
        {
            map[names[bucket]] = bucket;
        }

        return new JsonObject { ["buckets"] = map };
    }

    // Documents tend to come in the order of time: the last bucket is looked at first.
    private int BucketOf(int owner, double value)
    {
        if (owner == _owner && value >= _start && value < _end)
        {
            return _bucket;
        }

        if (options.HardBounds is { } hard && !(value >= hard.Least && value <= hard.Most))
        {
            return -1;
        }

        var key = options.Interval.KeyOf(value);
        if (!_buckets.TryGetValue((owner, key), out var bucket))
        {
            _buckets[(owner, key)] = bucket = AddBucket();
            while (_ofOwner.Count <= owner)
            {
                _ofOwner.Add(null);
            }

            (_ofOwner[owner] ??= []).Add((key, bucket));
        }

        if (options.HardBounds is null)
        {
            (_owner, _bucket, _start, _end) = (owner, bucket, options.Interval.StartOf(key), options.Interval.EndOf(key));
        }

        return bucket;
    }

    /// <summary>The buckets without a gap, and those up to the bounds.</summary>
    private List<(long Key, int Bucket)> Fill(List<(long Key, int Bucket)> found)
    {
        long? first = found.Count > 0 ? found[0].Key : null;
        var last = found.Count > 0 ? found[^1].Key : 0;
        if (options.ExtendedBounds is { } bounds && bounds.Least <= bounds.Most)
        {
            var (low, high) = (options.Interval.KeyOf(bounds.Least), options.Interval.KeyOf(bounds.Most));
            (first, last) = first is { } key ? (Math.Min(key, low), Math.Max(last, high)) : (low, high);
        }

        var rows = new List<(long, int)>();
        if (first is not { } next)
        {
            return rows;
        }

        var count = options.Interval.CountTo(next, last);
        Budget.TakeBuckets((int)Math.Clamp(count, 0, int.MaxValue / 2));
        var at = 0;
        while (next <= last)
        {
            Budget.Check();

            // A piece that begins where clocks are set is found between two of the calendar's.
            while (at < found.Count && found[at].Key < next)
            {
                rows.Add(found[at++]);
            }

            rows.Add((next, at < found.Count && found[at].Key == next ? found[at++].Bucket : -1));
            var following = options.Interval.Next(next);
            if (following <= next)
            {
                // Behind the largest number there is none.
                break;
            }

            next = following;
        }

        rows.AddRange(found.Skip(at));
        return rows;
    }
}
