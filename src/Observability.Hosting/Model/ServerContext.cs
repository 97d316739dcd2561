using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;

namespace Observability.Hosting.Model;

/// <summary>
/// The place a server runs in, as its writers and argument lists see it: where its files lie, which addresses reach
/// whom, and which version reads the configuration.
/// </summary>
public sealed class ServerContext
{
    private readonly string? _root;
    private readonly DistributedApplicationExecutionContext _execution;

    internal ServerContext(
        IResource server, Version version, string? root, DistributedApplicationExecutionContext execution)
    {
        Server = server;
        Version = version;
        _root = root;
        _execution = execution;
        Cluster = execution.IsPublishMode ? new Cluster() : null;
    }

    /// <summary>The server.</summary>
    public IResource Server { get; }

    /// <summary>Version of the server that will run; writers leave out keys that it does not know.</summary>
    public Version Version { get; }

    /// <summary>True on the laptop as a process of its own, the server's or a stand-in's; false in a container.</summary>
    public bool IsProcess => _root is not null;

    /// <summary>True where a stand-in takes the server's place.</summary>
    public bool IsStandIn { get; internal init; }

    /// <summary>True in a publish: what is written is for the cluster.</summary>
    [MemberNotNullWhen(true, nameof(Cluster))]
    public bool IsCluster => Cluster is not null;

    /// <summary>Full path of the server's own binary; null in a container and for a stand-in.</summary>
    public string? Command { get; internal init; }

    /// <summary>
    /// Folder that holds the console log of every resource of the stack as <c>&lt;resource&gt;.log</c>, as this server sees it,
    /// or null where it has not asked for it (<c>WithStackLogs</c>) and in a cluster.
    /// </summary>
    public string? StackLogs { get; internal init; }

    /// <summary>The cluster that is published for; null on the laptop.</summary>
    public Cluster? Cluster { get; internal init; }

    /// <summary>Where a path of the image lies here: unchanged in a container, below the state folder for a process.</summary>
    /// <exception cref="ArgumentException">The path is not absolute.</exception>
    public string MapPath(string imagePath)
    {
        ArgumentException.ThrowIfNullOrEmpty(imagePath);
        if (imagePath[0] != '/')
        {
            throw new ArgumentException($"'{imagePath}' is not an absolute path of the image.", nameof(imagePath));
        }

        return _root is null ? imagePath : _root + imagePath;
    }

    /// <summary>The address to listen on for an endpoint: loopback only for a process, all of the pod's for a container.</summary>
    public ReferenceExpression ListenAddress(EndpointReference endpoint)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        var port = endpoint.Property(EndpointProperty.TargetPort);
        return ReferenceExpression.Create($"{ListenHost}:{port}");
    }

    /// <summary>The host part of <see cref="ListenAddress"/>: <c>127.0.0.1</c> or <c>0.0.0.0</c>.</summary>
    public string ListenHost => IsProcess ? "127.0.0.1" : "0.0.0.0";

    /// <summary>The port that this server must listen on for one of its own endpoints, as text for a configuration file.</summary>
    public Task<string> GetListenPortAsync(EndpointReference endpoint, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        return GetValueAsync(endpoint, EndpointProperty.TargetPort, cancellationToken);
    }

    /// <summary>The URL under which a browser on this machine reaches an endpoint; null in a publish, where hosts decide.</summary>
    public EndpointReference? BrowserUrl(EndpointReference endpoint)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        return _execution.IsRunMode
            ? new EndpointReference(endpoint.Resource, endpoint.EndpointName, KnownNetworkIdentifiers.LocalhostNetwork)
            : null;
    }

    /// <summary>The <c>host:port</c> under which this server reaches an endpoint.</summary>
    public Task<string> GetAddressAsync(EndpointReference endpoint, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        return GetValueAsync(endpoint, EndpointProperty.HostAndPort, cancellationToken);
    }

    /// <summary>The URL, without a slash at its end, under which this server reaches an endpoint.</summary>
    public async Task<string> GetUrlAsync(EndpointReference endpoint, CancellationToken cancellationToken)
    {
        var address = await GetAddressAsync(endpoint, cancellationToken).ConfigureAwait(false);
        return $"{endpoint.Scheme}://{address}";
    }

    /// <summary>
    /// The one URL, without a slash at its end, under which people see an endpoint: its first route where the gateway can
    /// run, else the endpoint itself.
    /// </summary>
    public async Task<string> GetPublicUrlAsync(EndpointReference endpoint, CancellationToken cancellationToken) =>
        (await GetPublicUrlsAsync(endpoint, cancellationToken).ConfigureAwait(false))[0];

    /// <summary>
    /// Every URL, without a slash at its end, under which a browser reaches an endpoint: its routes, on the laptop
    /// followed by the endpoint itself. An identity provider allows redirects to all of them.
    /// </summary>
    public async Task<IReadOnlyList<string>> GetPublicUrlsAsync(EndpointReference endpoint, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        var urls = new List<string>();
        foreach (var route in endpoint.Resource.GetRoutes().Where(route => route.Target.EndpointName == endpoint.EndpointName))
        {
            if (IsCluster)
            {
                urls.Add($"https://{route.Host}.{Cluster.Domain}");
            }
            else if (route.Gateway.Resource.CanRun())
            {
                var gateway = new Uri(await GetLocalUrlAsync(route.Gateway, cancellationToken).ConfigureAwait(false));
                urls.Add($"{gateway.Scheme}://{route.Host}.localhost:{gateway.Port}");
            }
        }

        if (!IsCluster)
        {
            urls.Add(await GetLocalUrlAsync(endpoint, cancellationToken).ConfigureAwait(false));
        }
        else if (urls.Count == 0)
        {
            urls.Add(await GetUrlAsync(endpoint, cancellationToken).ConfigureAwait(false));
        }

        return urls;
    }

    private static async Task<string> GetLocalUrlAsync(EndpointReference endpoint, CancellationToken cancellationToken)
    {
        var local = new EndpointReference(endpoint.Resource, endpoint.EndpointName, KnownNetworkIdentifiers.LocalhostNetwork);
        var url = await local.GetValueAsync(cancellationToken).ConfigureAwait(false) ?? throw NoAddress("A browser", endpoint);
        return url.TrimEnd('/');
    }

    private async Task<string> GetValueAsync(EndpointReference endpoint, EndpointProperty property, CancellationToken cancellationToken)
    {
        // In a cluster a server is reached by its Service, which has its name and its port.
        if (IsCluster && endpoint.TargetPort is { } port)
        {
            return property == EndpointProperty.TargetPort
                ? port.ToString(CultureInfo.InvariantCulture)
                : string.Create(CultureInfo.InvariantCulture, $"{Cluster.GetHost(endpoint.Resource, Server)}:{port}");
        }

        var value = await endpoint.Property(property)
            .GetValueAsync(new ValueProviderContext { ExecutionContext = _execution, Caller = Server }, cancellationToken)
            .ConfigureAwait(false);
        return value ?? throw NoAddress($"Resource '{Server.Name}'", endpoint);
    }

    private static DistributedApplicationException NoAddress(string who, EndpointReference endpoint) =>
        new($"{who} cannot reach endpoint '{endpoint.EndpointName}' of '{endpoint.Resource.Name}': it has no address.");
}
