using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Embedded.ApplicationModel;
using Aspire.Hosting.Embedded.Dcp.Model;

namespace Aspire.Hosting.Embedded.Dcp;

/// <summary>
/// Lets containers reach processes of this machine, which listen on its loopback addresses only. For a port that a
/// container refers to, DCP forwards the same port of the machine's address in the container network, which nobody
/// outside of this machine can reach; in the container that address is named <c>host.docker.internal</c>.
/// </summary>
/// <remarks>Aspire's own host builds a tunnel container for this, for which it needs a base image from the network.</remarks>
internal sealed class HostBridge(ContainerEngine engine)
{
    /// <summary>Gives a container the name of this machine; part of docker since 20.10.</summary>
    public const string AddHostArgument = $"--add-host={KnownHostNames.DockerDesktopHostBridge}:host-gateway";

    private readonly ConcurrentDictionary<int, Lazy<Task>> _bridges = new();
    private readonly Lock _lock = new();
    private Task<IPAddress?>? _gateway;

    /// <summary>Makes the ports reachable that occur in what a container is started with.</summary>
    /// <returns>Whether there are any; then the container needs <see cref="AddHostArgument"/>.</returns>
    public async Task<bool> OpenAsync(DcpClient client, IEnumerable<object> references, CancellationToken cancellationToken)
    {
        var ports = Ports(references);
        if (ports.Count == 0)
        {
            return false;
        }

        Task<IPAddress?> gateway;
        lock (_lock)
        {
            gateway = _gateway ??= engine.FindGatewayAsync(CancellationToken.None);
        }

        if (await gateway.WaitAsync(cancellationToken).ConfigureAwait(false) is { } address)
        {
            // Not with this container's token: others share what is made.
            await Task.WhenAll(ports.Select(port =>
                _bridges.GetOrAdd(port, _ => new Lazy<Task>(() => CreateAsync(client, address, port, CancellationToken.None))).Value))
                .WaitAsync(cancellationToken).ConfigureAwait(false);
        }

        return true;
    }

    /// <summary>
    /// The endpoints of the resources that a resource is said to refer to. Their addresses may be in files that it gets, where nobody can
    /// see them.
    /// </summary>
    internal static IEnumerable<EndpointReference> Related(IResource resource) => resource.Annotations
        .OfType<ResourceRelationshipAnnotation>()
        .Select(static relationship => relationship.Resource)
        .OfType<IResourceWithEndpoints>()
        .SelectMany(static related => related.Annotations.OfType<EndpointAnnotation>().Select(endpoint => new EndpointReference(related, endpoint)));

    /// <summary>The ports of this machine's loopback addresses that occur in values.</summary>
    internal static IReadOnlySet<int> Ports(IEnumerable<object> references)
    {
        HashSet<int> ports = [];
        foreach (var reference in references)
        {
            var port = reference switch
            {
                EndpointReference endpoint => PortOf(endpoint),
                EndpointReferenceExpression expression => PortOf(expression.Endpoint),
                HostUrl url when ContainerHost.RewriteUrl(url.Url) != url.Url => new Uri(url.Url).Port,
                _ => null,
            };
            if (port is { } found)
            {
                ports.Add(found);
            }
        }

        return ports;
    }

    // Containers reach each other without this machine, and what listens everywhere can be reached as it is.
    private static int? PortOf(EndpointReference endpoint)
    {
        if (!endpoint.Exists || RunnableKinds.Of(endpoint.Resource) is RunnableKind.Container)
        {
            return null;
        }

        return endpoint.EndpointAnnotation.AllocatedEndpoint is { BindingMode: EndpointBindingMode.SingleAddress } allocated
            && EndpointHostHelpers.IsLocalhostOrLocalhostTld(allocated.Address)
                ? allocated.Port
                : null;
    }

    private static async Task CreateAsync(DcpClient client, IPAddress address, int port, CancellationToken cancellationToken)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"host-bridge-{port}");
        var service = new DcpService
        {
            Metadata = new DcpMetadata { Name = name },
            Spec = new DcpServiceSpec { Address = address.ToString(), Port = port },
        };
        var endpoint = new DcpEndpoint
        {
            Metadata = new DcpMetadata { Name = name },
            Spec = new DcpEndpointSpec { ServiceName = name, Address = IPAddress.Loopback.ToString(), Port = port },
        };
        await client.CreateAsync(DcpService.Plural, service, DcpJson.Default.DcpService, cancellationToken).ConfigureAwait(false);
        await client.CreateAsync(DcpEndpoint.Plural, endpoint, DcpJson.Default.DcpEndpoint, cancellationToken).ConfigureAwait(false);
    }
}
