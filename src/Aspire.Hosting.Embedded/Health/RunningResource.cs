using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Embedded.Notifications;

namespace Aspire.Hosting.Embedded.Health;

/// <summary>What <see cref="ResourceHealthService"/> remembers of a resource between two snapshots; one thread uses it.</summary>
internal sealed class RunningResource
{
    private readonly Dictionary<string, CustomResourceSnapshot> _snapshots = new(StringComparer.OrdinalIgnoreCase);
    private HealthMonitor? _monitor;
    private CancellationTokenSource? _stop;
    private Task _running = Task.CompletedTask;

    /// <summary>True while at least one instance is in state Running.</summary>
    public bool IsRunning => _snapshots.Values.Any(SnapshotDecoration.IsRunning);

    /// <summary>Takes note of a snapshot and returns the one before, or null where it is the instance's first.</summary>
    public CustomResourceSnapshot? Replace(ResourceEvent resourceEvent)
    {
        var previous = _snapshots.GetValueOrDefault(resourceEvent.ResourceId);
        _snapshots[resourceEvent.ResourceId] = resourceEvent.Snapshot;
        return previous;
    }

    /// <summary>Begins to look at the health of a resource that starts to run, or looks again at one that runs already.</summary>
    public void BeginOrHurry(Func<HealthMonitor> create, Func<HealthMonitor, CancellationToken, Task> run, CancellationToken cancellationToken)
    {
        if (_monitor is not null)
        {
            _monitor.Hurry();
            return;
        }

        var monitor = _monitor = create();
        _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var token = _stop.Token;
        _running = Task.Run(() => run(monitor, token), CancellationToken.None);
    }

    /// <summary>Ends the looks; the next time the resource runs they begin anew.</summary>
    public async Task EndAsync()
    {
        var (stop, running) = (_stop, _running);
        (_monitor, _stop) = (null, null);
        if (stop is null)
        {
            return;
        }

        await stop.CancelAsync().ConfigureAwait(false);
        await running.ConfigureAwait(false);
        stop.Dispose();
    }
}
