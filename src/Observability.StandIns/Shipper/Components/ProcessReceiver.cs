using Observability.StandIns.Shipper.Stages;

namespace Observability.StandIns.Shipper.Components;

/// <summary>
/// The component <c>loki.process</c> (https://grafana.com/docs/alloy/latest/reference/components/loki/loki.process/): lines go through
/// stages. A stage that waits for more lines is asked now and then for what has waited long enough.
/// </summary>
internal sealed class ProcessReceiver(Pipeline pipeline, Fanout next, TimeProvider clock) : IReceiver, IRunning
{
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(250);

    private readonly Lock _lock = new();

    /// <inheritdoc />
    public async ValueTask ReceiveAsync(LogEntry entry, CancellationToken cancellationToken)
    {
        var processed = new List<LogEntry>(1);
        lock (_lock)
        {
            pipeline.Process(entry, processed);
        }

        await SendAsync(processed, cancellationToken);
    }

    /// <inheritdoc />
    public async Task RunAsync(CancellationToken stopping, CancellationToken aborting)
    {
        if (!pipeline.Holds)
        {
            return;
        }

        while (!stopping.IsCancellationRequested)
        {
            await Task.Delay(s_pause, clock, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            var due = new List<LogEntry>();
            lock (_lock)
            {
                pipeline.Flush(due, all: stopping.IsCancellationRequested);
            }

            try
            {
                await SendAsync(due, aborting);
            }
            catch (OperationCanceledException) when (aborting.IsCancellationRequested)
            {
                // They will be read again.
            }
        }
    }

    private async ValueTask SendAsync(List<LogEntry> entries, CancellationToken cancellationToken)
    {
        foreach (var entry in entries)
        {
            await next.SendAsync(entry, cancellationToken);
            entry.Release();
        }
    }
}
