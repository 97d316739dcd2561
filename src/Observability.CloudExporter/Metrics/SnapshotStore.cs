using Observability.CloudExporter.Collection;

namespace Observability.CloudExporter.Metrics;

/// <summary>Holds the newest snapshot. One refresher publishes, any number of scrapes read, nobody waits.</summary>
internal sealed class SnapshotStore(IReadOnlyList<ICloudCollector> collectors)
{
    private volatile Snapshot _current = new([.. collectors.Select(CollectorState.NotTried)], default);

    /// <summary>The newest snapshot.</summary>
    public Snapshot Current => _current;

    /// <summary>Renders the states and makes them the newest snapshot in one step.</summary>
    public async Task PublishAsync(CollectorState[] states, CancellationToken cancellationToken) =>
        _current = new([.. states], await SnapshotRenderer.RenderAsync(states, cancellationToken));
}
