using System.Net;
using System.Runtime.InteropServices;

namespace Observability.StandIns.Tests.Shipper;

/// <summary>A shipper that runs as it does in a stack: by its configuration file, with a folder of logs and one for what it remembers.</summary>
internal sealed class RunningShipper : IAsyncDisposable
{
    private readonly ChildProcess _process;
    private readonly HttpClient _client = new();

    private RunningShipper(ChildProcess process, int port)
    {
        _process = process;
        Port = port;
    }

    public int Port { get; }

    public string Output => _process.Output;

    /// <summary>The stack's own configuration (tests/Observability.Hosting.Tests/Alloy/Golden/local.alloy) for a folder and a Loki.</summary>
    public static string StackConfiguration(TemporaryFolder folder, LokiDouble loki) =>
        File.ReadAllText(Repository.Combine("tests", "Observability.Hosting.Tests", "Alloy", "Golden", "local.alloy"))
            .Replace("/var/log/stack", folder.Combine("logs"), StringComparison.Ordinal)
            .Replace("http://loki:3100/loki/api/v1/push", loki.PushUrl, StringComparison.Ordinal)
            .Replace("\t\ttenant_id", "\t\tbatch_wait = \"100ms\"\n\t\tmin_backoff_period = \"50ms\"\n\t\tmax_backoff_period = \"200ms\"\n\t\ttenant_id", StringComparison.Ordinal)
            .Replace("sync_period  = \"2s\"", "sync_period  = \"100ms\"", StringComparison.Ordinal);

    /// <summary>Starts one and waits until it is ready.</summary>
    public static async Task<RunningShipper> StartAsync(TemporaryFolder folder, string configuration, IShipperBackend? backend = null)
    {
        var command = (backend ?? new StandInBackend()).Command;
        Directory.CreateDirectory(folder.Combine("logs"));
        var file = folder.Write("config.alloy", configuration);
        var port = FreePort.Take();
        var process = ChildProcess.Start(
            command.FileName,
            [.. command.Arguments, "run", file, $"--server.http.listen-addr=127.0.0.1:{port}", $"--storage.path={folder.Combine("data")}", "--disable-reporting"],
            environment: new Dictionary<string, string?> { ["ASPNETCORE_URLS"] = "http://127.0.0.1:1", ["SHIPPER_TEST_PASSWORD"] = "a secret" });
        var shipper = new RunningShipper(process, port);
        await Eventually.HoldsAsync("the shipper is ready", async _ => await shipper.StatusAsync("/-/ready") == HttpStatusCode.OK, Deadline.ServerReady);
        return shipper;
    }

    public async Task<HttpStatusCode> StatusAsync(string path)
    {
        using var response = await _client.GetAsync(new Uri($"http://127.0.0.1:{Port}{path}"), TestContext.Current.CancellationToken);
        return response.StatusCode;
    }

    public Task<string> TextAsync(string path) => _client.GetStringAsync(new Uri($"http://127.0.0.1:{Port}{path}"), TestContext.Current.CancellationToken);

    /// <summary>Waits for a line of its metrics.</summary>
    public Task<string> CountsAsync(string line) => Eventually.BecomesAsync(
        $"the metrics have {line}", _ => TextAsync("/metrics"), metrics => metrics.Contains($"{line}\n", StringComparison.Ordinal), Deadline.DataFlow);

    public Task PrintsAsync(string text) => _process.PrintsAsync(text, Deadline.DataFlow);

    public void KillAtOnce() => _process.KillAtOnce();

    /// <summary>Sends SIGTERM and returns the exit code.</summary>
    public Task<int> StopAsync()
    {
        _process.Signal(PosixSignal.SIGTERM);
        return _process.ExitCodeAsync(Deadline.Gone);
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _process.DisposeAsync();
    }
}
