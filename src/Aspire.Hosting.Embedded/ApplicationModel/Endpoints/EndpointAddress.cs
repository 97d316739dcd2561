using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Embedded.ApplicationModel;

/// <summary>Where an endpoint is, seen from a network.</summary>
internal static class EndpointAddress
{
    /// <summary>Returns the address as soon as it is known.</summary>
    public static async ValueTask<AllocatedEndpoint> GetAsync(
        EndpointReference endpoint, NetworkIdentifier network, CancellationToken cancellationToken)
    {
        var annotation = endpoint.EndpointAnnotation;
        if (!IsOnlyKnownToTheHost(endpoint, network))
        {
            return await annotation.AllAllocatedEndpoints.GetAllocatedEndpointAsync(network, cancellationToken).ConfigureAwait(false);
        }

        var local = await annotation.AllAllocatedEndpoints
            .GetAllocatedEndpointAsync(annotation.DefaultNetworkID, cancellationToken)
            .ConfigureAwait(false);
        return new AllocatedEndpoint(
            annotation, ContainerHost.Rewrite(local.Address), local.Port, local.BindingMode, local.TargetPortExpression, network);
    }

    // The orchestrator allocates what it runs in both networks. A resource of another kind sets the address on this
    // machine at most, and a container that refers to it would otherwise wait for ever.
    private static bool IsOnlyKnownToTheHost(EndpointReference endpoint, NetworkIdentifier network) =>
        network == KnownNetworkIdentifiers.DefaultAspireContainerNetwork
        && endpoint.Resource is not (ContainerResource or ExecutableResource or ProjectResource)
        && !endpoint.Resource.IsContainer()
        && endpoint.EndpointAnnotation.AllAllocatedEndpoints.Find(network) is null;
}
