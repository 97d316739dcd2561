using Aspire.Hosting.Eventing;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>Published once, after the endpoints of the resources that start by themselves are allocated.</summary>
/// <param name="services">The application's services.</param>
/// <param name="model">The model.</param>
[Obsolete("Subscribe to BeforeResourceStartedEvent or ResourceEndpointsAllocatedEvent of the resource instead.")]
public class AfterEndpointsAllocatedEvent(IServiceProvider services, DistributedApplicationModel model) : IDistributedApplicationEvent
{
    /// <summary>The application's services.</summary>
    public IServiceProvider Services { get; } = services;

    /// <summary>The model.</summary>
    public DistributedApplicationModel Model { get; } = model;
}
