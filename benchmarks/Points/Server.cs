using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Points;

/// <summary>A server that runs as a process of its own.</summary>
internal sealed class Server : IAsyncDisposable
{
    /// <summary>Bucket, or database, of version 1's writes and all queries.</summary>
    public const string Bucket = "b";

    /// <summary>Bucket of version 2's writes.</summary>
    public const string Second = "b2";

    private const string Token = "benchmark-token";
    private readonly Process _process;
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private readonly bool _isStandIn;
    private readonly HttpClient _client;

    private Server(string program, IEnumerable<string> arguments, int port, bool isStandIn)
    {
        _isStandIn = isStandIn;
        _client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}"), Timeout = TimeSpan.FromMinutes(5) };
        if (isStandIn)
        {
            _client.DefaultRequestHeaders.Add("Authorization", $"Token {Token}");
        }

        _process =
            new Process { StartInfo =
            new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true } };
        _process.OutputDataReceived += static (_, _) => { };
        _process.ErrorDataReceived += static (_, _) => { };
#pragma warning disable RS0030 // The benchmark starts the program it measures; nothing else of the project is loaded here.
        _process.Start();
#pragma warning restore RS0030
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>Resident memory (10^6 bytes).</summary>
    public double ResidentMegabytes
    {
        get
        {
            // VmRSS:	  105180 kB
            var line = File.ReadLines($"/proc/{_process.Id}/status").First(line => line.StartsWith("VmRSS:", StringComparison.Ordinal));
            return double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2], CultureInfo.InvariantCulture) * 1024 / 1e6;
        }
    }

    /// <summary>Full path of influxd, or null.</summary>
    public static string? FindInflux() => (Environment.GetEnvironmentVariable("PATH") ?? string.Empty)
        .Split(Path.PathSeparator).Select(folder => Path.Combine(folder, "influxd")).FirstOrDefault(File.Exists);

    /// <summary>Starts the stand-in.</summary>
    public static Server StartStandIn(string folder)
    {
        var port = FreePort();
        return new Server(
            "dotnet",
            [
                Path.Combine(AppContext.BaseDirectory, "Observability.StandIns.dll"), "points", $"--bolt-path={folder}/influxd.bolt",
                $"--engine-path={folder}/engine", $"--http-bind-address=127.0.0.1:{port}", "--reporting-disabled",
            ],
            port,
            isStandIn: true);
    }

    /// <summary>Starts Debian's influxd 1.6.</summary>
    public static Server StartInflux(string influxd, string folder)
    {
        var (port, backup) = (FreePort(), FreePort());
        var file = Path.Combine(folder, "influxdb.conf");
        File.WriteAllText(file, $"""
            reporting-disabled = true
            bind-address = "127.0.0.1:{backup}"
            [meta]
              dir = "{folder}/meta"
            [data]
              dir = "{folder}/data"
              wal-dir = "{folder}/wal"
              query-log-enabled = false
            [http]
              bind-address = "127.0.0.1:{port}"
              log-enabled = false
            [monitor]
              store-enabled = false
            """);
        return new Server(influxd, ["-config", file], port, isStandIn: false);
    }

    /// <summary>Waits until it answers; returns the seconds since its start.</summary>
    public async Task<double> WaitAsync()
    {
        while (true)
        {
            try
            {
                using var answer = await _client.GetAsync("/ping");
                return answer.IsSuccessStatusCode ? _clock.Elapsed.TotalSeconds : throw new HttpRequestException("not yet");
            }
            catch (HttpRequestException) when (!_process.HasExited)
            {
                await Task.Delay(5);
            }
        }
    }

    /// <summary>Makes the buckets, or the database.</summary>
    public async Task SetUpAsync()
    {
        if (!_isStandIn)
        {
            await InfluxQLAsync($"CREATE DATABASE {Bucket}");
            return;
        }

        var body = $$"""{"username":"admin","password":"benchmark-password","org":"o","bucket":"{{Bucket}}","token":"{{Token}}"}""";
        await PostAsync("/api/v2/setup", System.Text.Encoding.UTF8.GetBytes(body));
        var org =
            System.Text.Json.Nodes.JsonNode.Parse(await _client.GetStringAsync("/api/v2/orgs"))!["orgs"]![0]!["id"]!.GetValue<string>();
        await PostAsync("/api/v2/buckets", System.Text.Encoding.UTF8.GetBytes($$"""{"orgID":"{{org}}","name":"{{Second}}"}"""));
    }

    /// <summary>Runs an InfluxQL query.</summary>
    public async Task InfluxQLAsync(string query)
    {
        using var content = new FormUrlEncodedContent([new("q", query)]);
        using var answer = await _client.PostAsync($"/query?db={Bucket}&epoch=ms", content);
        await ReadAsync(answer);
    }

    /// <summary>Runs a Flux query.</summary>
    public async Task FluxAsync(string query)
    {
        using var content = new StringContent(query, System.Net.Http.Headers.MediaTypeHeaderValue.Parse("application/vnd.flux"));
        using var answer = await _client.PostAsync("/api/v2/query?org=o", content);
        await ReadAsync(answer);
    }

    /// <summary>Posts a body.</summary>
    public async Task PostAsync(string path, byte[] body)
    {
        using var content = new ByteArrayContent(body);
        using var answer = await _client.PostAsync(path, content);
        await ReadAsync(answer);
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static async Task ReadAsync(HttpResponseMessage answer)
    {
        var body = await answer.Content.ReadAsStringAsync();
        if (!answer.IsSuccessStatusCode || body.Contains("\"error\"", StringComparison.Ordinal)
            || body.Contains(",error,", StringComparison.Ordinal))
        {
            throw new InvalidOperationException($"{answer.RequestMessage?.RequestUri} answered {answer.StatusCode}: {body}");
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
