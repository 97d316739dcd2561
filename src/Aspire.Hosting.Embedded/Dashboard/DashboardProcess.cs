using System.Collections.Concurrent;
using System.ComponentModel;
using System.Net.Security;
using Aspire.Hosting.Embedded.Dcp;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Embedded.Dashboard;

/// <summary>The dashboard's process: its start, what it says and its end.</summary>
/// <param name="settings">Where it listens and the keys it asks for.</param>
/// <param name="logger">Takes what it warns of.</param>
internal sealed class DashboardProcess(DashboardSettings settings, ILogger logger) : IAsyncDisposable
{
    private const int KeptComplaints = 8;
    private static readonly TimeSpan s_grace = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan s_drainTimeout = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_healthTimeout = TimeSpan.FromSeconds(10);

    private readonly TaskCompletionSource<Uri> _listening = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<string> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ConcurrentQueue<string> _complaints = new();
    private IHostProcess? _process;
    private volatile bool _isEnding;

    /// <summary>Completes with the front end's URL when it listens; fails with the reason when it ended instead.</summary>
    public Task<Uri> Listening => _listening.Task;

    /// <summary>Completes with the reason when it ended.</summary>
    public Task<string> Ended => _ended.Task;

    /// <summary>Whether a signal from outside has ended it. Known once it has ended.</summary>
    public bool WasKilled { get; private set; }

    /// <summary>Starts it.</summary>
    /// <param name="processes">Starts processes.</param>
    /// <param name="managedPath">Path of <c>aspire-managed</c>.</param>
    /// <exception cref="DistributedApplicationException">The file is not there or cannot be executed.</exception>
    public void Start(IHostProcesses processes, string managedPath)
    {
        try
        {
            _process = processes.Start(new HostProcessSpec(managedPath, "dashboard")
            {
                Environment = DashboardEnvironment.Changes(settings, Environment.GetEnvironmentVariables(), Environment.ProcessId),
                WorkingDirectory = Path.GetDirectoryName(managedPath),
                // Ctrl+C on the terminal is the AppHost's to answer: the dashboard goes when the resources are gone.
                OwnSession = true,
                OutputLine = line => Read(line, LogLevel.Information),
                ErrorLine = line => Read(line, LogLevel.Error),
            });
        }
        catch (Win32Exception exception)
        {
            throw new DistributedApplicationException(
                $"The dashboard cannot start: {managedPath}: {exception.Message}. Remove that installation of Aspire's bundle and start again, which fetches it.",
                exception);
        }

        _ = FollowAsync(_process);
    }

    /// <summary>Asks it once whether it is well.</summary>
    /// <exception cref="DistributedApplicationException">It does not answer, or not with success.</exception>
    public static async Task CheckHealthAsync(Uri url, CancellationToken cancellationToken)
    {
        // Nothing secret is sent, and on this machine the dashboard's certificate may be one made for development.
        using var handler = new SocketsHttpHandler
        {
            UseProxy = false,
            SslOptions = new SslClientAuthenticationOptions
            {
                RemoteCertificateValidationCallback = (_, _, _, errors) => errors == SslPolicyErrors.None || url.IsLoopback,
            },
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
        // From here on it complains of the lost connection to the host.
        _isEnding = true;
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

        if (line.Level < LogLevel.Warning || line.IsStackTrace || _isEnding)
        {
            return;
        }

        // What it says before it listens becomes the reason why it does not; the first lines tell, not the last.
        if (_listening.Task.IsCompleted)
        {
            logger.Log(line.Level, "{Message}", line.Message);
        }
        else if (_complaints.Count < KeptComplaints && !_complaints.Contains(line.Message))
        {
            _complaints.Enqueue(line.Message);
        }
    }

    private async Task FollowAsync(IHostProcess process)
    {
        var exitCode = await process.Exited.ConfigureAwait(false);
        await DrainAsync(process).ConfigureAwait(false);
        var reason = DashboardExit.Describe(exitCode, settings, _complaints);
        WasKilled = DashboardExit.IsKill(exitCode);
        if (_listening.TrySetException(new DistributedApplicationException(reason)))
        {
            _ = _listening.Task.Exception;
        }

        _ended.TrySetResult(reason);
    }

    // Its last lines, which say why it ended, may come after its end; a child that it left behind keeps the pipes open.
    private static async Task DrainAsync(IHostProcess process)
    {
        try
        {
            await ((process as HostProcess)?.Drained ?? Task.CompletedTask).WaitAsync(s_drainTimeout).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            // Then without them.
        }
    }
}
