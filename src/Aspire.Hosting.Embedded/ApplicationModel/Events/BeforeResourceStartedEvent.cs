using Aspire.Hosting.Eventing;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>
/// Published each time a resource is about to start; its start waits for the subscribers, and an exception of one
/// of them is a failed start. Not in publish mode.
/// </summary>
/// <param name="resource">The resource.</param>
/// <param name="services">The application's services.</param>
public class BeforeResourceStartedEvent(IResource resource, IServiceProvider services) : IDistributedApplicationResourceEvent
{
    /// <inheritdoc/>
    public IResource Resource { get; } = resource;

    /// <inheritdoc/>
    public IServiceProvider Services { get; } = services;

    /// <summary>The instances of it that are to start; null for all.</summary>
    internal IReadOnlyList<string>? Instances { get; init; }
}
