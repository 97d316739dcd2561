using Aspire.Hosting.Eventing;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>
/// Published once for each resource after its first snapshot. A resource of an own kind, which no orchestrator runs,
/// drives its whole life from here. Not in publish mode.
/// </summary>
/// <param name="resource">The resource.</param>
/// <param name="distributedApplicationEventing">Where the resource publishes its events.</param>
/// <param name="resourceLoggerService">Where the resource's log goes.</param>
/// <param name="resourceNotificationService">Where the resource's state goes.</param>
/// <param name="services">The application's services.</param>
public class InitializeResourceEvent(
    IResource resource,
    IDistributedApplicationEventing distributedApplicationEventing,
    ResourceLoggerService resourceLoggerService,
    ResourceNotificationService resourceNotificationService,
    IServiceProvider services) : IDistributedApplicationResourceEvent
{
    /// <inheritdoc/>
    public IResource Resource { get; } = resource;

    /// <inheritdoc/>
    public IServiceProvider Services { get; } = services;

    /// <summary>Where the resource publishes its events.</summary>
    public IDistributedApplicationEventing Eventing { get; } = distributedApplicationEventing;

    /// <summary>Where the resource's state goes.</summary>
    public ResourceNotificationService Notifications { get; } = resourceNotificationService;

    /// <inheritdoc/>
    public ILogger Logger => resourceLoggerService.GetLogger(Resource);
}
