using System.Net.Sockets;
using System.Text;

namespace Observability.Tests;

/// <summary>What this machine can run. The one place that decides it; tests ask through <see cref="Requires"/>.</summary>
internal static class MachineCapabilities
{
    /// <summary>Debian's Chromium; Playwright's own download is not used, so that a package registry is enough.</summary>
    public const string ChromiumPath = "/usr/bin/chromium";

    private const string UnixScheme = "unix://";
    private static readonly Lazy<Task<string?>> s_influxVersion = new(ReadInfluxVersionAsync);
    private static readonly Lazy<Task<string?>> s_containerEngineProblem = new(FindContainerEngineProblemAsync);

    /// <summary>Full path of a program on PATH, or null.</summary>
    public static string? FindTool(string name)
    {
        foreach (var folder in (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries))
        {
            var path = Path.Combine(folder, name);
            if (File.Exists(path))
            {
                return path;
            }
        }

        return null;
    }

    /// <summary>The Alertmanager: Debian prefixes its name, upstream's archive does not.</summary>
    public static string? FindAlertmanager() => FindTool("prometheus-alertmanager") ?? FindTool("alertmanager");

    /// <summary>The Pushgateway, under Debian's or upstream's name.</summary>
    public static string? FindPushgateway() => FindTool("prometheus-pushgateway") ?? FindTool("pushgateway");

    /// <summary>The node exporter, under Debian's or upstream's name.</summary>
    public static string? FindNodeExporter() => FindTool("prometheus-node-exporter") ?? FindTool("node_exporter");

    /// <summary>RabbitMQ: Debian's start script is not on PATH, upstream's may be.</summary>
    public static string? FindRabbitMQ() =>
        File.Exists("/usr/lib/rabbitmq/bin/rabbitmq-server") ? "/usr/lib/rabbitmq/bin/rabbitmq-server" : FindTool("rabbitmq-server");

    /// <summary>Folder of an unpacked Aspire bundle, or null; looks where the Aspire CLI unpacks it.</summary>
    public static string? FindAspireBundle()
    {
        var home = Environment.GetEnvironmentVariable("ASPIRE_HOME") is { Length: > 0 } set
            ? set
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".aspire");
        var bundle = Path.Combine(home, "bundle");
        return File.Exists(Path.Combine(bundle, "dcp", "dcp")) && File.Exists(Path.Combine(bundle, "managed", "aspire-managed"))
            ? bundle
            : null;
    }

    /// <summary>Path of the container engine's socket, from <c>DOCKER_HOST</c> or the usual one.</summary>
    public static string EngineSocket => EngineHost.StartsWith(UnixScheme, StringComparison.Ordinal) ? EngineHost[UnixScheme.Length..] : EngineHost;

    private static string EngineHost =>
        Environment.GetEnvironmentVariable("DOCKER_HOST") is { Length: > 0 } set ? set : "unix:///var/run/docker.sock";

    /// <summary>What influxd on PATH says of its version, as <c>v1.6.7</c>, or null. Debian's is 1.6, a server of its own kind.</summary>
    public static Task<string?> InfluxVersionAsync() => s_influxVersion.Value;

    /// <summary>Why no container can be run here, or null when the engine answers. Asked once in a test run.</summary>
    public static Task<string?> ContainerEngineProblemAsync() => s_containerEngineProblem.Value;

    // InfluxDB v1.6.7~rc0 (git: unknown unknown)
    private static async Task<string?> ReadInfluxVersionAsync()
    {
        if (FindTool("influxd") is not { } path)
        {
            return null;
        }

        await using var process = ChildProcess.Start(path, ["version"]);
        await process.ExitCodeAsync(Deadline.ServerReady);
        return process.Output.Split(' ').ElementAtOrDefault(1);
    }

    // The engine's own ping over its socket: no client process, and a client without a running engine is told apart.
    private static async Task<string?> FindContainerEngineProblemAsync()
    {
        if (FindTool("docker") is null)
        {
            return "there is no docker command on PATH";
        }

        if (!EngineHost.StartsWith(UnixScheme, StringComparison.Ordinal))
        {
            return $"DOCKER_HOST is '{EngineHost}'; only a local unix socket is used in tests";
        }

        var path = EngineSocket;
        if (!File.Exists(path))
        {
            return $"no container engine is running ({path} does not exist)";
        }

        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(3));
        try
        {
            using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), timeout.Token);
            await socket.SendAsync("GET /_ping HTTP/1.0\r\n\r\n"u8.ToArray(), timeout.Token);
            var answer = new byte[256];
            var length = await socket.ReceiveAsync(answer, timeout.Token);
            var text = Encoding.ASCII.GetString(answer, 0, length);

            // HTTP/1.0 200 OK
            return text.StartsWith("HTTP/", StringComparison.Ordinal) && text.Contains(" 200 ", StringComparison.Ordinal)
                ? null
                : $"the container engine at {path} answered '{text.Split('\r')[0]}'";
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException)
        {
            return $"no container engine answers at {path} ({e.Message})";
        }
    }
}
