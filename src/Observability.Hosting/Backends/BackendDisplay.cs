using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Eventing;
using Aspire.Hosting.Lifecycle;

namespace Observability.Hosting.Backends;

/// <summary>Says in the dashboard what stands behind each server; a stand-in is never taken for the server itself (design decision D3).</summary>
internal sealed class BackendDisplay(ResourceNotificationService notifications) : IDistributedApplicationEventingSubscriber
{
    /// <summary>Name of the property in the dashboard.</summary>
    private const string BackendProperty = "Backend";

    /// <summary>What the dashboard shows as the type of a stand-in.</summary>
    private const string StandInType = "Stand-in";

    /// <inheritdoc />
    public Task SubscribeAsync(
        IDistributedApplicationEventing eventing,
        DistributedApplicationExecutionContext executionContext,
        CancellationToken cancellationToken)
    {
        eventing.Subscribe<InitializeResourceEvent>((initialized, _) => ShowAsync(initialized.Resource));
        return Task.CompletedTask;
    }

    /// <summary>A backend in a few words, for people.</summary>
    public static string Describe(Backend backend) => backend switch
    {
        { NotStarted: not null } => "none",
        { Kind: BackendKind.StandIn } => "stand-in",
        { Kind: BackendKind.External } => "external",
        _ => $"{backend.Kind.ToString().ToLowerInvariant()} {backend.Version}",
    };

    private Task ShowAsync(IResource resource)
    {
        if (!resource.TryGetLastAnnotation<BackendAnnotation>(out var annotation))
        {
            return Task.CompletedTask;
        }

        var backend = annotation.Backend;
        return notifications.PublishUpdateAsync(resource, snapshot => snapshot with
        {
            ResourceType = backend.Kind == BackendKind.StandIn ? StandInType : snapshot.ResourceType,
            Properties =
            [
                .. snapshot.Properties.Where(property => property.Name != BackendProperty),
                new ResourcePropertySnapshot(BackendProperty, Describe(backend)),
            ],
        });
    }
}
