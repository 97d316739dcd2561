using Aspire.Hosting.Eventing;

namespace Aspire.Hosting.Lifecycle;

/// <summary>A service that subscribes to events; all that are registered are called before the first event is published.</summary>
public interface IDistributedApplicationEventingSubscriber
{
    /// <summary>Subscribes to the events the service wants.</summary>
    /// <param name="eventing">Where to subscribe.</param>
    /// <param name="executionContext">Whether the application is run or published.</param>
    /// <param name="cancellationToken">Ends the start of the application.</param>
    Task SubscribeAsync(
        IDistributedApplicationEventing eventing,
        DistributedApplicationExecutionContext executionContext,
        CancellationToken cancellationToken);
}
