using System.Collections.Concurrent;
using System.Net.Security;
using Aspire.Hosting.Embedded.Dcp;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Embedded.Dashboard;

/// <summary>The dashboard's process: its start, what it says and its end.</summary>
/// <param name="settings">Where it listens and the keys it asks for.</param>
/// <param name="logger">Takes what it warns of.</param>
internal sealed class DashboardProcess(DashboardSettings settings, ILogger logger) : IAsyncDisposable
{
    private const int KeptLines = 20;
    private static readonly TimeSpan s_grace = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan s_healthTimeout = TimeSpan.FromSeconds(10);

    private readonly TaskCompletionSource<Uri> _listening = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<string> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ConcurrentQueue<string> _lastLines = new();
    private IHostProcess? _process;

    /// <summary>Completes with the front end's URL when it listens; fails with the reason when it ended instead.</summary>
    public Task<Uri> Listening => _listening.Task;

    /// <summary>Completes with the reason when it ended.</summary>
    public Task<string> Ended => _ended.Task;

    /// <summary>Starts it.</summary>
    /// <param name="processes">Starts processes.</param>
    /// <param name="managedPath">Path of <c>aspire-managed</c>.</param>
    public void Start(IHostProcesses processes, string managedPath)
    {
        _process = processes.Start(new HostProcessStart
        {
            FileName = managedPath,
            Arguments = ["dashboard"],
            Environment = DashboardEnvironment.Changes(settings, Environment.GetEnvironmentVariables(), Environment.ProcessId),
            WorkingDirectory = Path.GetDirectoryName(managedPath),
            // Ctrl+C on the terminal must not end it before the host has said good-bye to the resources it shows.
            NewSession = true,
            OnOutput = line => Read(line, LogLevel.Information),
            OnError = line => Read(line, LogLevel.Error),
        });
        _ = FollowAsync(_process);
    }

    /// <summary>Asks it once whether it is well.</summary>
    /// <exception cref="DistributedApplicationException">It does not answer, or not with success.</exception>
    public static async Task CheckHealthAsync(Uri url, CancellationToken cancellationToken)
    {
        // Nothing secret is sent and the dashboard's certificate may be one made for development.
        using var handler = new SocketsHttpHandler
        {
            UseProxy = false,
            SslOptions = new SslClientAuthenticationOptions { RemoteCertificateValidationCallback = static (_, _, _, _) => true },
        };
        using var client = new HttpClient(handler) { Timeout = s_healthTimeout };
        try
        {
            using var response = await client.GetAsync(new Uri(url, "/health"), cancellationToken).ConfigureAwait(false);
            response.EnsureSuccessStatusCode();
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException && !cancellationToken.IsCancellationRequested)
        {
            throw new DistributedApplicationException($"The dashboard listens on {url} but is not well: {exception.Message}", exception);
        }
    }

    /// <summary>Where to send a browser.</summary>
    /// <param name="url">Where it listens.</param>
    public string LoginUrl(Uri url) => settings.AllowAnonymous
        ? ToText(url)
        : $"{ToText(url)}/login?t={Uri.EscapeDataString(settings.BrowserToken)}";

    /// <summary>A URL that a browser on this machine can open, without a slash at the end.</summary>
    public static string ToText(Uri url) => url.Host is "0.0.0.0" or "[::]"
        ? $"{url.Scheme}://localhost:{url.Port}"
        : url.GetLeftPart(UriPartial.Authority);

    /// <summary>Ends it and completes when it is gone.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_process is { } process)
        {
            await process.TerminateAsync(s_grace).ConfigureAwait(false);
            await process.DisposeAsync().ConfigureAwait(false);
        }
    }

    private void Read(string text, LogLevel plainLevel)
    {
        var line = DashboardLogLine.Parse(text, plainLevel);
        if (line.ListeningUrl is { } url)
        {
            _listening.TrySetResult(url);
        }

        if (line.Level >= LogLevel.Warning)
        {
            logger.Log(line.Level, "{Message}", line.Message);
            _lastLines.Enqueue(line.Message);
            while (_lastLines.Count > KeptLines)
            {
                _lastLines.TryDequeue(out _);
            }
        }
    }

    private async Task FollowAsync(IHostProcess process)
    {
        var exitCode = await process.Exited.ConfigureAwait(false);
        var reason = DashboardExit.Describe(exitCode, settings, _lastLines);
        if (_listening.TrySetException(new DistributedApplicationException(reason)))
        {
            _ = _listening.Task.Exception;
        }

        _ended.TrySetResult(reason);
    }
}
