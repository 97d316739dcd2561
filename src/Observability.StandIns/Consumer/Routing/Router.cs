using Observability.StandIns.Consumer.Model;
using Observability.StandIns.Consumer.Outputs;

namespace Observability.StandIns.Consumer.Routing;

/// <summary>Hands each metric to every output that takes it.</summary>
/// <param name="outputs">The outputs.</param>
internal sealed class Router(IReadOnlyList<OutputQueue> outputs)
{
    /// <summary>Hands metrics on; waits while an output that takes one of them is full.</summary>
    /// <param name="metrics">The metrics.</param>
    /// <param name="message">The message that they come from, or null.</param>
    /// <param name="cancellationToken">Ends the waiting; what was handed on until then stays so.</param>
    public async ValueTask RouteAsync(IReadOnlyList<Metric> metrics, Message? message, CancellationToken cancellationToken)
    {
        foreach (var output in outputs)
        {
            var isFirst = true;
            foreach (var metric in metrics)
            {
                if (!output.Takes(metric, out var trimmed))
                {
                    continue;
                }

                // Once for all metrics of a message: one with more of them than there is room for must not wait for itself.
                if (isFirst)
                {
                    await output.WaitForRoomAsync(cancellationToken);
                    isFirst = false;
                }

                message?.Expect();
                output.Add(new QueuedMetric(trimmed, message));
            }
        }
    }
}
