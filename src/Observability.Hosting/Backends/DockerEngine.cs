using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using Observability.Hosting.Model;

namespace Observability.Hosting.Backends;

/// <summary>
/// Asks Docker (or Podman's compatible service) through its socket: a question takes a millisecond, where the command
/// line client takes fifty. Every answer is kept; the choice of backends asks for each server.
/// </summary>
internal sealed class DockerEngine : IContainerEngine, IDisposable
{
    private const string HostVariable = "DOCKER_HOST";

    /// <summary>Bounds one question; the engine and a reachable registry answer in far less.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(2);

    private readonly string? _socketPath;
    private readonly Uri? _address;
    private readonly Lazy<string?> _unavailable;
    private readonly Lazy<HttpClient> _engine;
    private readonly Lazy<HttpClient> _registries = new(() => new HttpClient { Timeout = s_patience });
    private readonly Dictionary<string, string?> _registryAnswers = new(StringComparer.Ordinal);

    /// <summary>Looks at <c>DOCKER_HOST</c>, then at the usual sockets.</summary>
    public DockerEngine()
        : this(FindSocket())
    {
    }

    /// <summary>Asks at a socket, or else at an address; with neither there is no engine.</summary>
    internal DockerEngine(string? socketPath, Uri? address = null)
    {
        _socketPath = socketPath;
        _address = address;
        _engine = new Lazy<HttpClient>(() => new HttpClient(new SocketsHttpHandler { ConnectCallback = socketPath is null ? null : ConnectAsync })
        {
            BaseAddress = address ?? new Uri("http://engine"),
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
        var host = Environment.GetEnvironmentVariable(HostVariable);
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
        if (_socketPath is null && _address is null)
        {
            return Environment.GetEnvironmentVariable(HostVariable) is { Length: > 0 } host
                ? $"no container engine ({HostVariable} is '{host}')"
                : "no container engine";
        }

        var place = _socketPath ?? _address!.ToString();
        try
        {
            using var answer = _engine.Value.Send(new HttpRequestMessage(HttpMethod.Get, "/_ping"));
            return answer.IsSuccessStatusCode
                ? null
                : $"the container engine at {place} answered {(int)answer.StatusCode}";
        }
        catch (Exception error) when (error is HttpRequestException or TaskCanceledException)
        {
            return $"no container engine answers at {place}";
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

        // An engine takes plain HTTP from a registry of its own machine
        // (https://docs.docker.com/reference/cli/dockerd/#insecure-registries).
        string[] schemes = new Uri($"https://{host}").IsLoopback ? ["https", "http"] : ["https"];
        return Array.Exists(schemes, scheme => IsReached($"{scheme}://{host}/v2/"))
            ? null
            : $"its image is not there and {registry} cannot be reached";
    }

    private bool IsReached(string url)
    {
        try
        {
            // Any answer will do: without credentials a registry says 401 here.
            using var answer = _registries.Value.Send(new HttpRequestMessage(HttpMethod.Get, url));
            return true;
        }
        catch (HttpRequestException error) when (error.InnerException is AuthenticationException)
        {
            // It is there. Whether its certificate is good is for the engine to say, which has authorities of its own.
            return true;
        }
        catch (Exception error) when (error is HttpRequestException or TaskCanceledException)
        {
            return false;
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
