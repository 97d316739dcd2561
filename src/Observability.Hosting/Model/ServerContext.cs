using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;

namespace Observability.Hosting.Model;

/// <summary>
/// The place a server runs in, as its writers and argument lists see it: where its files lie, which addresses reach
/// whom, and which version reads the configuration.
/// </summary>
/// <param name="server">The server.</param>
/// <param name="version">Version of the server that will run.</param>
/// <param name="root">Folder that takes the place of <c>/</c>, or null where paths are the image's own.</param>
/// <param name="execution">Run or publish.</param>
public sealed class ServerContext(
    IResource server, Version version, string? root, DistributedApplicationExecutionContext execution)
{
    /// <summary>The server.</summary>
    public IResource Server { get; } = server;

    /// <summary>Version of the server that will run; writers leave out keys that it does not know.</summary>
    public Version Version { get; } = version;

    /// <summary>True on the laptop as a process of its own; false in a container.</summary>
    public bool IsProcess => root is not null;

    /// <summary>Where a path of the image lies here: unchanged in a container, below the state folder for a process.</summary>
    /// <exception cref="ArgumentException">The path is not absolute.</exception>
    public string MapPath(string imagePath)
    {
        ArgumentException.ThrowIfNullOrEmpty(imagePath);
        if (imagePath[0] != '/')
        {
            throw new ArgumentException($"'{imagePath}' is not an absolute path of the image.", nameof(imagePath));
        }

        return root is null ? imagePath : root + imagePath;
    }

    /// <summary>The address to listen on for an endpoint: loopback only for a process, all of the pod's for a container.</summary>
    public ReferenceExpression ListenAddress(EndpointReference endpoint)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        var port = endpoint.Property(EndpointProperty.TargetPort);
        return root is null ? ReferenceExpression.Create($"0.0.0.0:{port}") : ReferenceExpression.Create($"127.0.0.1:{port}");
    }

    /// <summary>The URL under which a browser on this machine reaches an endpoint; null in a publish, where hosts decide.</summary>
    public EndpointReference? BrowserUrl(EndpointReference endpoint)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        return execution.IsRunMode
            ? new EndpointReference(endpoint.Resource, endpoint.EndpointName, KnownNetworkIdentifiers.LocalhostNetwork)
            : null;
    }

    /// <summary>The <c>host:port</c> under which this server reaches an endpoint.</summary>
    public async Task<string> GetAddressAsync(EndpointReference endpoint, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        var value = await endpoint.Property(EndpointProperty.HostAndPort)
            .GetValueAsync(new ValueProviderContext { ExecutionContext = execution, Caller = Server }, cancellationToken)
            .ConfigureAwait(false);
        return value ?? throw new DistributedApplicationException(
            $"Resource '{Server.Name}' cannot reach endpoint '{endpoint.EndpointName}' of '{endpoint.Resource.Name}': it has no address.");
    }
}
