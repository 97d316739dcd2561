using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Embedded.ApplicationModel;
using Aspire.Hosting.Embedded.Dcp.Model;

namespace Aspire.Hosting.Embedded.Dcp;

/// <summary>Where one endpoint of a resource is, and the Service that DCP has to run for it.</summary>
/// <remarks>
/// Aspire's own host lets DCP allocate the ports and waits for them. Here the ports are chosen before DCP is even up, so that
/// everything that refers to them (variables, arguments, config files) can be made while it starts.
/// </remarks>
internal sealed class EndpointPlan
{
    private readonly TaskCompletionSource _served = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private EndpointPlan(EndpointAnnotation endpoint, string serviceName, int port, int? targetPort, bool isContainer)
    {
        Endpoint = endpoint;
        ServiceName = serviceName;
        Port = port;
        TargetPort = targetPort;
        IsContainer = isContainer;
    }

    /// <summary>The endpoint of the model.</summary>
    public EndpointAnnotation Endpoint { get; }

    /// <summary>Name of the DCP Service; used only where <see cref="EndpointAnnotation.IsProxied"/>.</summary>
    public string ServiceName { get; }

    /// <summary>Port that clients on this machine connect to.</summary>
    public int Port { get; }

    /// <summary>Port that the process, or what is in the container, listens on; null where DCP chooses it.</summary>
    public int? TargetPort { get; }

    /// <summary>
    /// Completes when DCP listens on the port, at once where there is no proxy. A process that is created before takes DCP
    /// two seconds more: so long it waits before it looks again for a Service that is not ready.
    /// </summary>
    public Task Served => Endpoint.IsProxied ? _served.Task : Task.CompletedTask;

    private bool IsContainer { get; }

    /// <summary>The protocol in DCP's spelling.</summary>
    public string Protocol => Endpoint.Protocol == ProtocolType.Udp ? "UDP" : "TCP";

    /// <summary>Whether clients on other machines can connect, and containers without a bridge.</summary>
    public bool IsOnAllInterfaces => Endpoint.TargetHost is "*" or "+" or "0.0.0.0" or "::" or "[::]";

    /// <summary>Chooses the port of an endpoint.</summary>
    /// <param name="resource">Whose endpoint it is.</param>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="serviceName">Name for the Service.</param>
    /// <param name="randomize">Whether a port that the model fixes is only a wish, where there is a proxy.</param>
    /// <param name="range">Range of free ports, <c>first-last</c>; null for the default.</param>
    /// <exception cref="DistributedApplicationException">The endpoint cannot work as it is declared.</exception>
    public static EndpointPlan Choose(IResource resource, EndpointAnnotation endpoint, string serviceName, bool randomize, string? range)
    {
        var isContainer = RunnableKinds.Of(resource) is RunnableKind.Container;
        var targetPort = endpoint.TargetPort;
        if (isContainer && targetPort is null)
        {
            throw new DistributedApplicationException(
                $"{resource.Name}: endpoint {endpoint.Name}: targetPort is missing. Set it to the port that is listened on inside the container.");
        }

        if (!endpoint.IsProxied)
        {
            var port = endpoint.Port ?? FreePorts.Pick(endpoint.Protocol, range);
            return new EndpointPlan(endpoint, serviceName, port, targetPort ?? port, isContainer);
        }

        var proxyPort = randomize ? null : endpoint.Port;
        if (!isContainer && proxyPort is not null && proxyPort == targetPort)
        {
            throw new DistributedApplicationException(
                $"{resource.Name}: endpoint {endpoint.Name}: port and targetPort are both {proxyPort}, but there is a proxy between them on this machine. "
                + "Give them different values, leave one out, or set isProxied to false.");
        }

        return new EndpointPlan(endpoint, serviceName, proxyPort ?? FreePorts.Pick(endpoint.Protocol, range), targetPort, isContainer);
    }

