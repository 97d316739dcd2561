using System.Threading.Channels;
using Microsoft.Data.Sqlite;

namespace Observability.StandIns.Logs.Storage;

/// <summary>
/// Writes jobs one after the other, all that wait in one transaction: a push waits for the disk once, however many come at a time.
/// </summary>
internal sealed class StoreWriter : IAsyncDisposable
{
    private const int LongestGroup = 64;
    private readonly Channel<WriteJob> _jobs = Channel.CreateBounded<WriteJob>(
        new BoundedChannelOptions(LongestGroup) { SingleReader = true });
    private readonly StoreFile _file;
    private readonly LogsMetrics _metrics;
    private readonly Task _work;

    /// <summary>Starts it.</summary>
    public StoreWriter(StoreFile file, LogsMetrics metrics)
    {
        (_file, _metrics) = (file, metrics);
        _work = Task.Run(WorkAsync);
    }

    /// <summary>Writes a job and returns when it is kept.</summary>
    /// <exception cref="StoreFullException">It could not be written.</exception>
    public async Task WriteAsync(WriteJob job)
    {
        await _jobs.Writer.WriteAsync(job);
        await job.Done;
    }

    /// <summary>Writes what waits, then ends.</summary>
    public async ValueTask DisposeAsync()
    {
        _jobs.Writer.TryComplete();
        await _work;
    }

    private async Task WorkAsync()
    {
        var group = new List<WriteJob>(LongestGroup);
        while (await _jobs.Reader.WaitToReadAsync())
        {
            group.Clear();
            while (group.Count < LongestGroup && _jobs.Reader.TryRead(out var job))
            {
                group.Add(job);
            }

            WriteGroup(group);
        }
    }

    private void WriteGroup(List<WriteJob> group)
    {
        try
        {
            using var transaction = _file.Begin();
            group.ForEach(job => Write(transaction, job));
            transaction.Commit();
        }
        catch (Exception error)
        {
            // Whatever it was: who waits is told, and the next group has its chance.
            var failure = error is SqliteException full ? new StoreFullException($"lines cannot be kept: {Describe(full)}") : error;
            if (failure is StoreFullException)
            {
                _metrics.CountDiskFailure();
            }

            group.ForEach(job => job.Fail(failure));
            return;
        }

        group.ForEach(job => job.Succeed());
    }

    private static void Write(StoreTransaction transaction, WriteJob job)
    {
        foreach (var (stream, block, payload) in job.Added)
        {
            if (!stream.IsStored)
            {
                transaction.AddStream(stream);
            }

            transaction.AddBlock(stream.Id, block, payload);
        }

        foreach (var block in job.Removed)
        {
            transaction.RemoveBlock(block);
        }
    }

    // https://www.sqlite.org/rescode.html
    private static string Describe(SqliteException error) => error.SqliteErrorCode switch
    {
        13 => "no space left on device",
        10 => "the disk cannot be written to (no space left on device, or it is broken)",
        _ => error.Message,
    };
}
