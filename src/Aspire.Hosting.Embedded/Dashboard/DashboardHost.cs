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
            _ = FollowAsync(await launching.ConfigureAwait(false));
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
        var process = new DashboardProcess(settings, _logger);
        process.Start(processes, bundle.ManagedPath);
        _process = process;
        return process;
    }

    // Reports the dashboard's two turning points: it listens, and it ended.
    private async Task FollowAsync(DashboardProcess process)
    {
        try
        {
            var url = await process.Listening.WaitAsync(_stopping.Token).ConfigureAwait(false);
            await DashboardProcess.CheckHealthAsync(url, _stopping.Token).ConfigureAwait(false);

            // These two lines are an interface: the CLI, IDEs and tests look for them word by word.
            var loginUrl = process.LoginUrl(url);
            _appHostLogger.LogInformation("Now listening on: {Url}", DashboardProcess.ToText(url));
            _appHostLogger.LogInformation("Login to the dashboard at {LoginUrl}", loginUrl);
            _ready.TrySetResult(loginUrl);

            var failure = await process.Ended.WaitAsync(_stopping.Token).ConfigureAwait(false);
            _appHostLogger.LogError("{Failure} The resources are not affected; start the AppHost again to see them.", failure);
        }
        catch (Exception exception)
        {
            Fail(exception);
        }
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

    private void Fail(Exception exception)
    {
        if (_ready.TrySetException(exception))
        {
            // Whoever waits sees it; that nobody does is no crime.
            _ = _ready.Task.Exception;
        }
    }
}
