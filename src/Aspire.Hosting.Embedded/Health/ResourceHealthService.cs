using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Embedded.Notifications;
using Aspire.Hosting.Eventing;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Embedded.Health;

/// <summary>
/// Follows every resource through its life: looks at its health while it runs, publishes
/// <see cref="ResourceReadyEvent"/> once in each run and <see cref="ResourceStoppedEvent"/> at the end of it, and lets
/// resources that live in another show the other's state.
/// </summary>
internal sealed class ResourceHealthService(
    ResourceNotificationService notifications,
    IDistributedApplicationEventing eventing,
    HealthCheckRunner checks,
    ILogger<ResourceHealthService> logger,
    DistributedApplicationModel model,
    IServiceProvider services,
    TimeProvider time) : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly Dictionary<IResource, RunningResource> _resources = new(ReferenceEqualityComparer.Instance);
    private ILookup<IResource, IResource>? _children;
    private Task _following = Task.CompletedTask;

    /// <summary>Begins to follow all resources; returns at once.</summary>
    public void Start()
    {
        _children = model.Resources.OfType<IResourceWithParent>()
            .Where(child => !InitialSnapshots.IsRunnable(child) && child is not IResourceWithoutLifetime)
            .ToLookup(child => child.Parent, child => (IResource)child);
        _following = FollowAsync(_stop.Token);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _following.ConfigureAwait(false);
        await Task.WhenAll(_resources.Values.Select(resource => resource.EndAsync())).ConfigureAwait(false);
    }

    private async Task FollowAsync(CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var resourceEvent in notifications.WatchAsync(cancellationToken).ConfigureAwait(false))
            {
                Follow(resourceEvent);
            }
        }
        catch (OperationCanceledException)
        {
            // The application stops.
        }
    }

    private void Follow(ResourceEvent resourceEvent)
    {
        if (!_resources.TryGetValue(resourceEvent.Resource, out var resource))
        {
            _resources.Add(resourceEvent.Resource, resource = new RunningResource());
        }

        var previous = resource.Replace(resourceEvent);
        if (resource.IsRunning)
        {
            if (previous is null || HasChanged(previous, resourceEvent.Snapshot))
            {
                resource.BeginOrHurry(() => NewMonitor(resourceEvent.Resource), Run, _stop.Token);
            }
        }
        else
        {
            _ = resource.EndAsync();
        }

        if (previous?.State?.Text != resourceEvent.Snapshot.State?.Text)
        {
            ShowInChildren(resourceEvent);
            if (SnapshotDecoration.IsTerminal(resourceEvent.Snapshot))
            {
                _ = PublishStoppedAsync(resourceEvent);
            }
        }
    }

    // Everything but the health reports, which come from here. Arrays are compared by reference: a new one is a change.
    private static bool HasChanged(CustomResourceSnapshot previous, CustomResourceSnapshot next) =>
        previous.State?.Text != next.State?.Text
        || previous.Properties != next.Properties
        || previous.Urls != next.Urls
        || previous.EnvironmentVariables != next.EnvironmentVariables;

    private HealthMonitor NewMonitor(IResource resource) => new(resource, checks, notifications, time, logger, PublishReadyAsync);

    private async Task Run(HealthMonitor monitor, CancellationToken cancellationToken)
    {
        try
        {
            await monitor.RunAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The resource or the application ended.
        }
        catch (Exception exception)
        {
            logger.LogError(exception, "Looking at the health of a resource failed.");
        }
    }

    private async Task PublishReadyAsync(IResource resource)
    {
        // Taken now: the resource may be in its next run when the handlers are done.
        var signal = notifications.GetReadySignal(resource);
        try
        {
            await eventing.PublishAsync(new ResourceReadyEvent(resource, services), _stop.Token).ConfigureAwait(false);
            signal(null);
        }
        catch (Exception exception)
        {
            logger.LogError(exception, "A handler of the ready event of resource '{Resource}' failed.", resource.Name);
            signal(new DistributedApplicationException(
                $"Resource '{resource.Name}' is healthy, but a handler of its {nameof(ResourceReadyEvent)} failed: {exception.Message}", exception));
        }
    }

    private async Task PublishStoppedAsync(ResourceEvent resourceEvent)
    {
        try
        {
            await eventing.PublishAsync(new ResourceStoppedEvent(resourceEvent.Resource, services, resourceEvent), _stop.Token).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            logger.LogError(exception, "A handler of the stopped event of resource '{Resource}' failed.", resourceEvent.Resource.Name);
        }
    }

    // A database in a server, say, has no process of its own to show.
    private void ShowInChildren(ResourceEvent parent)
    {
        foreach (var child in _children![parent.Resource])
        {
            notifications.PublishUpdateAsync(child, snapshot => snapshot with
            {
                State = parent.Snapshot.State,
                StartTimeStamp = parent.Snapshot.StartTimeStamp,
                StopTimeStamp = parent.Snapshot.StopTimeStamp,
            });
        }
    }
}
