using Observability.LogQL.Source;

namespace Observability.LogQL.Tests.Support;

/// <summary>
/// Streams in memory, given out in small batches, all entries whatever the time range, in buffers that are written over as soon as
/// the next batch is asked for: everything that a source may do.
/// </summary>
/// <param name="streams">The streams.</param>
/// <param name="batchSize">Entries of a batch.</param>
internal sealed class MemorySource(IReadOnlyList<MemoryStreamOfLogs> streams, int batchSize = 3) : ILogSource
{
    private readonly List<LogSelection> _selections = [];

    /// <summary>What was asked for.</summary>
    public IReadOnlyList<LogSelection> Selections => _selections;

    public IEnumerable<ILogStream> Select(LogSelection selection, CancellationToken cancellationToken)
    {
        _selections.Add(selection);
        return streams.Where(stream => selection.Selector.IsMatch(stream.Labels)).Select(stream => new Reader(stream, batchSize));
    }

    private sealed class Reader(MemoryStreamOfLogs stream, int batchSize) : ILogStream
    {
        public LabelSet Labels => stream.Labels;

        public IEnumerable<LogBatch> Read(LogSelection selection, CancellationToken cancellationToken)
        {
            var chunks = stream.Entries.OrderBy(entry => entry.Time).Chunk(batchSize);
            foreach (var chunk in selection.Direction == LogDirection.Forward ? chunks : chunks.Reverse())
            {
                var batch = LogBatch.Create(chunk);
                yield return batch;
                System.Runtime.InteropServices.MemoryMarshal.AsMemory(batch.Text).Span.Fill((byte)'!');
                System.Runtime.InteropServices.MemoryMarshal.AsMemory(batch.Times).Span.Fill(-1);
            }
        }
    }
}
