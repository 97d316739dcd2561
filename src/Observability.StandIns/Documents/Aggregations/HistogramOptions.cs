namespace Observability.StandIns.Documents.Aggregations;

/// <summary>What a histogram is made of.</summary>
/// <param name="Source">The values.</param>
/// <param name="Interval">Cuts them into pieces.</param>
internal sealed record HistogramOptions(Source Source, Interval Interval)
{
    /// <summary>Buckets with fewer documents are left out; with 0 none is, also those between others.</summary>
    public long LeastCount { get; init; }

    /// <summary>Buckets go at least from here to there.</summary>
    public (double Least, double Most)? ExtendedBounds { get; init; }

    /// <summary>Buckets go at most from here to there.</summary>
    public (double Least, double Most)? HardBounds { get; init; }

    /// <summary>The order of the buckets; null is that of their keys.</summary>
    public BucketOrder? Order { get; init; }

    /// <summary>True where the buckets have names.</summary>
    public bool IsKeyed { get; init; }
}
