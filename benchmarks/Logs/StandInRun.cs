using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Logs;

/// <summary>The built stand-in as a whole process, with a folder of its own.</summary>
internal sealed class StandInRun : IAsyncDisposable
{
    private static readonly TimeSpan s_poll = TimeSpan.FromMilliseconds(2);
    private readonly Process _process;
    private readonly string _folder;

    private StandInRun(Process process, string folder, int port)
    {
        (_process, _folder) = (process, folder);
        Client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}"), Timeout = TimeSpan.FromMinutes(5) };
    }

    /// <summary>Speaks to it.</summary>
    public HttpClient Client { get; }

    /// <summary>From before the process started to its first good answer of <c>/ready</c>.</summary>
    public double ReadySeconds { get; private set; }

    /// <summary>Memory that it has now, in megabytes.</summary>
    public double ResidentMegabytes => ReadMegabytes("VmRSS:");

    /// <summary>The most memory that it ever had, in megabytes.</summary>
    public double PeakMegabytes => ReadMegabytes("VmHWM:");

    /// <summary>Bytes that it has on disk, in megabytes.</summary>
    public double DiskMegabytes =>
        new DirectoryInfo(_folder).EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length) / 1e6;

    /// <summary>Processor time that it has used, in seconds.</summary>
    public double ProcessorSeconds
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime.TotalSeconds;
        }
    }

    /// <summary>Starts it and waits until it is ready.</summary>
    /// <param name="assembly">The program.</param>
    public static async Task<StandInRun> StartAsync(string assembly)
    {
        var folder = Directory.CreateTempSubdirectory("obs-logs-").FullName;
        var config = Path.Combine(folder, "loki.yaml");
        await File.WriteAllTextAsync(config, $$"""
            auth_enabled: false
            common: {path_prefix: "{{folder}}/data"}
            limits_config:
              ingestion_rate_mb: 10000
              ingestion_burst_size_mb: 10000
              per_stream_rate_limit: 1GB
              per_stream_rate_limit_burst: 1GB
            """);
        var port = TakePort();
        var clock = Stopwatch.StartNew();
        var process = new Process
        {
            StartInfo = new ProcessStartInfo("dotnet", [
                assembly, "logs", $"-config.file={config}", "-server.http-listen-address=127.0.0.1",
                string.Create(CultureInfo.InvariantCulture, $"-server.http-listen-port={port}")]) { RedirectStandardOutput = true },
        };
        process.OutputDataReceived += static (_, _) => { };
        process.Start();
        process.BeginOutputReadLine();
        var run = new StandInRun(process, folder, port);
        while (!await run.IsReadyAsync())
        {
            await Task.Delay(s_poll);
        }

        run.ReadySeconds = clock.Elapsed.TotalSeconds;
        return run;
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task<bool> IsReadyAsync()
    {
        try
        {
            using var answer = await Client.GetAsync("/ready");
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException) when (!_process.HasExited)
        {
            return false;
        }
    }

    private static int TakePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    // VmRSS:     68388 kB
    private double ReadMegabytes(string name) => File.ReadLines($"/proc/{_process.Id.ToString(CultureInfo.InvariantCulture)}/status")
        .Where(line => line.StartsWith(name, StringComparison.Ordinal))
        .Select(line => double.Parse(line.AsSpan(name.Length).Trim()[..^3], CultureInfo.InvariantCulture) * 1024 / 1e6)
        .Single();
}
