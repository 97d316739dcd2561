using System.Globalization;
using Aspire.Hosting.ApplicationModel;
using DotNet.Testcontainers.Configurations;
using DotNet.Testcontainers.Containers;
using Observability.Hosting.Model;

namespace Observability.Testcontainers;

/// <summary>A server of the stack in a container of its own.</summary>
/// <typeparam name="TServer">The system's interface, for example <c>IElasticsearch</c>.</typeparam>
public sealed class ServerContainer<TServer> : DockerContainer
    where TServer : class, IServer
{
    private const int LogLines = 40;
    private readonly IContainerConfiguration _configuration;
    private readonly ServerModel _model;
    private readonly ServerAccess _access;
    private readonly ReadinessCheck? _readiness;

    internal ServerContainer(IContainerConfiguration configuration, ServerModel model, ServerAccess access, ReadinessCheck? readiness)
        : base(configuration)
    {
        _configuration = configuration;
        _model = model;
        _access = access;
        _readiness = readiness;
    }

    /// <summary>The resource that the container was made of, with everything that its annotations tell.</summary>
    public TServer Server => (TServer)_model.Server;

    /// <summary>Version that the server's files are written for: the image's, by its tag.</summary>
    public Version Version => _model.Version;

    /// <summary>The user who may do everything, or null where the server knows no users.</summary>
    public string? UserName => _access.UserName;

    /// <summary>The user's password, generated for this container; null where the server knows no users.</summary>
    /// <exception cref="InvalidOperationException">The container has not been started.</exception>
    public string? Password => _access.Secret is { } secret ? GetSecret(secret) : null;

    /// <summary>The URL of an endpoint as this machine sees it.</summary>
    /// <param name="endpointName">Name of the endpoint; null (default) for the one that most tests want.</param>
    /// <exception cref="InvalidOperationException">There is no such endpoint, or the container has not been started.</exception>
    public Uri GetUrl(string? endpointName = null)
    {
        var endpoint = GetEndpoint(endpointName);
        return new UriBuilder(endpoint.UriScheme, Hostname, GetMappedPublicPort(endpoint.TargetPort!.Value)).Uri;
    }

    /// <summary>The URL of an endpoint as containers of its network see it (<c>WithNetwork</c>).</summary>
    /// <param name="endpointName">Name of the endpoint; null (default) for the one that most tests want.</param>
    /// <exception cref="InvalidOperationException">There is no such endpoint.</exception>
    public Uri GetUrlInNetwork(string? endpointName = null)
    {
        var endpoint = GetEndpoint(endpointName);
        return new UriBuilder(endpoint.UriScheme, Server.Name, endpoint.TargetPort!.Value).Uri;
    }

    /// <summary>A secret of the server, generated for this container, for example <c>token</c> of InfluxDB.</summary>
    /// <param name="purpose">Its parameter's name without the server's.</param>
    /// <exception cref="InvalidOperationException">There is none of this name, or the container has not been started.</exception>
    public string GetSecret(string purpose) => _model.Secrets.TryGetValue(purpose, out var secret)
        ? secret
        : throw new InvalidOperationException(_model.Secrets.Count == 0
            ? $"{Server.Name} has no secrets before it is started."
            : $"{Server.Name} has no secret '{purpose}'; it has {string.Join(", ", _model.Secrets.Keys.Order(StringComparer.Ordinal))}.");

    /// <inheritdoc />
    protected override async Task UnsafeCreateAsync(CancellationToken ct = default)
    {
        if (Exists())
        {
            return;
        }

        var ports = _model.Endpoints.Select(endpoint => endpoint.TargetPort!.Value).ToDictionary(
            port => port,
            port => int.Parse(_configuration.PortBindings[port.ToString(CultureInfo.InvariantCulture)], CultureInfo.InvariantCulture));
        await _model.ResolveAsync(Hostname, ports, ct).ConfigureAwait(false);
        await base.UnsafeCreateAsync(ct).ConfigureAwait(false);
        foreach (var file in await _model.ReadFilesAsync(ct).ConfigureAwait(false))
        {
            if (!IsGivenByTest(file.Path))
            {
                await CopyAsync(file.Content, file.Path, file.UserId, file.GroupId, file.Mode, ct).ConfigureAwait(false);
            }
        }
    }

    /// <inheritdoc />
    protected override async Task UnsafeStartAsync(CancellationToken ct = default)
    {
        try
        {
            await base.UnsafeStartAsync(ct).ConfigureAwait(false);
        }
        catch (TimeoutException timeout) when (_readiness is not null)
        {
            var state = _readiness.LastAnswer;
            if (State == TestcontainersStates.Exited)
            {
                var exitCode = await GetExitCodeAsync(ct).ConfigureAwait(false);
                state = string.Create(CultureInfo.InvariantCulture, $"it has ended with exit code {exitCode}");
            }

            var (output, errors) = await GetLogsAsync(timestampsEnabled: false, ct: ct).ConfigureAwait(false);
            var lines = (output + errors).Split('\n', StringSplitOptions.RemoveEmptyEntries).TakeLast(LogLines);
            var log = string.Join(Environment.NewLine, lines.Prepend($"{Server.Name} ({Image.FullName}) is not ready: {state}. The end of its log:"));
            throw new TimeoutException(log, timeout);
        }

        await _model.PublishReadyAsync(ct).ConfigureAwait(false);
    }

    /// <inheritdoc />
    protected override async ValueTask DisposeAsyncCore()
    {
        await base.DisposeAsyncCore().ConfigureAwait(false);
        await _model.DisposeAsync().ConfigureAwait(false);
    }

    private EndpointAnnotation GetEndpoint(string? name)
    {
        var wanted = name ?? _access.Endpoint;
        return _model.Endpoints.FirstOrDefault(endpoint => endpoint.Name == wanted) ?? throw new InvalidOperationException(
            $"{Server.Name} has no endpoint '{wanted}'; it has {string.Join(", ", _model.Endpoints.Select(endpoint => endpoint.Name))}.");
    }

    // What the test itself puts there, or into a folder above, takes the place of the resource's own file.
    private bool IsGivenByTest(string path) =>
        _configuration.ResourceMappings.Any(mapping => mapping.Target == path)
        || _configuration.Mounts.Any(mount => path == mount.Target || path.StartsWith($"{mount.Target.TrimEnd('/')}/", StringComparison.Ordinal));
}
