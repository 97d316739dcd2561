namespace Aspire.Hosting.Eventing;

/// <summary>A subscriber of an event; the key to end the subscription.</summary>
public class DistributedApplicationEventSubscription
{
    /// <summary>Creates a subscription.</summary>
    /// <param name="callback">Called with each event.</param>
    public DistributedApplicationEventSubscription(Func<IDistributedApplicationEvent, CancellationToken, Task> callback)
    {
        ArgumentNullException.ThrowIfNull(callback);
        Callback = callback;
    }

    /// <summary>Called with each event.</summary>
    public Func<IDistributedApplicationEvent, CancellationToken, Task> Callback { get; }
}
