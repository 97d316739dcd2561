using Observability.LogQL;
using Observability.LogQL.Source;

namespace Observability.StandIns.Logs.Storage;

/// <summary>A stream as queries read it: its pieces, where they overlap in time, become one.</summary>
/// <param name="stream">The stream.</param>
/// <param name="labels">The labels that the query sees.</param>
/// <param name="cache">Where pieces are read.</param>
internal sealed class StoredStream(LogStream stream, LabelSet labels, BlockCache cache) : ILogStream
{
    /// <inheritdoc />
    public LabelSet Labels { get; } = labels;

    /// <inheritdoc />
    public IEnumerable<LogBatch> Read(LogSelection selection, CancellationToken cancellationToken)
    {
        var blocks = stream.Blocks.Where(block => block.Overlaps(selection.Start, selection.End)).ToArray();
        return ReadAll(blocks, selection.Direction == LogDirection.Backward, cancellationToken);
    }

    // A new span of time begins where a block does, so that no block begins inside of one. Almost always one block is all that a span
    // has: it goes out as it is.
    private IEnumerable<LogBatch> ReadAll(Block[] blocks, bool isBackward, CancellationToken cancellationToken)
    {
        long[] starts = [.. blocks.Select(block => block.First).Distinct(), long.MaxValue];
        var open = new Dictionary<Block, DecodedBlock>();
        try
        {
            for (var step = 0; step < starts.Length - 1; step++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var span = isBackward ? starts.Length - 2 - step : step;
                var (from, to) = (starts[span], starts[span + 1]);
                var parts = blocks.Where(block => block.Overlaps(from, to)).ToList();
                Close(open, parts);
                foreach (var block in parts.Where(block => !open.ContainsKey(block)))
                {
                    open.Add(block, cache.Get(block));
                }

                if (parts is [var only] && only.First == from && only.Last < to)
                {
                    yield return open[only].Batch;
                }
                else
                {
                    using var merged = Merge([.. parts.Select(block => open[block].Batch)], from, to);
                    yield return merged.ToBatch();
                }
            }
        }
        finally
        {
            Close(open, []);
        }
    }

    private static void Close(Dictionary<Block, DecodedBlock> open, List<Block> except)
    {
        foreach (var (block, decoded) in open.Where(entry => !except.Contains(entry.Key)).ToList())
        {
            open.Remove(block);
            decoded.RemoveUser();
        }
    }

    private static EntryBuilder Merge(IReadOnlyList<LogBatch> batches, long from, long to)
    {
        var merged = new EntryBuilder();
        foreach (var batch in batches)
        {
            var times = batch.Times.Span;
            for (var i = FirstAtOrAfter(times, from); i < times.Length && times[i] < to; i++)
            {
                merged.Add(times[i], batch.Line(i).Span, batch.Metadata.IsEmpty ? null : batch.Metadata.Span[i]);
            }
        }

        merged.SortAndRemoveDuplicates();
        return merged;
    }

    private static int FirstAtOrAfter(ReadOnlySpan<long> times, long from)
    {
        var (low, high) = (0, times.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = times[middle] < from ? (middle + 1, high) : (low, middle);
        }

        return low;
    }
}
