namespace Aspire.Hosting.Embedded.Dcp.Model;

/// <summary>An address on this machine behind which a process or container answers; DCP runs a proxy for it.</summary>
internal sealed class DcpService : DcpObject
{
    /// <summary>Where the API keeps these.</summary>
    public const string Plural = "services";

    /// <inheritdoc />
    public override string Kind => "Service";

    /// <summary>The address that is asked for.</summary>
    public DcpServiceSpec Spec { get; init; } = new();

    /// <summary>The address that it got; null until DCP has looked at the object.</summary>
    public DcpServiceStatus? Status { get; init; }
}

/// <summary>The address that is asked for.</summary>
internal sealed class DcpServiceSpec
{
    /// <summary>Allocation mode: the loopback addresses of IPv4 and IPv6.</summary>
    public const string Localhost = "Localhost";

    /// <summary>Allocation mode: every address of the machine.</summary>
    public const string AllInterfaces = "AllInterfaces";

    /// <summary>Allocation mode: every IPv4 address of the machine.</summary>
    public const string IPv4AllInterfaces = "IPv4AllInterfaces";

    /// <summary>Allocation mode: every IPv6 address of the machine.</summary>
    public const string IPv6AllInterfaces = "IPv6AllInterfaces";

    /// <summary>Allocation mode: no proxy; the address is the producer's own.</summary>
    public const string Proxyless = "Proxyless";

    /// <summary>An address to listen on; makes <see cref="AddressAllocationMode"/> void.</summary>
    public string? Address { get; init; }

    /// <summary>The port to listen on; DCP takes a free one when null.</summary>
    public int? Port { get; init; }

    /// <summary><c>TCP</c> or <c>UDP</c>.</summary>
    public string Protocol { get; init; } = "TCP";

    /// <summary>One of the modes above.</summary>
    public string? AddressAllocationMode { get; init; }
}

/// <summary>The address that a Service got.</summary>
internal sealed class DcpServiceStatus
{
    /// <summary><c>Ready</c> or <c>NotReady</c>; stays empty where the port cannot be had.</summary>
    public string? State { get; init; }

    /// <summary>The port in use; null until there is one.</summary>
    public int? EffectivePort { get; init; }
}

/// <summary>
/// What stands behind a Service. DCP makes these for its own processes and containers; the host makes one where a
/// Service forwards to another one.
/// </summary>
internal sealed class DcpEndpoint : DcpObject
{
    /// <summary>Where the API keeps these.</summary>
    public const string Plural = "endpoints";

    /// <inheritdoc />
    public override string Kind => "Endpoint";

    /// <summary>The Service and the address behind it.</summary>
    public DcpEndpointSpec Spec { get; init; } = new();
}

/// <summary>A Service and the address behind it.</summary>
internal sealed class DcpEndpointSpec
{
    /// <summary>Always empty: the kinds have no namespace.</summary>
    public string ServiceNamespace { get; init; } = "";

    /// <summary>Name of the Service.</summary>
    public string ServiceName { get; init; } = "";

    /// <summary>Where connections go.</summary>
    public string Address { get; init; } = "";

    /// <summary>Where connections go.</summary>
    public int Port { get; init; }
}

/// <summary>One element of the annotation <see cref="DcpMetadata.ServiceProducer"/>.</summary>
/// <param name="ServiceName">The Service that connections come from.</param>
/// <param name="Address">Where the producer listens; localhost when null.</param>
/// <param name="Port">
/// Where the producer listens: for a container its inner or its published port; null for a process that is told by
/// <see cref="DcpTemplate.PortForServing"/>.
/// </param>
internal sealed record DcpServiceProducer(string ServiceName, string? Address = null, int? Port = null);
