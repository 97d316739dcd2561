using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Aspire.Hosting.Lifecycle;

/// <summary>Registers services that subscribe to events.</summary>
public static class EventingSubscriberServiceCollectionExtensions
{
    /// <summary>Adds a singleton that is asked to subscribe before the first event is published, in run and in publish mode.</summary>
    /// <typeparam name="T">Type of the service.</typeparam>
    /// <param name="services">Services of the AppHost.</param>
    public static void AddEventingSubscriber<T>(this IServiceCollection services)
        where T : class, IDistributedApplicationEventingSubscriber =>
        services.AddSingleton<IDistributedApplicationEventingSubscriber, T>();

    /// <summary>As <see cref="AddEventingSubscriber"/>, unless a service of that type is there already.</summary>
    /// <typeparam name="T">Type of the service.</typeparam>
    /// <param name="services">Services of the AppHost.</param>
    public static void TryAddEventingSubscriber<T>(this IServiceCollection services)
        where T : class, IDistributedApplicationEventingSubscriber =>
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IDistributedApplicationEventingSubscriber, T>());
}
