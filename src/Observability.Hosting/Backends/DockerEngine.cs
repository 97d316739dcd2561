using System.Net;
using System.Net.Sockets;
using Observability.Hosting.Model;

namespace Observability.Hosting.Backends;

/// <summary>
/// Asks Docker (or Podman's compatible service) through its socket: a question takes a millisecond, where the command
/// line client takes fifty. Every answer is kept; the choice of backends asks for each server.
/// </summary>
internal sealed class DockerEngine : IContainerEngine, IDisposable
{
    /// <summary>Bounds one question; the engine and a reachable registry answer in far less.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(2);

    private readonly string? _socketPath;
    private readonly Lazy<string?> _unavailable;
    private readonly Lazy<HttpClient> _engine;
    private readonly Lazy<HttpClient> _registries = new(() => new HttpClient { Timeout = s_patience });
    private readonly Dictionary<string, string?> _registryAnswers = new(StringComparer.Ordinal);

    /// <summary>Looks at <c>DOCKER_HOST</c>, then at the usual sockets.</summary>
    public DockerEngine()
        : this(FindSocket())
    {
    }

    internal DockerEngine(string? socketPath)
    {
        _socketPath = socketPath;
        _engine = new Lazy<HttpClient>(() => new HttpClient(new SocketsHttpHandler { ConnectCallback = ConnectAsync })
        {
            BaseAddress = new Uri("http://engine"),
            Timeout = s_patience,
        });
        _unavailable = new Lazy<string?>(Ping);
    }

    /// <inheritdoc />
    public string? Unavailable => _unavailable.Value;

    /// <inheritdoc />
    public string? WhyNoImage(ServerImage image)
    {
        try
        {
            using var answer = _engine.Value.Send(new HttpRequestMessage(HttpMethod.Get, $"/images/{image}/json"));
            return answer.StatusCode == HttpStatusCode.OK ? null : WhyNoRegistry(image.Registry);
        }
        catch (Exception error) when (error is HttpRequestException or TaskCanceledException)
        {
            return $"the container engine does not answer ({error.Message})";
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        if (_engine.IsValueCreated)
        {
            _engine.Value.Dispose();
        }

        if (_registries.IsValueCreated)
        {
            _registries.Value.Dispose();
        }
    }

    private static string? FindSocket()
    {
        const string Scheme = "unix://";
        var host = Environment.GetEnvironmentVariable("DOCKER_HOST");
        if (host?.StartsWith(Scheme, StringComparison.Ordinal) == true)
        {
            return host[Scheme.Length..];
        }

        var userRuntime = Environment.GetEnvironmentVariable("XDG_RUNTIME_DIR");
        string?[] candidates =
        [
            "/var/run/docker.sock",
            userRuntime is null ? null : Path.Combine(userRuntime, "docker.sock"),
            userRuntime is null ? null : Path.Combine(userRuntime, "podman", "podman.sock"),
        ];
        return candidates.FirstOrDefault(File.Exists);
    }

    private string? Ping()
    {
        if (_socketPath is null)
        {
            return "no container engine";
        }

        try
        {
            using var answer = _engine.Value.Send(new HttpRequestMessage(HttpMethod.Get, "/_ping"));
            return answer.IsSuccessStatusCode
                ? null
                : $"the container engine at {_socketPath} answered {(int)answer.StatusCode}";
        }
        catch (Exception error) when (error is HttpRequestException or TaskCanceledException)
        {
            return $"no container engine answers at {_socketPath}";
        }
    }

    private string? WhyNoRegistry(string registry)
    {
        if (!_registryAnswers.TryGetValue(registry, out var reason))
        {
            reason = AskRegistry(registry);
            _registryAnswers.Add(registry, reason);
        }

        return reason;
    }

    private string? AskRegistry(string registry)
    {
        // A mirror may keep its copies below a path.
        registry = registry.Split('/')[0];

        // Docker Hub's API does not live under the name that its images carry.
        var host = registry == "docker.io" ? "registry-1.docker.io" : registry;
        try
        {
            // Any answer will do: without credentials a registry says 401 here.
            using var answer = _registries.Value.Send(new HttpRequestMessage(HttpMethod.Get, $"https://{host}/v2/"));
            return null;
        }
        catch (Exception error) when (error is HttpRequestException or TaskCanceledException)
        {
            return $"its image is not there and {registry} cannot be reached";
        }
    }

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(_socketPath!), cancellationToken).ConfigureAwait(false);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