    /// <summary>Tells the model where the endpoint is; whoever awaits that goes on.</summary>
    public void Allocate(IResource resource)
    {
        var targetPort = IsContainer || TargetPort is not null
            ? TargetPort!.Value.ToString(CultureInfo.InvariantCulture)
            : DcpTemplate.PortForServing(ServiceName);
        Endpoint.AllocatedEndpoint = new AllocatedEndpoint(Endpoint, LocalAddress(), Port, BindingMode(), targetPort, KnownNetworkIdentifiers.LocalhostNetwork);

        // From a container another container is its alias; a process is the machine, where HostBridge makes it listen.
        var (address, port) = IsContainer ? (ContainerAlias(resource), TargetPort!.Value) : (ContainerHost.Name, Port);
        Endpoint.AllAllocatedEndpoints.AddOrUpdateAllocatedEndpoint(
            KnownNetworkIdentifiers.DefaultAspireContainerNetwork,
            new AllocatedEndpoint(
                Endpoint, address, port, EndpointBindingMode.SingleAddress, targetPort, KnownNetworkIdentifiers.DefaultAspireContainerNetwork));
    }

    /// <summary>Fails those who await the address.</summary>
    public void Fail(DistributedApplicationException problem)
    {
        foreach (var network in new[] { KnownNetworkIdentifiers.LocalhostNetwork, KnownNetworkIdentifiers.DefaultAspireContainerNetwork })
        {
            // Creates the snapshot for the network, so that it is in the list.
            _ = Endpoint.AllAllocatedEndpoints.Find(network);
        }

        foreach (var snapshot in Endpoint.AllAllocatedEndpoints)
        {
            snapshot.Snapshot.SetException(problem);
        }
    }

    /// <summary>DCP listens.</summary>
    public void SetServed() => _served.TrySetResult();

    /// <summary>DCP cannot listen.</summary>
    public void SetNotServed(DistributedApplicationException problem)
    {
        _served.TrySetException(problem);
        // There may be nobody who waits, as where the resource is not to be started.
        _ = _served.Task.Exception;
    }

    /// <summary>Host name of a container in the container network.</summary>
    public static string ContainerAlias(IResource resource) => $"{resource.Name}.dev.internal";

    /// <summary>The Service through which the endpoint is reached; null where there is no proxy.</summary>
    public DcpService? ToService() => !Endpoint.IsProxied ? null : new DcpService
    {
        Metadata = new DcpMetadata { Name = ServiceName },
        Spec = new DcpServiceSpec
        {
            Protocol = Protocol,
            Port = Port,
            Address = IsSpecificAddress() ? Endpoint.TargetHost : null,
            AddressAllocationMode = Endpoint.TargetHost switch
            {
                "*" or "+" => DcpServiceSpec.AllInterfaces,
                "0.0.0.0" => DcpServiceSpec.IPv4AllInterfaces,
                "::" or "[::]" => DcpServiceSpec.IPv6AllInterfaces,
                _ => DcpServiceSpec.Localhost,
            },
        },
    };

    /// <summary>What ties the process or container to the Service; null where there is no proxy.</summary>
    public DcpServiceProducer? ToProducer() => !Endpoint.IsProxied ? null
        : IsContainer ? new DcpServiceProducer(ServiceName, IPAddress.Loopback.ToString(), TargetPort)
        : new DcpServiceProducer(ServiceName, IsSpecificAddress() ? Endpoint.TargetHost : null, TargetPort);

    /// <summary>How the engine publishes the port; with a proxy before it on a port of the engine's choice.</summary>
    public DcpContainerPort ToContainerPort() => new(
        TargetPort!.Value,
        Endpoint.IsProxied ? null : Port,
        Protocol,
        // Behind a proxy nobody but the proxy needs to reach it.
        !Endpoint.IsProxied && IsOnAllInterfaces ? IPAddress.Any.ToString() : IPAddress.Loopback.ToString());

    private bool IsSpecificAddress() => !IsOnAllInterfaces && IPAddress.TryParse(Endpoint.TargetHost, out var address) && !IPAddress.IsLoopback(address);

    private string LocalAddress() => IsOnAllInterfaces || (IPAddress.TryParse(Endpoint.TargetHost, out var address) && IPAddress.IsLoopback(address))
        ? KnownHostNames.Localhost
        : Endpoint.TargetHost;

    private EndpointBindingMode BindingMode() => Endpoint.TargetHost switch
    {
        "*" or "+" => EndpointBindingMode.DualStackAnyAddresses,
        "0.0.0.0" => EndpointBindingMode.IPv4AnyAddresses,
        "::" or "[::]" => EndpointBindingMode.IPv6AnyAddresses,
        _ => EndpointBindingMode.SingleAddress,
    };
}
