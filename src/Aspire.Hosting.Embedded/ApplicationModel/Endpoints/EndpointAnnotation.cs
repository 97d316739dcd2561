using System.Diagnostics;
using System.Net.Sockets;
using Aspire.Hosting.Embedded.ApplicationModel;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>An endpoint of a resource: what it should be, and once it is known, where it is.</summary>
[DebuggerDisplay("Type = {GetType().Name,nq}, Name = {Name}")]
public sealed class EndpointAnnotation : IResourceAnnotation
{
    private string _name;
    private string? _transport;
    private int? _port;
    private int? _targetPort;
    private bool? _tlsEnabled;

    /// <summary>Creates an endpoint of this machine's network.</summary>
    /// <param name="protocol">TCP or UDP.</param>
    /// <param name="uriScheme">Scheme of the URL; default: the protocol.</param>
    /// <param name="transport">What is spoken over it; default <c>http</c> for the schemes http and https, else the protocol.</param>
    /// <param name="name">Name of the endpoint; default: the scheme.</param>
    /// <param name="port">Port that clients connect to; default: a free one.</param>
    /// <param name="targetPort">Port that the resource itself listens on; default: a free one.</param>
    /// <param name="isExternal">True where it is reached from outside of the cluster; default false.</param>
    /// <param name="isProxied">False where clients connect to the resource itself; default true.</param>
    public EndpointAnnotation(
        ProtocolType protocol,
        string? uriScheme = null,
        string? transport = null,
        string? name = null,
        int? port = null,
        int? targetPort = null,
        bool? isExternal = null,
        bool? isProxied = null)
        : this(protocol, networkId: null, uriScheme, transport, name, port, targetPort, isExternal, isProxied)
    {
    }

    /// <summary>Creates an endpoint.</summary>
    /// <param name="protocol">TCP or UDP.</param>
    /// <param name="networkId">Network it is in; null for that of this machine.</param>
    /// <param name="uriScheme">Scheme of the URL; default: the protocol.</param>
    /// <param name="transport">What is spoken over it; default <c>http</c> for the schemes http and https, else the protocol.</param>
    /// <param name="name">Name of the endpoint; default: the scheme.</param>
    /// <param name="port">Port that clients connect to; default: a free one.</param>
    /// <param name="targetPort">Port that the resource itself listens on; default: a free one.</param>
    /// <param name="isExternal">True where it is reached from outside of the cluster; default false.</param>
    /// <param name="isProxied">False where clients connect to the resource itself; default true.</param>
    /// <exception cref="ArgumentException">The name breaks the rule for names.</exception>
    public EndpointAnnotation(
        ProtocolType protocol,
        NetworkIdentifier? networkId,
        string? uriScheme = null,
        string? transport = null,
        string? name = null,
        int? port = null,
        int? targetPort = null,
        bool? isExternal = null,
        bool? isProxied = null)
    {
        Protocol = protocol;
        DefaultNetworkID = networkId ?? KnownNetworkIdentifiers.LocalhostNetwork;
        UriScheme = uriScheme ?? NameOf(protocol);
        _transport = transport;
        _name = name ?? UriScheme;
        ResourceNameValidator.ThrowIfInvalid("Endpoint", _name, nameof(name));
        _port = port;
        _targetPort = targetPort;
        IsExternal = isExternal ?? false;
        IsExplicitlyProxied = isProxied;
    }

    /// <summary>Name of the endpoint, unique in its resource without regard to case.</summary>
    public string Name
    {
        get => _name;
        set
        {
            ResourceNameValidator.ThrowIfInvalid("Endpoint", value, nameof(value));
            _name = value;
        }
    }

    /// <summary>TCP or UDP.</summary>
    public ProtocolType Protocol { get; set; }

    /// <summary>Port that clients connect to; null for a free one. Without a proxy it is also the port of the resource itself.</summary>
    public int? Port
    {
        get => _port ?? (IsProxied ? null : _targetPort);
        set => _port = value;
    }

    /// <summary>Port that the resource itself listens on; null for a free one. Without a proxy it is also the clients' port.</summary>
    public int? TargetPort
    {
        get => _targetPort ?? (IsProxied ? null : _port);
        set => _targetPort = value;
    }

    /// <summary>Scheme of the URL.</summary>
    public string UriScheme { get; set; }

    /// <summary>What is spoken over it; default <c>http</c> for the schemes http and https, else the protocol.</summary>
    public string Transport
    {
        get => _transport ?? (IsScheme("http") || IsScheme("https") ? "http" : NameOf(Protocol));
        set => _transport = value;
    }

    /// <summary>Address that the resource itself listens on; default <c>localhost</c>.</summary>
    public string TargetHost { get; set; } = KnownHostNames.Localhost;

    /// <summary>True where it is reached from outside of the cluster; default false.</summary>
    public bool IsExternal { get; set; }

    /// <summary>False where clients connect to the resource itself and not to a proxy before it; default true.</summary>
    public bool IsProxied
    {
        get => IsExplicitlyProxied ?? true;
        set => IsExplicitlyProxied = value;
    }

    /// <summary>What was said about a proxy; null (the default) where nothing was.</summary>
    public bool? IsExplicitlyProxied { get; set; }

    /// <summary>True where the endpoint speaks TLS; default: the scheme is https.</summary>
    public bool TlsEnabled
    {
        get => _tlsEnabled ?? IsScheme("https");
        set => _tlsEnabled = value;
    }

    /// <summary>True where a reference to the whole resource leaves this endpoint out; default false.</summary>
    public bool ExcludeReferenceEndpoint { get; set; }

    /// <summary>The network the endpoint is in.</summary>
    public NetworkIdentifier DefaultNetworkID { get; }

    /// <summary>Where the endpoint is in its own network; null until that is known. Setting it lets go on those who wait for it.</summary>
    /// <exception cref="ArgumentNullException">It is set to null.</exception>
    public AllocatedEndpoint? AllocatedEndpoint
    {
        get => AllAllocatedEndpoints.Find(DefaultNetworkID);
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            AllAllocatedEndpoints.AddOrUpdateAllocatedEndpoint(DefaultNetworkID, value);
        }
    }

    /// <summary>Where the endpoint is in each network.</summary>
    public NetworkEndpointSnapshotList AllAllocatedEndpoints { get; } = new();

    private static string NameOf(ProtocolType protocol) => protocol switch
    {
        ProtocolType.Tcp => "tcp",
        ProtocolType.Udp => "udp",
        _ => protocol.ToString().ToLowerInvariant(),
    };

    private bool IsScheme(string scheme) => string.Equals(UriScheme, scheme, StringComparison.OrdinalIgnoreCase);
}
