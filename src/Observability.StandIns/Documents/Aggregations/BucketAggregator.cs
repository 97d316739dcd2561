using System.Text.Json.Nodes;
using Observability.StandIns.Documents.Queries;

namespace Observability.StandIns.Documents.Aggregations;

/// <summary>An aggregation that puts documents into buckets, in which others sum them up.</summary>
internal abstract class BucketAggregator(Subordinates inner, SearchBudget budget) : Aggregator
{
    private const int BytesOfBucket = 64;
    private long[] _counts = [];
    private ushort[] _documents = [];
    private int[] _buckets = [];
    private int _collected;

    /// <summary>What sums up in the buckets.</summary>
    protected Subordinates Inner { get; } = inner;

    /// <summary>What the search may cost.</summary>
    protected SearchBudget Budget { get; } = budget;

    /// <summary>Buckets so far.</summary>
    protected int BucketCount { get; private set; }

    /// <inheritdoc/>
    public override void Begin(IndexScope scope) => Inner.Begin(scope);

    /// <summary>Documents of a bucket.</summary>
    protected long CountOf(int bucket) => bucket < _counts.Length ? _counts[bucket] : 0;

    /// <summary>Makes a bucket.</summary>
    protected int AddBucket()
    {
        Budget.TakeBytes(BytesOfBucket, "<agg [buckets]>");
        Grown.Ensure(ref _counts, BucketCount, 0);
        return BucketCount++;
    }

    /// <summary>Puts a document into a bucket; <see cref="Deliver"/> hands it on.</summary>
    protected void Put(ushort document, int bucket)
    {
        if (_collected == _documents.Length)
        {
            Array.Resize(ref _documents, Math.Max(256, 2 * _collected));
            Array.Resize(ref _buckets, _documents.Length);
        }

        (_documents[_collected], _buckets[_collected]) = (document, bucket);
        _collected++;
        _counts[bucket]++;
    }

    /// <summary>Hands on what has been put into buckets.</summary>
    protected void Deliver(int block, int limit)
    {
        if (_collected > 0)
        {
            Inner.Collect(block, limit, _documents.AsSpan(0, _collected), _buckets.AsSpan(0, _collected));
            _collected = 0;
        }
    }

    /// <summary>Makes a bucket's result.</summary>
    protected JsonObject BuildBucket(int bucket, JsonObject? result = null)
    {
        result ??= [];
        result["doc_count"] = bucket < 0 ? 0 : CountOf(bucket);
        Inner.AddResults(result, bucket);
        return result;
    }

    /// <summary>A number of a bucket by a path.</summary>
    protected double MeasureBucket(int bucket, AggregationPath path) =>
        path.Names is [] or ["_count"] ? CountOf(bucket) : Inner.Measure(bucket, path);
}
