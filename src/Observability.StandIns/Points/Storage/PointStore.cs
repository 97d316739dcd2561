using System.Collections.Concurrent;
using System.Threading.Channels;

namespace Observability.StandIns.Points.Storage;

/// <summary>
/// Keeps points. A write is acknowledged when a row of the log is committed; the points are then in memory, and go to blocks of
/// their columns later. One thread does all that changes the database, so that nothing has to be locked against anything.
/// </summary>
internal sealed partial class PointStore : IAsyncDisposable
{
    private const int WaitingJobs = 64;
    private const int PointsOfACommit = 200_000;
    private readonly PointDatabase _database;
    private readonly ConcurrentDictionary<string, BucketIndex> _buckets = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<SeriesColumn> _unsaved = new();
    private readonly Channel<StoreJob> _jobs = Channel.CreateBounded<StoreJob>(WaitingJobs);
    private readonly Task _worker;
    private long _lastColumn;

    /// <summary>Opens the file and reads what is there.</summary>
    public PointStore(string path)
    {
        _database = new PointDatabase(path);
        Load();
        _worker = Task.Run(WorkAsync);
    }

    /// <summary>Points that are in memory and in the log only.</summary>
    public long HeadPoints => Interlocked.Read(ref _headPoints);

    /// <summary>The bucket's index; an empty one where nothing has been written to it yet.</summary>
    public BucketIndex Bucket(string id) => _buckets.GetOrAdd(id, static key => new BucketIndex(key));

    /// <summary>Finds or makes a column. Call it under the bucket's lock, with a type that the measurement has for the field.</summary>
    public SeriesColumn Column(Series series, string field, FieldType type)
    {
        if (series.Find(field) is { } known)
        {
            // A value of another type would be written as none, and could not be read again.
            return known.Type == type
                ? known
                : throw new InvalidOperationException($"field {field} is of type {known.Type}, not {type}");
        }

        var column = new SeriesColumn(Interlocked.Increment(ref _lastColumn), series, field, type);
        series.Measurement.Fields.TryAdd(field, type);
        series.Add(column);
        _unsaved.Enqueue(column);
        return column;
    }

    /// <summary>Keeps points; when it returns, they survive the process.</summary>
    /// <exception cref="PointStoreException">They could not be kept; none of them is.</exception>
    public async Task WriteAsync(List<PointRow> rows, CancellationToken cancellationToken)
    {
        if (rows.Count > 0)
        {
            await RunAsync(new StoreJob(rows, LogCodec.Encode(rows)), cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Opens a reader for one query.</summary>
    public StoreReader OpenReader() => StoreReader.Open(_database.ConnectionString);

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        _jobs.Writer.TryComplete();
        await _worker.ConfigureAwait(false);
        _database.Dispose();
    }

    private async Task RunAsync(StoreJob job, CancellationToken cancellationToken)
    {
        await _jobs.Writer.WriteAsync(job, cancellationToken).ConfigureAwait(false);
        await job.Done.ConfigureAwait(false);
    }

    private Task RunAsync(Action work, CancellationToken cancellationToken) => RunAsync(new StoreJob(work), cancellationToken);

    private async Task WorkAsync()
    {
        var jobs = _jobs.Reader;
        while (await jobs.WaitToReadAsync().ConfigureAwait(false))
        {
            while (jobs.TryRead(out var job))
            {
                if (job.Work is null)
                {
                    CommitOrFail(Gather(job));
                }
                else
                {
                    job.Try(job.Work);
                }
            }
        }

        TryFlush();
    }

    // Writes that wait are committed together: one wait for the disk for all of them.
    private List<StoreJob> Gather(StoreJob first)
    {
        var group = new List<StoreJob> { first };
        var points = first.Rows.Count;
        while (points < PointsOfACommit && _jobs.Reader.TryPeek(out var next) && next.Work is null && _jobs.Reader.TryRead(out next))
        {
            group.Add(next);
            points += next.Rows.Count;
        }

        return group;
    }

    private void Load()
    {
        var columns = new Dictionary<long, SeriesColumn>();
        foreach (var (id, bucket, key, field, type, block) in _database.ReadColumns())
        {
            var (measurement, tags) = SeriesKey.Read(key);
            var series = Bucket(bucket).FindOrAdd(measurement, tags);
            var column = new SeriesColumn(id, series, field, type) { LastBlock = block };
            series.Add(column);
            series.Measurement.Fields.TryAdd(field, type);
            columns.Add(id, column);
            _lastColumn = id;
        }

        foreach (var data in _database.ReadLog())
        {
            Apply(LogCodec.Decode(data, columns));
        }
    }
}
