using System.Runtime.ExceptionServices;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Embedded.Dcp;
using Aspire.Hosting.Embedded.Health;
using Aspire.Hosting.Embedded.Notifications;
using Aspire.Hosting.Embedded.Pipelines;
using Aspire.Hosting.Embedded.Verbs;
using Aspire.Hosting.Eventing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Embedded.Orchestration;

/// <summary>
/// Runs the model. What needs no model (the runner's and the dashboard's processes) is launched first and comes up while
/// the model is prepared and checked.
/// </summary>
internal sealed class ApplicationOrchestrator(
    IServiceProvider services,
    IConfiguration configuration,
    DistributedApplicationModel model,
    DistributedApplicationOptions options,
    DistributedApplicationExecutionContext executionContext,
    IDistributedApplicationEventing eventing,
    ResourceNotificationService notifications,
    ResourceLoggerService logs,
    TimeProvider time,
    ILogger<DistributedApplication> logger) : IHostedService, IAsyncDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private readonly IResourceRunner _runner = services.GetRequiredService<IResourceRunner>();
    private readonly IDashboardHost? _dashboard = options.DisableDashboard ? null : services.GetRequiredService<IDashboardHost>();
    private readonly SelfDrivenResources _selfDriven = new(notifications, logs, eventing, model, time, services);
    private IReadOnlyList<string> _launchProblems = [];
    private Task _runnerLaunch = Task.CompletedTask;
    private Task _dashboardLaunch = Task.CompletedTask;
    private ResourceHealthService? _health;
    private ResourceLogForwarding? _logForwarding;
    private ExceptionDispatchInfo? _failure;
    private Task? _stopped;

    /// <summary>Launches what needs no model; returns at once.</summary>
    public void Launch()
    {
        logger.LogInformation("Distributed application starting.");
        logger.LogInformation("Application host directory is: {Directory}", configuration[WellKnownConfiguration.AppHostDirectory]);
        _runnerLaunch = Observed(Task.Run(() => _runner.LaunchAsync(_stopping.Token)));
        if (_dashboard is not null)
        {
            _launchProblems = [.. DashboardUrlCheck.Find(configuration)];
            if (_launchProblems.Count == 0)
            {
                _dashboardLaunch = Observed(Task.Run(() => _dashboard.StartAsync(_stopping.Token)));
            }
        }
    }

    /// <summary>Prepares and checks the model; nothing of it starts yet.</summary>
    /// <exception cref="DistributedApplicationException">The model cannot start; the message lists all that is wrong.</exception>
    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        // Already here, so that a handler of the first event publishes under the right ids; again for resources it adds.
        AddInstances();
        var reported = await ActivatorUtilities.CreateInstance<ApplicationPreparation>(services).RunAsync(cancellationToken).ConfigureAwait(false);
        var found = new ModelValidator(model, configuration).FindProblems();
        ModelValidator.ThrowIfAny("Nothing was started", [.. _launchProblems, .. reported, .. found]);
        await PipelineRunner.RunBeforeStartAsync(services, model, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Starts the model. A failure is kept for <see cref="ThrowIfFailed"/>: the host would log it with its stack.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var starting = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _stopping.Token);
            await StartModelAsync(starting.Token).ConfigureAwait(false);
            logger.LogInformation("Distributed application started. Press Ctrl+C to shut down.");
        }
        catch (Exception exception)
        {
            _failure = ExceptionDispatchInfo.Capture(exception);
        }
    }

    /// <summary>Throws what went wrong in <see cref="StartAsync"/>.</summary>
    public void ThrowIfFailed() => _failure?.Throw();

    /// <summary>Ends everything and completes when it is gone. May be called more than once.</summary>
    public Task StopAsync(CancellationToken cancellationToken) => _stopped ??= StopOnceAsync(cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await StopAsync(CancellationToken.None).ConfigureAwait(false);
        _stopping.Dispose();
    }

    private async Task StartModelAsync(CancellationToken cancellationToken)
    {
        SubscribeToLifecycle();
        AddInstances();
        foreach (var resource in model.Resources)
        {
            LifecycleCommands.AddTo(resource, services);
        }

        _health = ActivatorUtilities.CreateInstance<ResourceHealthService>(services);
        _health.Start();
        if (options.EnableResourceLogging)
        {
            _logForwarding = ActivatorUtilities.CreateInstance<ResourceLogForwarding>(services);
            _logForwarding.Start();
        }

        await PublishInitialSnapshotsAsync().ConfigureAwait(false);
        foreach (var resource in model.Resources)
        {
            _ = InitializeAsync(resource);
        }

        await _runnerLaunch.ConfigureAwait(false);
        await _dashboardLaunch.ConfigureAwait(false);
        if (_dashboard is not null)
        {
            _ = FollowDashboardAsync(_dashboard);
        }

        await _runner.RunAsync(model, cancellationToken).ConfigureAwait(false);
    }

    private void SubscribeToLifecycle()
    {
        eventing.Subscribe<ResourceEndpointsAllocatedEvent>(async (allocated, cancellationToken) =>
        {
            var urls = await ResourceUrls.ResolveAsync(allocated.Resource, executionContext, cancellationToken).ConfigureAwait(false);
            if (!urls.IsEmpty)
            {
                await notifications.PublishUpdateAsync(allocated.Resource, snapshot => snapshot with { Urls = urls }).ConfigureAwait(false);
            }

            await _selfDriven.PublishConnectionStringsAsync(allocated.Resource, cancellationToken).ConfigureAwait(false);
        });
        eventing.Subscribe<BeforeResourceStartedEvent>((starting, cancellationToken) =>
            notifications.WaitForDependenciesAsync(
                starting.Resource, starting.Instances ?? InstanceNamesAnnotation.NamesOf(starting.Resource), cancellationToken));
    }

    // The runner names what it runs; notifications, logs and telemetry go by the same names.
    private void AddInstances()
    {
        foreach (var resource in model.Resources)
        {
            if (InitialSnapshots.IsRunnable(resource) && !resource.HasAnnotationOfType<InstanceNamesAnnotation>())
            {
                var names = InstanceNames.Of(resource);
                resource.Annotations.Add(new InstanceNamesAnnotation(names));

                // A persistent container is recreated when its environment differs, so its telemetry has a name of its own.
                if (!resource.HasAnnotationOfType<InstanceSuffixAnnotation>() && !PortCheck.IsKeptByAnEarlierRun(resource))
                {
                    resource.Annotations.Add(new InstanceSuffixAnnotation(InstanceNames.InstanceId(resource, names[0])));
                }
            }

            logs.SetInstances(resource);
        }
    }

    private async Task PublishInitialSnapshotsAsync()
    {
        var now = time.GetUtcNow().UtcDateTime;
        foreach (var resource in model.Resources)
        {
            await notifications.PublishUpdateAsync(resource, snapshot => InitialSnapshots.Complete(resource, snapshot, now)).ConfigureAwait(false);
        }
    }

    private async Task InitializeAsync(IResource resource)
    {
        var initialize = new InitializeResourceEvent(resource, eventing, logs, notifications, services);
        try
        {
            await Task.Run(() => eventing.PublishAsync(initialize, _stopping.Token), _stopping.Token).ConfigureAwait(false);
            await _selfDriven.InitializeAsync(resource, _stopping.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            // The application stops.
        }
        catch (Exception exception)
        {
            logger.LogError(exception, "A handler of the initialize event of resource '{Resource}' failed.", resource.Name);
        }
    }

    private async Task FollowDashboardAsync(IDashboardHost dashboard)
    {
        try
        {
            await dashboard.WaitUntilReadyAsync(_stopping.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            // The application stops.
        }
        catch (Exception exception)
        {
            logger.LogError("The dashboard is not available: {Message}", exception.Message);
        }
    }

    private async Task StopOnceAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync().ConfigureAwait(false);

        // The dashboard goes last: a service that stops sends its last telemetry there, and waits long for one that is gone.
        await LogFailureAsync(_runner.StopAsync(cancellationToken), "resources").ConfigureAwait(false);
        await Task.WhenAll(
            LogFailureAsync(_dashboard?.StopAsync(cancellationToken) ?? Task.CompletedTask, "dashboard"),
            _health?.DisposeAsync().AsTask() ?? Task.CompletedTask,
            _logForwarding?.DisposeAsync().AsTask() ?? Task.CompletedTask).ConfigureAwait(false);
    }

    private async Task LogFailureAsync(Task stopping, string what)
    {
        try
        {
            await stopping.ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            logger.LogError(exception, "Stopping the {Part} failed.", what);
        }
    }

    // A failure of what is launched early may find nobody waiting for it any more.
    private static Task Observed(Task task)
    {
        _ = task.ContinueWith(
            failed => _ = failed.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
        return task;
    }
}
