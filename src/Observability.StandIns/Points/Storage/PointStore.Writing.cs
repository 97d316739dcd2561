using System.Runtime.InteropServices;

namespace Observability.StandIns.Points.Storage;

/// <summary>What the store's own thread does.</summary>
internal sealed partial class PointStore
{
    private const int PointsInMemory = 250_000;

    // When blocks cannot be written, so will the log soon; until then memory must not grow without end.
    private const int MostPointsInMemory = 4 * PointsInMemory;
    private readonly List<SeriesColumn> _dirty = [];
    private long _headPoints;

    /// <summary>Puts what is in memory into blocks.</summary>
    public Task FlushAsync(CancellationToken cancellationToken) => RunAsync(Flush, cancellationToken);

    /// <summary>Deletes the points of a bucket that are older than a time.</summary>
    public Task DropBeforeAsync(string bucket, long time, CancellationToken cancellationToken) => RunAsync(
        () =>
        {
            Flush();
            _database.InTransaction(() => _database.DeleteBlocksBefore(bucket, time));
            DropEmpty(ColumnsOf(Bucket(bucket)).Where(column => column.LastBlock?.Last < time));
        },
        cancellationToken);

    /// <summary>Deletes the points of some columns in a span of time, both ends included.</summary>
    /// <remarks>One that ends before it begins holds none.</remarks>
    public Task DeleteAsync(string bucket, Func<Series, string, bool> fits, long first, long last,
        CancellationToken cancellationToken) => first > last ? Task.CompletedTask : RunAsync(
        () =>
        {
            Flush();
            var columns = ColumnsOf(Bucket(bucket)).Where(column => fits(column.Series, column.Field)).ToList();
            var states = new List<(SeriesColumn Column, BlockState? Last)>();
            _database.InTransaction(() =>
            {
                using var reader = _database.OpenOwnReader();
                states.AddRange(columns.Select(column => (column, DeleteSpan(reader, column, first, last))));
            });
            states.ForEach(state => state.Column.LastBlock = state.Last);
            DropEmpty(columns.Where(column => column.LastBlock is null));
        },
        cancellationToken);

    /// <summary>Deletes a bucket with all points.</summary>
    public Task DropBucketAsync(string bucket, CancellationToken cancellationToken) => RunAsync(
        () =>
        {
            Flush();
            _database.InTransaction(() => _database.DeleteBucket(bucket));
            if (_buckets.TryRemove(bucket, out var index))
            {
                lock (index.Gate)
                {
                    index.IsDropped = true;
                }
            }
        },
        cancellationToken);

    /// <summary>What the blocks of each bucket take of the disk, in bytes; a bucket without blocks is not among them.</summary>
    public async Task<IReadOnlyDictionary<string, long>> ReadSizesAsync(CancellationToken cancellationToken)
    {
        Dictionary<string, long> sizes = [];
        await RunAsync(() => sizes = _database.ReadSizes(), cancellationToken).ConfigureAwait(false);
        return sizes;
    }

    private void CommitOrFail(List<StoreJob> group)
    {
        try
        {
            Commit(group);
        }
        catch (Exception error)
        {
            // Whoever waits for them gets it; the thread goes on with the next.
            group.ForEach(job => job.Fail(error));
        }
    }

    private void Commit(List<StoreJob> group)
    {
        if (_headPoints > MostPointsInMemory && !TryFlush())
        {
            group.ForEach(static job => job.Fail(new IOException("the points in memory cannot be written to the disk")));
            return;
        }

        group.ForEach(ReplaceDropped);
        var created = new List<SeriesColumn>();
        while (_unsaved.TryDequeue(out var column))
        {
            // One that was dropped before its first point came has been replaced above; the file must not have both.
            if (!column.IsDropped)
            {
                created.Add(column);
            }
        }

        try
        {
            _database.InTransaction(() =>
            {
                created.ForEach(_database.Add);
                group.ForEach(job => _database.AddLog(job.Data));
            });
        }
        catch (PointStoreException error)
        {
            created.ForEach(_unsaved.Enqueue);
            group.ForEach(job => job.Fail(error));
            return;
        }

        foreach (var job in group)
        {
            Apply(job.Rows);
            job.Succeed();
        }

        if (_headPoints > PointsInMemory)
        {
            TryFlush();
        }
    }

    // Between the moment a request looked its columns up and now, one may have lost its last point and its row.
    private void ReplaceDropped(StoreJob job)
    {
        var (kept, changed) = (0, false);
        foreach (var row in CollectionsMarshal.AsSpan(job.Rows))
        {
            var column = row.Column.IsDropped || row.Column.Series.Measurement.Bucket.IsDropped ? Renew(row.Column) : row.Column;
            changed = changed || column != row.Column;
            if (column is not null)
            {
                job.Rows[kept++] = row with { Column = column };
            }
        }

        if (changed)
        {
            job.Rows.RemoveRange(kept, job.Rows.Count - kept);
            job.Data = LogCodec.Encode(job.Rows);
        }
    }

