using Aspire.Hosting.Embedded.Notifications;
using Microsoft.Extensions.DependencyInjection;

namespace Aspire.Hosting.ApplicationModel;

public partial class ResourceNotificationService
{
    /// <summary>Completes when the resource is in a state.</summary>
    /// <param name="resourceName">Name of the resource, or id of an instance.</param>
    /// <param name="targetState">The state; default <see cref="KnownResourceStates.Running"/>.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="DistributedApplicationException">No resource has that name, or it failed to start.</exception>
    public Task WaitForResourceAsync(string resourceName, string? targetState = null, CancellationToken cancellationToken = default) =>
        WaitForResourceAsync(resourceName, [targetState ?? KnownResourceStates.Running], cancellationToken);

    /// <summary>Completes when the resource is in one of several states.</summary>
    /// <param name="resourceName">Name of the resource, or id of an instance.</param>
    /// <param name="targetStates">The states.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The state that was reached.</returns>
    /// <exception cref="DistributedApplicationException">No resource has that name, or it failed to start.</exception>
    public async Task<string> WaitForResourceAsync(
        string resourceName, IEnumerable<string> targetStates, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(targetStates);
        string[] states = [.. targetStates];
        var reached = await WatchUntilAsync(
            resourceName,
            resourceEvent => states.Contains(resourceEvent.Snapshot.State?.Text, StringComparer.OrdinalIgnoreCase),
            $"to be in state {string.Join(" or ", states)}",
            cancellationToken).ConfigureAwait(false);
        return reached.Snapshot.State!.Text;
    }

    /// <summary>Completes when a snapshot of the resource fits.</summary>
    /// <param name="resourceName">Name of the resource, or id of an instance.</param>
    /// <param name="predicate">Whether a snapshot fits.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The first snapshot that fits.</returns>
    /// <exception cref="DistributedApplicationException">No resource has that name, or it failed to start.</exception>
    public Task<ResourceEvent> WaitForResourceAsync(
        string resourceName, Func<ResourceEvent, bool> predicate, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(predicate);
        return WatchUntilAsync(resourceName, predicate, "to fit a condition", cancellationToken);
    }

    /// <summary>
    /// Completes when the resource runs, is healthy and the handlers of <see cref="ResourceReadyEvent"/> are done. When the
    /// resource ends instead, <see cref="ResourceNotificationServiceOptions.DefaultWaitBehavior"/> decides.
    /// </summary>
    /// <param name="resourceName">Name of the resource, or id of an instance.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The newest snapshot.</returns>
    /// <exception cref="DistributedApplicationException">
    /// No resource has that name, or it failed or ended; the message has its state, its health checks and the end of its log.
    /// </exception>
    public Task<ResourceEvent> WaitForResourceHealthyAsync(string resourceName, CancellationToken cancellationToken = default) =>
        WaitForResourceHealthyAsync(resourceName, _defaultWaitBehavior.Value, cancellationToken);

    /// <summary>Completes when the resource runs, is healthy and the handlers of <see cref="ResourceReadyEvent"/> are done.</summary>
    /// <param name="resourceName">Name of the resource, or id of an instance.</param>
    /// <param name="waitBehavior">What to do when the resource ends instead, or waits to be started by hand.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The newest snapshot.</returns>
    /// <exception cref="DistributedApplicationException">
    /// No resource has that name, or it failed or ended; the message has its state, its health checks and the end of its log.
    /// </exception>
    public async Task<ResourceEvent> WaitForResourceHealthyAsync(
        string resourceName, WaitBehavior waitBehavior, CancellationToken cancellationToken = default)
    {
        const string Purpose = "to be healthy";
        ThrowIfUnknown(resourceName);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _stopping);
        await foreach (var resourceEvent in WatchAsync(ending.Token).ConfigureAwait(false))
        {
            if (!Concerns(resourceEvent, resourceName))
            {
                continue;
            }

            if (SnapshotDecoration.IsHealthy(resourceEvent.Snapshot))
            {
                var entry = _entries[resourceEvent.ResourceId];
                // False: that run of the resource is over; what comes next decides.
                if (await entry.Ready.WaitAsync(ending.Token).ConfigureAwait(false))
                {
                    return entry.Current!;
                }
            }
            else if (waitBehavior == WaitBehavior.StopOnResourceUnavailable && ResourceFailure.IsUnavailable(resourceEvent))
            {
                throw ResourceFailure.Create(Purpose, resourceEvent, _logs);
            }
        }

        throw Ended(resourceName, Purpose);
    }

    private async Task<ResourceEvent> WatchUntilAsync(
        string resourceName, Func<ResourceEvent, bool> predicate, string purpose, CancellationToken cancellationToken)
    {
        ThrowIfUnknown(resourceName);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _stopping);
        await foreach (var resourceEvent in WatchAsync(ending.Token).ConfigureAwait(false))
        {
            if (!Concerns(resourceEvent, resourceName))
            {
                continue;
            }

            if (predicate(resourceEvent))
            {
                return resourceEvent;
            }

            // Only this state ends such a wait: the other terminal ones are passed on the way of a restart.
            if (_defaultWaitBehavior.Value == WaitBehavior.StopOnResourceUnavailable
                && resourceEvent.Snapshot.State?.Text == KnownResourceStates.FailedToStart)
            {
                throw ResourceFailure.Create(purpose, resourceEvent, _logs);
            }
        }

        throw Ended(resourceName, purpose);
    }

    private static bool Concerns(ResourceEvent resourceEvent, string name) =>
        string.Equals(resourceEvent.Resource.Name, name, StringComparison.OrdinalIgnoreCase)
        || string.Equals(resourceEvent.ResourceId, name, StringComparison.OrdinalIgnoreCase);

    private static OperationCanceledException Ended(string resourceName, string purpose) =>
        new($"The wait for resource '{resourceName}' {purpose} ended because the application stops.");

    /// <summary>A misspelt name must not become a wait without end.</summary>
    private void ThrowIfUnknown(string resourceName)
    {
        ArgumentNullException.ThrowIfNull(resourceName);
        var model = _services.GetService<DistributedApplicationModel>();
        if (model is null || model.Resources.TryGetByName(resourceName, out _) || _entries.ContainsKey(resourceName))
        {
            return;
        }

        var known = model.Resources
            .SelectMany(resource => InstanceNamesAnnotation.NamesOf(resource).Append(resource.Name))
            .Concat(_entries.Keys)
            .Distinct(StringComparer.OrdinalIgnoreCase)
            .Order(StringComparer.OrdinalIgnoreCase)
            .ToList();
        if (known.Contains(resourceName, StringComparer.OrdinalIgnoreCase))
        {
            return;
        }

        throw new DistributedApplicationException(
            $"There is no resource '{resourceName}'. Known resources: {(known.Count == 0 ? "none" : string.Join(", ", known))}.");
    }
}
