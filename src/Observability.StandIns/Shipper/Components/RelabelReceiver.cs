namespace Observability.StandIns.Shipper.Components;

/// <summary>The component <c>loki.relabel</c>: gives lines other labels, and leaves out those that a rule leaves out.</summary>
internal sealed class RelabelReceiver(IReadOnlyList<RelabelRule> rules, Fanout next) : IReceiver
{
    /// <inheritdoc />
    public ValueTask ReceiveAsync(LogEntry entry, CancellationToken cancellationToken) =>
        rules.All(rule => rule.Apply(entry.Labels)) ? next.SendAsync(entry, cancellationToken) : ValueTask.CompletedTask;
}
