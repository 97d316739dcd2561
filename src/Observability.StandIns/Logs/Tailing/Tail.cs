using System.Collections.Concurrent;
using System.Threading.Channels;
using Observability.LogQL;
using Observability.LogQL.Source;
using Observability.LogQL.Syntax;

namespace Observability.StandIns.Logs.Tailing;

/// <summary>What has come for one listener and was not sent yet. What does not fit is noted as dropped.</summary>
/// <param name="tenant">Whose lines.</param>
/// <param name="selector">Of which streams.</param>
/// <param name="clock">Tells when lines come.</param>
internal sealed class Tail(string tenant, StreamSelector selector, TimeProvider clock)
{
    private const int MostWaiting = 10_000;
    private const int MostDropped = 100;
    private readonly Channel<TailedEntry> _waiting = Channel.CreateBounded<TailedEntry>(
        new BoundedChannelOptions(MostWaiting) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });
    private readonly ConcurrentQueue<(LabelSet Labels, long Time)> _dropped = new();

    /// <summary>Whose lines it wants.</summary>
    public string Tenant { get; } = tenant;

    /// <summary>What waits to be sent.</summary>
    public ChannelReader<TailedEntry> Waiting => _waiting.Reader;

    /// <summary>Takes new lines of a stream; never waits.</summary>
    public void Offer(LabelSet labels, in LogBatch batch)
    {
        if (!selector.IsMatch(labels))
        {
            return;
        }

        var now = clock.GetTimestamp();
        for (var i = 0; i < batch.Count; i++)
        {
            var entry = new LogEntry(batch.Times.Span[i], batch.Line(i).ToArray(), batch.Metadata.IsEmpty ? null : batch.Metadata.Span[i]);
            if (!_waiting.Writer.TryWrite(new TailedEntry(labels, entry, now)) && _dropped.Count < MostDropped)
            {
                _dropped.Enqueue((labels, entry.Time));
            }
        }
    }

    /// <summary>Takes what was dropped since the last time, as far as it was noted.</summary>
    public IReadOnlyList<(LabelSet Labels, long Time)> TakeDropped()
    {
        var taken = new List<(LabelSet Labels, long Time)>();
        while (_dropped.TryDequeue(out var entry))
        {
            taken.Add(entry);
        }

        return taken;
    }
}
