using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Eventing;
using Aspire.Hosting.Lifecycle;
using Microsoft.Extensions.Logging;
using Observability.Hosting.Model;

namespace Observability.Hosting.Backends;

/// <summary>
/// Shows resources without a backend as not started, with the reason and the remedy, and does the same for what
/// waits for them; the rest of the stack runs.
/// </summary>
internal sealed class NotStartedResources(
    ResourceNotificationService notifications, ResourceLoggerService loggers) : IDistributedApplicationEventingSubscriber
{
    /// <summary>Names of the properties in the dashboard.</summary>
    private const string ReasonProperty = "Reason";
    private const string RemedyProperty = "Remedy";

    /// <inheritdoc />
    public Task SubscribeAsync(
        IDistributedApplicationEventing eventing,
        DistributedApplicationExecutionContext executionContext,
        CancellationToken cancellationToken)
    {
        eventing.Subscribe<BeforeStartEvent>((started, _) =>
        {
            SkipDependents([.. started.Model.Resources]);
            return Task.CompletedTask;
        });
        eventing.Subscribe<InitializeResourceEvent>((initialized, _) => ShowAsync(initialized.Resource));
        return Task.CompletedTask;
    }

    /// <summary>Marks everything that waits, directly or through others, for a resource that is not started.</summary>
    internal static void SkipDependents(IReadOnlyList<IResource> resources)
    {
        var changed = true;
        while (changed)
        {
            changed = false;
            foreach (var resource in resources.Where(resource => !resource.HasAnnotationOfType<NotStartedAnnotation>()))
            {
                var missing = resource.Annotations.OfType<WaitAnnotation>()
                    .Select(wait => wait.Resource)
                    .FirstOrDefault(dependency => dependency.HasAnnotationOfType<NotStartedAnnotation>());
                if (missing is not null)
                {
                    var cause = missing.Annotations.OfType<NotStartedAnnotation>().Last().Cause;
                    MarkNotStarted(resource, new NotStarted($"it waits for {missing.Name}, which is not started", cause.Remedy));
                    changed = true;
                }
            }
        }
    }

    /// <summary>Marks one resource; it can still be started by hand from the dashboard.</summary>
    internal static void MarkNotStarted(IResource resource, NotStarted cause)
    {
        resource.Annotations.Add(new NotStartedAnnotation(cause));
        resource.Annotations.Add(new ExplicitStartupAnnotation());
    }

    private async Task ShowAsync(IResource resource)
    {
        if (!resource.TryGetLastAnnotation<NotStartedAnnotation>(out var annotation))
        {
            return;
        }

        var cause = annotation.Cause;
        loggers.GetLogger(resource).LogWarning("Not started: {Reason}. {Remedy}", cause.Reason, cause.Remedy);
        await notifications.PublishUpdateAsync(resource, snapshot => snapshot with
        {
            State = new ResourceStateSnapshot(KnownResourceStates.NotStarted, KnownResourceStateStyles.Warn),
            Properties = [
                .. snapshot.Properties.Where(property => property.Name is not (ReasonProperty or RemedyProperty)),
                new ResourcePropertySnapshot(ReasonProperty, cause.Reason),
                new ResourcePropertySnapshot(RemedyProperty, cause.Remedy),
            ],
        }).ConfigureAwait(false);
    }
}
