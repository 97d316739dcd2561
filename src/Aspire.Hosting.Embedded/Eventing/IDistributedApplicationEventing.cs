using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Eventing;

/// <summary>Carries events from those who publish them to those who subscribed.</summary>
public interface IDistributedApplicationEventing
{
    /// <summary>Subscribes to an event.</summary>
    /// <typeparam name="T">Type of the event.</typeparam>
    /// <param name="callback">Called with each event.</param>
    /// <returns>The key to <see cref="Unsubscribe"/>.</returns>
    DistributedApplicationEventSubscription Subscribe<T>(Func<T, CancellationToken, Task> callback)
        where T : IDistributedApplicationEvent;

    /// <summary>Subscribes to an event of one resource.</summary>
    /// <typeparam name="T">Type of the event.</typeparam>
    /// <param name="resource">The resource.</param>
    /// <param name="callback">Called with each event of that resource.</param>
    /// <returns>The key to <see cref="Unsubscribe"/>.</returns>
    DistributedApplicationEventSubscription Subscribe<T>(IResource resource, Func<T, CancellationToken, Task> callback)
        where T : IDistributedApplicationResourceEvent;

    /// <summary>Ends a subscription.</summary>
    /// <param name="subscription">What subscribing returned.</param>
    void Unsubscribe(DistributedApplicationEventSubscription subscription);

    /// <summary>Calls the subscribers one after the other and completes after the last.</summary>
    /// <typeparam name="T">Type of the event.</typeparam>
    /// <param name="event">The event.</param>
    /// <param name="cancellationToken">Given to the subscribers.</param>
    Task PublishAsync<T>(T @event, CancellationToken cancellationToken = default)
        where T : IDistributedApplicationEvent;

    /// <summary>Calls the subscribers.</summary>
    /// <typeparam name="T">Type of the event.</typeparam>
    /// <param name="event">The event.</param>
    /// <param name="dispatchBehavior">In which order, and whether to wait for them.</param>
    /// <param name="cancellationToken">Given to the subscribers.</param>
    Task PublishAsync<T>(T @event, EventDispatchBehavior dispatchBehavior, CancellationToken cancellationToken = default)
        where T : IDistributedApplicationEvent;
}
