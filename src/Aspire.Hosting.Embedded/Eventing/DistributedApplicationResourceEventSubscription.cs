using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Eventing;

/// <summary>A subscriber of an event of one resource.</summary>
public class DistributedApplicationResourceEventSubscription : DistributedApplicationEventSubscription
{
    /// <summary>Creates a subscription.</summary>
    /// <param name="resource">The resource, or null for all resources.</param>
    /// <param name="callback">Called with each event.</param>
    public DistributedApplicationResourceEventSubscription(
        IResource? resource, Func<IDistributedApplicationResourceEvent, CancellationToken, Task> callback)
        : base((@event, cancellationToken) => callback((IDistributedApplicationResourceEvent)@event, cancellationToken))
    {
        ArgumentNullException.ThrowIfNull(callback);
        Resource = resource;
    }

    /// <summary>The resource, or null for all resources.</summary>
    public IResource? Resource { get; }
}
