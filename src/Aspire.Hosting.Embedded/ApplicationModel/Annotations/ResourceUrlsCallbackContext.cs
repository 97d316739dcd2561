using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>What a <see cref="ResourceUrlsCallbackAnnotation"/> gets.</summary>
/// <param name="executionContext">Whether the application is run or published.</param>
/// <param name="resource">The resource that has the URLs.</param>
/// <param name="urls">The URLs so far; null for none.</param>
/// <param name="cancellationToken">Ends the start.</param>
public class ResourceUrlsCallbackContext(
    DistributedApplicationExecutionContext executionContext,
    IResource resource,
    List<ResourceUrlAnnotation>? urls = null,
    CancellationToken cancellationToken = default)
{
    /// <summary>Whether the application is run or published.</summary>
    public DistributedApplicationExecutionContext ExecutionContext { get; } =
        executionContext ?? throw new ArgumentNullException(nameof(executionContext));

    /// <summary>The resource that has the URLs.</summary>
    public IResource Resource { get; } = resource ?? throw new ArgumentNullException(nameof(resource));

    /// <summary>The URLs.</summary>
    public List<ResourceUrlAnnotation> Urls { get; } = urls ?? [];

    /// <summary>Writes to the resource's console log.</summary>
    public ILogger Logger { get; set; } = NullLogger.Instance;

    /// <summary>Ends the start.</summary>
    public CancellationToken CancellationToken { get; } = cancellationToken;

    /// <summary>Returns an endpoint of the resource; null where it has none of that name.</summary>
    /// <param name="name">Name of the endpoint.</param>
    public EndpointReference? GetEndpoint(string name) => Find(name, contextNetworkId: null);

    /// <summary>Returns an endpoint of the resource as it is seen from a network; null where it has none of that name.</summary>
    /// <param name="name">Name of the endpoint.</param>
    /// <param name="contextNetworkId">The network.</param>
    public EndpointReference? GetEndpoint(string name, NetworkIdentifier contextNetworkId) => Find(name, contextNetworkId);

    private EndpointReference? Find(string name, NetworkIdentifier? contextNetworkId) =>
        Resource is IResourceWithEndpoints owner && new EndpointReference(owner, name, contextNetworkId) is { Exists: true } endpoint
            ? endpoint
            : null;
}
