using System.Runtime.ExceptionServices;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Embedded.Bundle;
using Aspire.Hosting.Embedded.Dcp;
using Aspire.Hosting.Embedded.Orchestration;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Embedded.Dashboard;

/// <summary>Runs the real Aspire dashboard and the gRPC service that it reads the resources from.</summary>
internal sealed class DashboardHost(
    IConfiguration configuration,
    IBundleLocator bundles,
    IHostProcesses processes,
    ResourceNotificationService notifications,
    ResourceLoggerService loggers,
    ResourceCommandService commands,
    TimeProvider time,
    ILoggerFactory loggerFactory) : IDashboardHost
{
    /// <summary>Category of what the dashboard itself has to say.</summary>
    public const string LogCategory = "Aspire.Hosting.Dashboard";

    // A dashboard that keeps ending would otherwise be started for ever.
    private const int MostRestarts = 3;
    private static readonly TimeSpan s_restartWindow = TimeSpan.FromMinutes(1);

    // Longer than it takes to read the last lines of one that has ended.
    private static readonly TimeSpan s_endGrace = TimeSpan.FromSeconds(2);

    private readonly ILogger _appHostLogger = loggerFactory.CreateLogger<DistributedApplication>();
    private readonly ILogger _logger = loggerFactory.CreateLogger(LogCategory);
    private readonly TaskCompletionSource<string> _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _stopping = new();
    private readonly Lock _lock = new();
    private ResourceServiceServer? _server;
    private DashboardProcess? _process;
    private Task? _stopped;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            var settings = DashboardSettings.From(configuration);

            // Together: the dashboard opens its connection only when a browser page does, so neither needs the other.
            var launching = LaunchAsync(settings, cancellationToken);
            await Task.WhenAll(launching, Task.Run(() => ServeAsync(settings, cancellationToken), cancellationToken)).ConfigureAwait(false);
            _ = FollowAsync(await launching.ConfigureAwait(false), settings);
        }
        catch (Exception exception)
        {
            Fail(exception);
            await StopAsync(CancellationToken.None).ConfigureAwait(false);
            ExceptionDispatchInfo.Throw(exception);
        }
    }

    public Task<string> WaitUntilReadyAsync(CancellationToken cancellationToken) => _ready.Task.WaitAsync(cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return _stopped ??= StopOnceAsync();
        }
    }

    public async ValueTask DisposeAsync() => await StopAsync(CancellationToken.None).ConfigureAwait(false);

    private async Task ServeAsync(DashboardSettings settings, CancellationToken cancellationToken)
    {
        var service = new ResourceService(
            settings.ApplicationName, notifications, loggers, commands, time.GetUtcNow().UtcDateTime, _logger, _stopping.Token);
        var server = new ResourceServiceServer(settings.ResourceServiceUrl, settings.ResourceServiceApiKey, service);
        _server = server;
        await server.StartAsync(cancellationToken).ConfigureAwait(false);
    }

    private async Task<DashboardProcess> LaunchAsync(DashboardSettings settings, CancellationToken cancellationToken)
    {
        var bundle = await bundles.LocateAsync(cancellationToken).ConfigureAwait(false);
        return Launch(settings, bundle);
    }

    private DashboardProcess Launch(DashboardSettings settings, AspireBundle bundle)
    {
        var process = new DashboardProcess(settings, _logger);
        lock (_lock)
        {
            _stopping.Token.ThrowIfCancellationRequested();
            process.Start(processes, bundle.ManagedPath);
            _process = process;
        }

        return process;
    }

    // Sees the dashboard through: should it end before the application does, another takes its place.
    private async Task FollowAsync(DashboardProcess process, DashboardSettings settings)
    {
        try
        {
            var restarts = new Queue<long>();
            while (true)
            {
                _ = AnnounceAsync(process);
                var failure = await process.Ended.WaitAsync(_stopping.Token).ConfigureAwait(false);

                // One that ends by itself before it has ever answered would do so again.
                if ((!_ready.Task.IsCompletedSuccessfully && !process.WasKilled) || !MayRestart(restarts))
                {
                    if (!Fail(new DistributedApplicationException(failure)))
                    {
                        _appHostLogger.LogError("{Failure} The resources are not affected; start the AppHost again to see them.", failure);
                    }

                    return;
                }

                _appHostLogger.LogWarning(
                    "{Failure} It is started again at the same address; the resources are not affected, the telemetry that it held is lost.", failure);
                await process.DisposeAsync().ConfigureAwait(false);
                process = Launch(settings, await bundles.LocateAsync(_stopping.Token).ConfigureAwait(false));
            }
        }
        catch (Exception exception)
        {
            if (!Fail(exception) && exception is DistributedApplicationException)
            {
                // Nobody waits any more.
                _appHostLogger.LogError("{Message}", exception.Message);
            }
        }
    }

    private async Task<Uri> ListenAsync(DashboardProcess process)
    {
        var url = await process.Listening.WaitAsync(_stopping.Token).ConfigureAwait(false);
        await DashboardProcess.CheckHealthAsync(url, _stopping.Token).ConfigureAwait(false);
        return url;
    }

    private void Announce(DashboardProcess process, Uri url)
    {
        // These two lines are an interface: the CLI, IDEs and tests look for them word by word.
        var loginUrl = process.LoginUrl(url);
        _appHostLogger.LogInformation("Now listening on: {Url}", DashboardProcess.ToText(url));
        _appHostLogger.LogInformation("Login to the dashboard at {LoginUrl}", loginUrl);
        _ready.TrySetResult(loginUrl);
    }

    private async Task AnnounceAsync(DashboardProcess process)
    {
        try
        {
            var url = await ListenAsync(process).ConfigureAwait(false);
            if (_ready.Task.IsCompleted)
            {
                _appHostLogger.LogInformation("The dashboard is back on {Url}", DashboardProcess.ToText(url));
            }
            else
            {
                Announce(process, url);
            }
        }
        catch (OperationCanceledException)
        {
            // The application stops.
        }
        catch (DistributedApplicationException exception)
        {
            // One that has ended is seen by whoever follows it.
            await Task.WhenAny(process.Ended, Task.Delay(s_endGrace, time, _stopping.Token)).ConfigureAwait(false);
            if (!process.Ended.IsCompleted)
            {
                Fail(exception);
            }
        }
    }

    private bool MayRestart(Queue<long> restarts)
    {
        while (restarts.TryPeek(out var oldest) && time.GetElapsedTime(oldest) > s_restartWindow)
        {
            restarts.Dequeue();
        }

        restarts.Enqueue(time.GetTimestamp());
        return restarts.Count <= MostRestarts;
    }

    private async Task StopOnceAsync()
    {
        await _stopping.CancelAsync().ConfigureAwait(false);
        _ready.TrySetCanceled();
        if (_process is { } process)
        {
            await process.DisposeAsync().ConfigureAwait(false);
        }

        if (_server is { } server)
        {
            await server.DisposeAsync().ConfigureAwait(false);
        }
    }

    private bool Fail(Exception exception)
    {
        if (!_ready.TrySetException(exception))
        {
            return false;
        }

        // Whoever waits sees it; that nobody does is no crime.
        _ = _ready.Task.Exception;
        return true;
    }
}
