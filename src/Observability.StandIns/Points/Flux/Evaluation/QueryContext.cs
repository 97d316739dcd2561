using Observability.StandIns.Points.Metadata;
using Observability.StandIns.Points.Storage;

namespace Observability.StandIns.Points.Flux.Evaluation;

/// <summary>What one query may see and cost.</summary>
/// <param name="store">The points.</param>
/// <param name="buckets">The buckets that whoever asks may read.</param>
/// <param name="budget">What it may cost.</param>
/// <param name="now">Nanoseconds since 1970; the same for all of the query.</param>
internal sealed class QueryContext(PointStore store, IReadOnlyList<Bucket> buckets, QueryBudget budget, long now) : IDisposable
{
    // What a bucket keeps does not depend on what a query takes for now.
    private readonly long _started = now;
    private StoreReader? _reader;

    /// <summary>The points.</summary>
    public PointStore Store => store;

    /// <summary>The buckets that whoever asks may read.</summary>
    public IReadOnlyList<Bucket> Buckets => buckets;

    /// <summary>What the query may cost.</summary>
    public QueryBudget Budget => budget;

    /// <summary>Now, or what the option says.</summary>
    public long Now { get; set; } = now;

    /// <summary>Finds a bucket by name or identifier.</summary>
    public Bucket Bucket(string nameOrId) =>
        buckets.FirstOrDefault(bucket => bucket.Name == nameOrId) ?? buckets.FirstOrDefault(bucket => bucket.Id == nameOrId)
        ?? throw new FluxException(
            FluxException.NotFound, $"failed to initialize execute state: could not find bucket \"{nameOrId}\"");

    /// <summary>Reads a column of a bucket; what is older than the bucket keeps is not there.</summary>
    public ColumnData Read(Bucket bucket, SeriesColumn column, long start, long stop)
    {
        _reader ??= store.OpenReader();
        var data = _reader.Read(column, Math.Max(start, bucket.OldestTime(_started)), stop);
        budget.Charge(2L * data.Count);
        return data;
    }

    /// <inheritdoc />
    public void Dispose() => _reader?.Dispose();
}
