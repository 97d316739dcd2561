using System.Diagnostics.CodeAnalysis;
using Aspire.Hosting.Embedded.ApplicationModel;

namespace Aspire.Hosting.ApplicationModel;

public static partial class ResourceExtensions
{
    /// <summary>Finds the resource's endpoints.</summary>
    /// <param name="resource">The resource.</param>
    /// <param name="endpoints">The endpoints, or null where there are none.</param>
    public static bool TryGetEndpoints(this IResource resource, [NotNullWhen(true)] out IEnumerable<EndpointAnnotation>? endpoints) =>
        resource.TryGetAnnotationsOfType(out endpoints);

    /// <summary>Returns references to all endpoints, each seen from whoever uses it.</summary>
    /// <param name="resource">The resource.</param>
    public static IEnumerable<EndpointReference> GetEndpoints(this IResourceWithEndpoints resource) => ReferAll(resource, contextNetworkId: null);

    /// <summary>Returns references to all endpoints, seen from a network.</summary>
    /// <param name="resource">The resource.</param>
    /// <param name="contextNetworkId">The network.</param>
    public static IEnumerable<EndpointReference> GetEndpoints(this IResourceWithEndpoints resource, NetworkIdentifier contextNetworkId) =>
        ReferAll(resource, contextNetworkId);

    /// <summary>Returns a reference to an endpoint, seen from whoever uses it. The endpoint may be added later.</summary>
    /// <param name="resource">The resource.</param>
    /// <param name="endpointName">Name of the endpoint.</param>
    public static EndpointReference GetEndpoint(this IResourceWithEndpoints resource, string endpointName) => new(resource, endpointName);

    /// <summary>Returns a reference to an endpoint, seen from a network. The endpoint may be added later.</summary>
    /// <param name="resource">The resource.</param>
    /// <param name="endpointName">Name of the endpoint.</param>
    /// <param name="contextNetworkId">The network.</param>
    public static EndpointReference GetEndpoint(this IResourceWithEndpoints resource, string endpointName, NetworkIdentifier contextNetworkId) =>
        new(resource, endpointName, contextNetworkId);

    /// <summary>Decides the ports that the endpoints get in a deployment.</summary>
    /// <param name="resource">The resource.</param>
    /// <param name="portAllocator">Gives out ports where the model names none; null for one that starts at 8000.</param>
    public static IReadOnlyList<ResolvedEndpoint> ResolveEndpoints(this IResource resource, IPortAllocator? portAllocator = null)
    {
        ArgumentNullException.ThrowIfNull(resource);
        return EndpointPorts.Resolve(resource, portAllocator ?? new PortAllocator());
    }

    private static IEnumerable<EndpointReference> ReferAll(IResourceWithEndpoints resource, NetworkIdentifier? contextNetworkId) =>
        resource.TryGetEndpoints(out var endpoints)
            ? endpoints.Select(endpoint => new EndpointReference(resource, endpoint, contextNetworkId))
            : [];
}
