using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Documents;

/// <summary>The stand-in as a process of its own, configured as an open store in a folder that is removed afterwards.</summary>
internal sealed class ServerProcess : IDisposable
{
    private readonly DirectoryInfo _folder;
    private readonly Process _process;
    private bool _hasEnded;

    private ServerProcess(Process process, DirectoryInfo folder, Uri address, TimeSpan untilReady)
    {
        (_process, _folder, UntilReady) = (process, folder, untilReady);
        Client = new HttpClient { BaseAddress = address, Timeout = TimeSpan.FromMinutes(5) };
    }

    /// <summary>Client of the API.</summary>
    public HttpClient Client { get; }

    /// <summary>From the start of the process until it is healthy.</summary>
    public TimeSpan UntilReady { get; }

    /// <summary>Resident memory in MB.</summary>
    public double MemoryMB
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64 / 1e6;
        }
    }

    /// <summary>Bytes of everything in the data folder, in MB.</summary>
    public double DiskMB => _folder.EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length) / 1e6;

    /// <summary>Starts it.</summary>
    /// <param name="program">The built stand-ins.</param>
    /// <param name="folder">Folder of configuration and data; null is a new one.</param>
    public static async Task<ServerProcess> StartAsync(string program, DirectoryInfo? folder = null)
    {
        folder ??= Directory.CreateTempSubdirectory("documents-benchmark-");
        var port = FreePort();
        await File.WriteAllTextAsync(
            Path.Combine(folder.FullName, "elasticsearch.yml"),
            $"path.data: {folder.FullName}/data\nhttp.host: 127.0.0.1\nxpack.security.enabled: false\n");
        var start = new ProcessStartInfo(
            "dotnet", [program, "documents", "--server-version=9.5.2", string.Create(CultureInfo.InvariantCulture, $"-Ehttp.port={port}")])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["ES_PATH_CONF"] = folder.FullName },
        };
        var process = new Process { StartInfo = start };
        process.OutputDataReceived += static (_, _) => { };
        process.ErrorDataReceived += static (_, line) => Console.Error.WriteLine(line.Data);
        var clock = Stopwatch.StartNew();
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        using var client = new HttpClient();
        var address = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}"));
        while (!process.HasExited)
        {
            try
            {
                using var answer = await client.GetAsync(new Uri(address, "/_cluster/health?wait_for_status=yellow&timeout=1s"));
                if (answer.IsSuccessStatusCode)
                {
                    return new ServerProcess(process, folder, address, clock.Elapsed);
                }
            }
            catch (HttpRequestException)
            {
                // Not yet.
            }

            await Task.Delay(2);
        }

        throw new InvalidOperationException($"The stand-in has ended with {process.ExitCode}.");
    }

    /// <summary>Sends a request that must succeed, and says how long it took.</summary>
    public async Task<(TimeSpan Time, string Body)> SendAsync(
        HttpMethod method, string path, string? body, string type = "application/json")
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : new StringContent(body, Encoding.UTF8, type) };
        var clock = Stopwatch.StartNew();
        using var answer = await Client.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        return answer.IsSuccessStatusCode ? (clock.Elapsed, text) : throw new InvalidOperationException(
            $"{method} {path}: {(int)answer.StatusCode} {text}");
    }

    /// <summary>Ends it at once, keeps its folder, and starts it again.</summary>
    public Task<ServerProcess> RestartAsync(string program)
    {
        End();
        return StartAsync(program, _folder);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        End();

        // The one that was started again has the same folder.
        _folder.Refresh();
        if (_folder.Exists)
        {
            _folder.Delete(recursive: true);
        }
    }

    private void End()
    {
        if (_hasEnded)
        {
            return;
        }

        _hasEnded = true;
        if (!_process.HasExited)
        {
            _process.Kill();
            _process.WaitForExit();
        }

        _process.Dispose();
        Client.Dispose();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
