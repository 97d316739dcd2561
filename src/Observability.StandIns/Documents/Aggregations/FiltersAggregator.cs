using System.Text.Json.Nodes;
using Observability.StandIns.Documents.Columns;
using Observability.StandIns.Documents.Queries;

namespace Observability.StandIns.Documents.Aggregations;

/// <summary>filters, filter and missing: a bucket for each query.</summary>
internal sealed class FiltersAggregator : BucketAggregator
{
    private readonly IReadOnlyList<(string? Key, Query Query)> _filters;
    private readonly string? _otherKey;
    private readonly bool _isSingle;
    private readonly FixedBuckets _buckets;
    private readonly ulong[][] _sets;
    private Matcher[] _matchers = [];

    /// <summary>Makes one.</summary>
    /// <param name="filters">The queries; those without a key make a list.</param>
    /// <param name="otherKey">Key of the bucket for what fits none; null where there is none.</param>
    /// <param name="isSingle">True where the one bucket is the result.</param>
    /// <param name="inner">What sums up in the buckets.</param>
    /// <param name="budget">What the search may cost.</param>
    public FiltersAggregator(
        IReadOnlyList<(string? Key, Query Query)> filters, string? otherKey, bool isSingle, Subordinates inner, SearchBudget budget)
        : base(inner, budget)
    {
        (_filters, _otherKey, _isSingle) = (filters, otherKey, isSingle);
        _buckets = new FixedBuckets(filters.Count + (otherKey is null ? 0 : 1), AddBucket);
        _sets = [.. filters.Select(_ => new ulong[Block.Words])];
    }

    /// <inheritdoc/>
    public override void Begin(IndexScope scope)
    {
        base.Begin(scope);
        _matchers = [.. _filters.Select(filter => filter.Query.Compile(scope))];
    }

    /// <inheritdoc/>
    public override void Collect(int block, int limit, ReadOnlySpan<ushort> documents, ReadOnlySpan<int> owners)
    {
        for (var i = 0; i < _matchers.Length; i++)
        {
            Array.Clear(_sets[i]);
            _matchers[i].Match(block, limit, _sets[i]);
        }

        for (var i = 0; i < documents.Length; i++)
        {
            var first = _buckets.FindOrAdd(owners[i]);
            var any = false;
            for (var filter = 0; filter < _sets.Length; filter++)
            {
                if (Bits.Has(_sets[filter], documents[i]))
                {
                    any = true;
                    Put(documents[i], first + filter);
                }
            }

            if (!any && _otherKey is not null)
            {
                Put(documents[i], first + _filters.Count);
            }
        }

        Deliver(block, limit);
    }

    /// <inheritdoc/>
    public override JsonObject Build(int owner)
    {
        var first = _buckets.Find(owner);
        if (_isSingle)
        {
            return BuildBucket(first);
        }

        var count = _filters.Count + (_otherKey is null ? 0 : 1);
        Budget.TakeBuckets(count);
        var isKeyed = _filters.Any(filter => filter.Key is not null);
        var (map, list) = (new JsonObject(), new JsonArray());
        for (var i = 0; i < count; i++)
        {
            var bucket = BuildBucket(first < 0 ? -1 : first + i);
            if (isKeyed)
            {
                map[i < _filters.Count ? _filters[i].Key! : _otherKey!] = bucket;
            }
            else
            {
                list.Add(bucket);
            }
        }

        return new JsonObject { ["buckets"] = isKeyed ? map : list };
    }

    /// <inheritdoc/>
    public override double Measure(int owner, AggregationPath path) =>
        _isSingle && _buckets.Find(owner) is >= 0 and var bucket ? MeasureBucket(bucket, path) : _isSingle ? double.NaN : base.Measure(owner, path);
}