    /// <summary>The column that has taken a dropped one's place; null where there is no place for it any more.</summary>
    private SeriesColumn? Renew(SeriesColumn old)
    {
        var (measurement, index) = (old.Series.Measurement.Name, old.Series.Measurement.Bucket);
        lock (index.Gate)
        {
            var known = index.Measurements.GetValueOrDefault(measurement)?.Fields;
            return index.IsDropped || (known is not null && known.TryGetValue(old.Field, out var type) && type != old.Type)
                ? null
                : Column(index.FindOrAdd(measurement, [.. old.Series.Tags]), old.Field, old.Type);
        }
    }

    private void Apply(IEnumerable<PointRow> rows)
    {
        var added = 0;
        foreach (var row in rows)
        {
            if (row.Column.Append(row.Time, row.Bits, row.Text))
            {
                _dirty.Add(row.Column);
            }

            added++;
        }

        Interlocked.Add(ref _headPoints, added);
    }

    private bool TryFlush()
    {
        try
        {
            Flush();
            return true;
        }
        catch (Exception)
        {
            // Whatever it was: what is in memory is in the log, too. The next flush tries again, and tells who waits for it.
            return false;
        }
    }

    private void Flush()
    {
        if (_dirty.Count == 0)
        {
            return;
        }

        var states = new List<BlockState?>(_dirty.Count);
        _database.InTransaction(() =>
        {
            using var reader = _database.OpenOwnReader();
            states.AddRange(_dirty.Select(column => FlushColumn(reader, column)));
            _database.ClearLog();
        });
        for (var i = 0; i < _dirty.Count; i++)
        {
            _dirty[i].LastBlock = states[i];
            _dirty[i].ClearHead();
        }

        _dirty.Clear();
        Interlocked.Exchange(ref _headPoints, 0);
    }

    private BlockState? FlushColumn(StoreReader reader, SeriesColumn column)
    {
        var data = column.PeekHead();
        var (first, last) = (data.Times[0], data.Times[data.Count - 1]);
        var isLater = column.LastBlock is null || first > column.LastBlock.Last;
        if (isLater && column.LastBlock is { Count: < BlockCodec.BlockPoints } growing)
        {
            (first, isLater) = (growing.First, false);
        }

        if (!isLater)
        {
            data = ColumnData.Merge(reader.ReadBlocks(column, first, AfterOf(last)), data);
            _database.DeleteBlocks(column.Id, first, last);
        }

        return WriteBlocks(column, data);
    }

    private BlockState? DeleteSpan(StoreReader reader, SeriesColumn column, long first, long last)
    {
        var old = reader.ReadBlocks(column, first, AfterOf(last));
        if (old.Count == 0)
        {
            return column.LastBlock;
        }

        _database.DeleteBlocks(column.Id, first, last);
        var rest = new ColumnData(column.Type);
        rest.AddLater(old.Between(long.MinValue, first));
        rest.AddLater(last == long.MaxValue ? new ColumnData(column.Type) : old.Between(last + 1, long.MaxValue));
        var touchedLast = column.LastBlock!.Last >= first && column.LastBlock.First <= last;
        if (rest.Count > 0)
        {
            var state = WriteBlocks(column, rest);
            return touchedLast ? state : column.LastBlock;
        }

        return touchedLast ? _database.ReadLastBlock(column.Id) : column.LastBlock;
    }

    /// <summary>Writes sorted data as blocks; returns the column's last block then.</summary>
    private BlockState? WriteBlocks(SeriesColumn column, ColumnData data)
    {
        var state = column.LastBlock;
        for (var at = 0; at < data.Count; at += BlockCodec.BlockPoints)
        {
            var count = Math.Min(BlockCodec.BlockPoints, data.Count - at);
            var block = new BlockState(data.Times[at], data.Times[at + count - 1], count);
            _database.AddBlock(column.Id, block.First, block.Last, count, BlockCodec.Encode(data, at, count));
            state = state is null || block.Last >= state.Last ? block : state;
        }

        return state;
    }

    private void DropEmpty(IEnumerable<SeriesColumn> columns)
    {
        foreach (var column in columns.ToList())
        {
            var index = column.Series.Measurement.Bucket;
            _database.InTransaction(() => _database.Delete(column.Id));
            lock (index.Gate)
            {
                column.IsDropped = true;
                column.Series.Remove(column);
                if (column.Series.Columns.Count == 0)
                {
                    index.Remove(column.Series);
                }
            }
        }
    }

    private static List<SeriesColumn> ColumnsOf(BucketIndex index)
    {
        lock (index.Gate)
        {
            return [.. index.Measurements.Values.SelectMany(measurement => measurement.Series).SelectMany(series => series.Columns)];
        }
    }

    private static long AfterOf(long time) => time == long.MaxValue ? time : time + 1;
}
