using System.Threading.Channels;

namespace Observability.StandIns.Logs.Storage;

/// <summary>
/// Makes few large pieces of many small ones, in the background: each push writes a small piece for each of its streams. Pieces of
/// different days stay apart, so that retention can let whole pieces go.
/// </summary>
internal sealed class Compactor : IAsyncDisposable
{
    private const int SmallLength = 16 << 10;
    private const int FullLength = 256 << 10;

    // Less than two full pieces would be cut into two that are not full, and be found again without end.
    private const int WorthLength = 2 * FullLength;

    // What a piece is read into is as large as the next power of two.
    private const int TargetLength = 500 << 10;
    private const int FullCount = 32_768;
    private const int MostSmall = 8;
    private const int MostMedium = 16;
    private const long NanosecondsOfDay = 86_400_000_000_000;
    private readonly Channel<LogStream> _queue = Channel.CreateUnbounded<LogStream>(new UnboundedChannelOptions { SingleReader = true });
    private readonly CancellationTokenSource _stop = new();
    private readonly LogStore _store;
    private readonly StoreFile _file;
    private readonly StoreWriter _writer;
    private readonly ILogger _logger;
    private readonly HashSet<LogStream> _failing = [];
    private readonly Task _work;

    /// <summary>Starts it.</summary>
    public Compactor(LogStore store, StoreFile file, StoreWriter writer, ILogger logger)
    {
        (_store, _file, _writer, _logger) = (store, file, writer, logger);
        _work = Task.Run(WorkAsync);
    }

    /// <summary>Looks, in time, whether a stream has become too many pieces.</summary>
    public void Consider(LogStream stream)
    {
        if (!stream.AwaitsCompaction && FindGroup(stream) is not null)
        {
            stream.AwaitsCompaction = true;
            _queue.Writer.TryWrite(stream);
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await _stop.CancelAsync();
        await _work;
        _stop.Dispose();
    }

    private async Task WorkAsync()
    {
        await foreach (var stream in _queue.Reader.ReadAllAsync())
        {
            stream.AwaitsCompaction = false;
            try
            {
                while (!_stop.IsCancellationRequested && FindGroup(stream) is { } group)
                {
                    await MergeAsync(stream, group);
                    _failing.Remove(stream);
                }
            }
            catch (Exception error)
            {
                // Whatever it was, nothing is lost: the small pieces are still there, and the next push has the stream looked at again.
                // It is said once and not with every push.
                if (_failing.Add(stream))
                {
                    _logger.LogWarning("Pieces of {Stream} stay small: {Problem}", stream.Labels, error.Message);
                }
            }
        }
    }

    private static List<Block>? FindGroup(LogStream stream)
    {
        var groups = stream.Blocks
            .Where(block => SizeClass(block) < 2)
            .GroupBy(block => (Class: SizeClass(block), Day: block.First / NanosecondsOfDay));
        foreach (var group in groups)
        {
            var blocks = group.ToList();
            if (blocks.Count >= (group.Key.Class == 0 ? MostSmall : MostMedium)
                || (blocks.Count > 1 && blocks.Sum(block => (long)block.TextLength) >= WorthLength))
            {
                return blocks;
            }
        }

        return null;
    }

    private static int SizeClass(Block block) =>
        block.TextLength >= FullLength || block.Count >= FullCount ? 2 : block.TextLength >= SmallLength ? 1 : 0;

    private async Task MergeAsync(LogStream stream, List<Block> group)
    {
        using var merged = new EntryBuilder();
        foreach (var block in group)
        {
            AddAll(merged, new DecodedBlock(block, _file));
        }

        merged.SortAndRemoveDuplicates();
        var job = new WriteJob { Removed = group, Publish = Publish };
        foreach (var (from, to) in Cut(merged))
        {
            var (block, payload) = _store.CreateBlock(merged.ToBatch(from, to));
            job.Added.Add((stream, block, payload));
        }

        try
        {
            group.ForEach(block => block.Departed = _file.ReadPayload(block));
            await _writer.WriteAsync(job);
            group.ForEach(_store.Cache.Remove);
        }
        catch
        {
            group.ForEach(block => block.Departed = null);
            throw;
        }

        void Publish(WriteJob written) => stream.Replace(group, [.. written.Added.Select(added => added.Block)]);
    }

    private static void AddAll(EntryBuilder merged, DecodedBlock decoded)
    {
        try
        {
            var batch = decoded.Batch;
            for (var i = 0; i < batch.Count; i++)
            {
                merged.Add(batch.Times.Span[i], batch.Line(i).Span, batch.Metadata.IsEmpty ? null : batch.Metadata.Span[i]);
            }
        }
        finally
        {
            decoded.RemoveUser();
        }
    }

    /// <summary>Where to cut, into pieces of about one size; never between entries of one time, which would overlap.</summary>
    private static IEnumerable<(int From, int To)> Cut(EntryBuilder merged)
    {
        // The count is rounded down: pieces of so many entries are full, those of fewer would be found again.
        var pieces = Math.Max(1, Math.Max((merged.TextLength + TargetLength - 1) / TargetLength, merged.Count / FullCount));
        var from = 0;
        for (var piece = 1; piece <= pieces && from < merged.Count; piece++)
        {
            var to = Math.Max(from + 1, (int)((long)merged.Count * piece / pieces));
            while (to < merged.Count && merged.Times[to] == merged.Times[to - 1])
            {
                to++;
            }

            yield return (from, to);
            from = to;
        }
    }
}
