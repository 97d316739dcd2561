using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Eventing;

/// <summary>Carries events within the AppHost's process. Safe for use by several threads.</summary>
public class DistributedApplicationEventing : IDistributedApplicationEventing
{
    private readonly Lock _lock = new();
    private readonly Dictionary<Type, List<DistributedApplicationEventSubscription>> _subscriptions = [];

    /// <inheritdoc/>
    public DistributedApplicationEventSubscription Subscribe<T>(Func<T, CancellationToken, Task> callback)
        where T : IDistributedApplicationEvent
    {
        ArgumentNullException.ThrowIfNull(callback);
        return Add<T>(new DistributedApplicationEventSubscription(
            (@event, cancellationToken) => callback((T)@event, cancellationToken)));
    }

    /// <inheritdoc/>
    public DistributedApplicationEventSubscription Subscribe<T>(IResource resource, Func<T, CancellationToken, Task> callback)
        where T : IDistributedApplicationResourceEvent
    {
        ArgumentNullException.ThrowIfNull(resource);
        ArgumentNullException.ThrowIfNull(callback);
        return Add<T>(new DistributedApplicationResourceEventSubscription(
            resource, (@event, cancellationToken) => callback((T)@event, cancellationToken)));
    }

    /// <inheritdoc/>
    public void Unsubscribe(DistributedApplicationEventSubscription subscription)
    {
        ArgumentNullException.ThrowIfNull(subscription);
        lock (_lock)
        {
            foreach (var subscriptions in _subscriptions.Values)
            {
                subscriptions.Remove(subscription);
            }
        }
    }

    /// <inheritdoc/>
    public Task PublishAsync<T>(T @event, CancellationToken cancellationToken = default)
        where T : IDistributedApplicationEvent =>
        PublishAsync(@event, EventDispatchBehavior.BlockingSequential, cancellationToken);

    /// <inheritdoc/>
    public Task PublishAsync<T>(T @event, EventDispatchBehavior dispatchBehavior, CancellationToken cancellationToken = default)
        where T : IDistributedApplicationEvent
    {
        ArgumentNullException.ThrowIfNull(@event);
        var subscribers = FindSubscribers(@event);
        switch (dispatchBehavior)
        {
            case EventDispatchBehavior.BlockingSequential:
                return CallInTurnAsync(subscribers, @event, cancellationToken);
            case EventDispatchBehavior.BlockingConcurrent:
                return CallAtOnceAsync(subscribers, @event, cancellationToken);
            case EventDispatchBehavior.NonBlockingSequential:
                _ = Task.Run(() => CallInTurnAsync(subscribers, @event, cancellationToken), CancellationToken.None);
                return Task.CompletedTask;
            case EventDispatchBehavior.NonBlockingConcurrent:
                _ = Task.Run(() => CallAtOnceAsync(subscribers, @event, cancellationToken), CancellationToken.None);
                return Task.CompletedTask;
            default:
                throw new ArgumentOutOfRangeException(nameof(dispatchBehavior), dispatchBehavior, "The dispatch behavior is unknown.");
        }
    }

    /// <summary>
    /// Calls every subscriber in turn, also after one that reported a mistake of the user's, so that all mistakes can be
    /// shown together. Any other exception ends the sequence.
    /// </summary>
    internal async Task<IReadOnlyList<DistributedApplicationException>> PublishToAllAsync<T>(T @event, CancellationToken cancellationToken)
        where T : IDistributedApplicationEvent
    {
        List<DistributedApplicationException> mistakes = [];
        foreach (var subscriber in FindSubscribers(@event))
        {
            try
            {
                await subscriber.Callback(@event, cancellationToken).ConfigureAwait(false);
            }
            catch (DistributedApplicationException exception)
            {
                mistakes.Add(exception);
            }
        }

        return mistakes;
    }

    private static async Task CallInTurnAsync(
        DistributedApplicationEventSubscription[] subscribers, IDistributedApplicationEvent @event, CancellationToken cancellationToken)
    {
        foreach (var subscriber in subscribers)
        {
            await subscriber.Callback(@event, cancellationToken).ConfigureAwait(false);
        }
    }

    private static Task CallAtOnceAsync(
        DistributedApplicationEventSubscription[] subscribers, IDistributedApplicationEvent @event, CancellationToken cancellationToken) =>
        Task.WhenAll(subscribers.Select(subscriber => Task.Run(() => subscriber.Callback(@event, cancellationToken), CancellationToken.None)));

    private DistributedApplicationEventSubscription Add<T>(DistributedApplicationEventSubscription subscription)
    {
        lock (_lock)
        {
            if (!_subscriptions.TryGetValue(typeof(T), out var subscriptions))
            {
                _subscriptions.Add(typeof(T), subscriptions = []);
            }

            subscriptions.Add(subscription);
        }

        return subscription;
    }

    private DistributedApplicationEventSubscription[] FindSubscribers<T>(T @event)
        where T : IDistributedApplicationEvent
    {
        lock (_lock)
        {
            if (!_subscriptions.TryGetValue(typeof(T), out var subscriptions))
            {
                return [];
            }

            return @event is IDistributedApplicationResourceEvent { Resource: var resource }
                ? [.. subscriptions.Where(subscription => Concerns(subscription, resource))]
                : [.. subscriptions];
        }
    }

    private static bool Concerns(DistributedApplicationEventSubscription subscription, IResource resource) =>
        subscription is not DistributedApplicationResourceEventSubscription { Resource: { } subscribed } || ReferenceEquals(subscribed, resource);
}
