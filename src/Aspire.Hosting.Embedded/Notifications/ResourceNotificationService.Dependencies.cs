using System.Collections.Concurrent;
using Aspire.Hosting.Embedded.Notifications;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.ApplicationModel;

public partial class ResourceNotificationService
{
    // A resource waits once for each start of its replicas.
    private readonly ConcurrentDictionary<CancellationTokenSource, IResource> _waiting = [];

    /// <summary>
    /// Completes when everything that the resource waits for (<see cref="WaitAnnotation"/>) is there. Until then the
    /// resource is in state <see cref="KnownResourceStates.Waiting"/>.
    /// </summary>
    /// <param name="resource">The resource.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="DistributedApplicationException">Something it waits for failed or ended.</exception>
    public Task WaitForDependenciesAsync(IResource resource, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(resource);
        return WaitForDependenciesAsync(resource, InstanceNamesAnnotation.NamesOf(resource), cancellationToken);
    }

    /// <summary>The same for some of the resource's instances: the others keep the state that they have.</summary>
    internal async Task WaitForDependenciesAsync(IResource resource, IReadOnlyList<string> instances, CancellationToken cancellationToken)
    {
        // What is never started has no state to wait for.
        List<WaitAnnotation> open =
            [.. resource.Annotations.OfType<WaitAnnotation>().Where(annotation => annotation.Resource is not IResourceWithoutLifetime)];
        if (open.Count == 0)
        {
            return;
        }

        using var released = new CancellationTokenSource();
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _stopping, released.Token);
        // Before the state is published: whoever sees it waiting may start it by hand at once.
        _waiting[released] = resource;
        try
        {
            PublishWaitingFor(resource, instances, open);
            await WaitForAllAsync(resource, instances, open, ending).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (released.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            _logs.GetLogger(resource).LogInformation("Started by request before everything it waits for is there.");
        }
        finally
        {
            _waiting.TryRemove(released, out _);
        }

        Publish(resource, instances, snapshot => snapshot with
        {
            State = KnownResourceStates.Starting,
            Properties = snapshot.Properties.Without(SnapshotProperties.WaitingFor),
        });
    }

    /// <summary>Lets a resource go that waits for others, when somebody starts it by hand.</summary>
    /// <returns>False where the resource does not wait.</returns>
    internal bool ReleaseFromWaiting(IResource resource)
    {
        var isReleased = false;
        foreach (var (released, waiting) in _waiting)
        {
            if (!ReferenceEquals(waiting, resource) || !_waiting.TryRemove(released, out _))
            {
                continue;
            }

            try
            {
                released.Cancel();
                isReleased = true;
            }
            catch (ObjectDisposedException)
            {
                // The wait ended by itself at the same moment.
            }
        }

        return isReleased;
    }

    private async Task WaitForAllAsync(
        IResource resource, IReadOnlyList<string> instances, List<WaitAnnotation> open, CancellationTokenSource ending)
    {
        var logger = _logs.GetLogger(resource);
        var waits = open.ToDictionary(annotation => WaitForDependencyAsync(logger, annotation, ending.Token));
        try
        {
            await foreach (var wait in Task.WhenEach(waits.Keys).ConfigureAwait(false))
            {
                await wait.ConfigureAwait(false);
                open.Remove(waits[wait]);
                PublishWaitingFor(resource, instances, open);
            }
        }
        catch
        {
            // One that fails decides; the others' waits must not stay behind.
            await ending.CancelAsync().ConfigureAwait(false);
            throw;
        }
    }

    private void PublishWaitingFor(IResource resource, IReadOnlyList<string> instances, List<WaitAnnotation> open)
    {
        string[] names = [.. open.Select(annotation => annotation.Resource.Name).Distinct()];
        Publish(resource, instances, snapshot => snapshot with
        {
            State = KnownResourceStates.Waiting,
            Properties = snapshot.Properties.Set(SnapshotProperties.WaitingFor, names),
        });
    }

    private void Publish(
        IResource resource, IReadOnlyList<string> instances, Func<CustomResourceSnapshot, CustomResourceSnapshot> stateFactory)
    {
        foreach (var instance in instances)
        {
            Publish(resource, instance, stateFactory);
        }
    }

    private async Task WaitForDependencyAsync(ILogger logger, WaitAnnotation annotation, CancellationToken cancellationToken)
    {
        var dependency = annotation.Resource;
        var behavior = annotation.WaitBehavior ?? _defaultWaitBehavior.Value;
        var purpose = annotation.WaitType switch
        {
            WaitType.WaitForCompletion => "to complete",
            WaitType.WaitUntilStarted => "to start",
            _ => "to be healthy",
        };
        logger.LogInformation("Waiting for resource '{Resource}' {Purpose}.", dependency.Name, purpose);
        await Task.WhenAll(InstanceNamesAnnotation.NamesOf(dependency).Select(resourceId => annotation.WaitType switch
        {
            WaitType.WaitForCompletion => WaitForCompletionAsync(resourceId, annotation.ExitCode, behavior, cancellationToken),
            WaitType.WaitUntilStarted => WaitUntilStartedAsync(resourceId, behavior, cancellationToken),
            _ => WaitForResourceHealthyAsync(resourceId, behavior, cancellationToken),
        })).ConfigureAwait(false);
        logger.LogInformation("Finished waiting for resource '{Resource}' {Purpose}.", dependency.Name, purpose);
    }

    private async Task<ResourceEvent> WaitUntilStartedAsync(string resourceId, WaitBehavior behavior, CancellationToken cancellationToken)
    {
        var reached = await WatchForAsync(
            resourceId,
            resourceEvent => SnapshotDecoration.IsRunning(resourceEvent.Snapshot)
                || (behavior == WaitBehavior.StopOnResourceUnavailable && ResourceFailure.IsUnavailable(resourceEvent)),
            cancellationToken).ConfigureAwait(false);
        return SnapshotDecoration.IsRunning(reached.Snapshot) ? reached : throw ResourceFailure.Create("to start", reached, _logs);
    }

    private async Task<ResourceEvent> WaitForCompletionAsync(
        string resourceId, int exitCode, WaitBehavior behavior, CancellationToken cancellationToken)
    {
        var reached = await WatchForAsync(
            resourceId,
            resourceEvent => SnapshotDecoration.IsTerminal(resourceEvent.Snapshot)
                || (behavior == WaitBehavior.StopOnResourceUnavailable && ResourceFailure.IsUnavailable(resourceEvent)),
            cancellationToken).ConfigureAwait(false);
        var completed = SnapshotDecoration.IsTerminal(reached.Snapshot)
            && reached.Snapshot.State?.Text != KnownResourceStates.FailedToStart
            && (reached.Snapshot.ExitCode ?? exitCode) == exitCode;
        return completed ? reached : throw ResourceFailure.Create($"to complete with exit code {exitCode}", reached, _logs);
    }

    private async Task<ResourceEvent> WatchForAsync(string resourceId, Func<ResourceEvent, bool> predicate, CancellationToken cancellationToken)
    {
        await foreach (var resourceEvent in WatchAsync(cancellationToken).ConfigureAwait(false))
        {
            if (Concerns(resourceEvent, resourceId) && predicate(resourceEvent))
            {
                return resourceEvent;
            }
        }

        throw Ended(resourceId, "to change its state");
    }
}
