using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Embedded.Bundle;
using Aspire.Hosting.Embedded.Dcp.Model;
using Aspire.Hosting.Embedded.Orchestration;
using Aspire.Hosting.Eventing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Embedded.Dcp;

/// <summary>Runs the resources of a model with DCP, the orchestrator of Aspire's bundle.</summary>
internal sealed class DcpRunner : IResourceRunner
{
    // DCP gives a process six seconds and a container ten before it kills them; a DCP that needs longer is killed itself.
    private static readonly TimeSpan s_stopPatience = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan s_containerStopPatience = TimeSpan.FromSeconds(15);

    private readonly IBundleLocator _bundles;
    private readonly IHostProcesses _processes;
    private readonly TimeProvider _time;
    private readonly ApplicationFailure _failure;
    private readonly ILogger<DcpRunner> _logger;
    private readonly RunnerContext _context;
    private readonly EndpointAllocation _allocation;
    private readonly CancellationTokenSource _stopping = new();
    private readonly CancellationTokenSource _followingEnds = new();
    private readonly TaskCompletionSource<DcpClient> _client = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _lock = new();
    private IReadOnlyList<RunnableResource> _resources = [];
    private Dictionary<string, RunnableInstance> _instances = [];
    private Task _following = Task.CompletedTask;
    private Task<DcpSession>? _session;
    private Task? _stopped;

    private bool HasContainers => _resources.Any(static resource => resource.Kind is RunnableKind.Container);

    public DcpRunner(
        IServiceProvider services,
        IConfiguration configuration,
        DistributedApplicationExecutionContext executionContext,
        IDistributedApplicationEventing eventing,
        ResourceNotificationService notifications,
        ResourceLoggerService logs,
        IBundleLocator bundles,
        IHostProcesses processes,
        TimeProvider time,
        ApplicationFailure failure,
        ILogger<DcpRunner> logger)
    {
        _bundles = bundles;
        _processes = processes;
        _time = time;
        _failure = failure;
        _logger = logger;
        _allocation = new EndpointAllocation(configuration);
        _context = new RunnerContext(
            services, configuration, executionContext, eventing, notifications, logs, new ContainerEngine(configuration, processes, time), () => _client.Task);
    }

    /// <inheritdoc />
    public async Task LaunchAsync(CancellationToken cancellationToken)
    {
        _context.Engine.ThrowIfUnknown();
        var bundle = await _bundles.LocateAsync(cancellationToken).ConfigureAwait(false);
        lock (_lock)
        {
            if (_stopped is null)
            {
                // DCP is awaited where it is first needed, so that it comes up while the model is made ready.
                _session ??= LaunchSessionAsync(bundle);
            }
        }

        _ = Task.Run(static () => SessionFolder.RemoveAbandoned(Path.GetTempPath()), CancellationToken.None);
    }

    /// <inheritdoc />
    public async Task RunAsync(DistributedApplicationModel model, CancellationToken cancellationToken)
    {
        _resources = [.. model.Resources
            .Select(resource => (resource, kind: RunnableKinds.Of(resource)))
            .Where(static pair => pair.kind is not RunnableKind.None)
            .Select(pair => new RunnableResource(_context, pair.resource, pair.kind))];
        _instances = _resources.SelectMany(static resource => resource.Instances).ToDictionary(static instance => instance.Name);
        if (_resources.Any(static resource => ContainerSpecs.IsPersistent(resource.Resource)))
        {
            _context.KeepNetwork();
        }

        _allocation.Allocate(_resources);
        _following = FollowAsync();
        await Task.WhenAll(_resources.Select(resource =>
            _context.Eventing.PublishAsync(new ResourceEndpointsAllocatedEvent(resource.Resource, _context.Services), cancellationToken))).ConfigureAwait(false);

        // Off this thread: what a resource does before it starts must not hold up the others.
        var starts = _resources
            .Where(static resource => !resource.Resource.HasAnnotationOfType<ExplicitStartupAnnotation>())
            .Select(resource => Task.Run(() => resource.StartAsync(resource.Instances, _stopping.Token), CancellationToken.None))
            .ToList();
        _ = AnnounceAsync(model, starts);

        // A DCP that does not start is the application's failure, not that of each resource.
        await _client.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc />
    public async Task StartResourceAsync(IResource resource, string resourceId, CancellationToken cancellationToken)
    {
        var (runnable, instance) = Find(resource, resourceId);
        if (instance.IsRunning || (runnable.IsStarting(instance) && _context.Notifications.ReleaseFromWaiting(resource)))
        {
            return;
        }

        // It goes on when whoever asked for it is gone.
        var start = runnable.StartAsync([instance], _stopping.Token);
        if (await start.WaitAsync(cancellationToken).ConfigureAwait(false) is { } problem)
        {
            throw new DistributedApplicationException(problem);
        }
    }

    /// <inheritdoc />
    public Task StopResourceAsync(IResource resource, string resourceId, CancellationToken cancellationToken)
    {
        var (runnable, instance) = Find(resource, resourceId);
        return runnable.StopAsync(instance, cancellationToken);
    }

    /// <inheritdoc />
    public Task StopAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return _stopped ??= StopOnceAsync();
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await StopAsync(CancellationToken.None).ConfigureAwait(false);
        _stopping.Dispose();
        _followingEnds.Dispose();
    }

    private async Task<DcpSession> LaunchSessionAsync(AspireBundle bundle)
    {
        try
        {
            var session = await DcpSession.LaunchAsync(bundle, _context.Engine.Command, _processes, _time, _stopping.Token).ConfigureAwait(false);
            _client.TrySetResult(session.Client);
            _ = ReportEndAsync(session);
            return session;
        }
        catch (Exception exception)
        {
            _client.TrySetException(exception);
            throw;
        }
    }

    // DCP ends when it is told to; otherwise nothing is left that could run the resources, and a person or a script that waits
    // for this application must not wait on.
    private async Task ReportEndAsync(DcpSession session)
    {
        await session.Exited.ConfigureAwait(false);
        if (_stopping.IsCancellationRequested)
        {
            return;
        }

        await _followingEnds.CancelAsync().ConfigureAwait(false);
        const string Reason = "The orchestrator (DCP) has ended unexpectedly, and with it everything that it ran. Start the application again.";
        foreach (var instance in _instances.Values)
        {
            await instance.AbandonAsync(Reason).ConfigureAwait(false);
        }

        _failure.Report(Reason);
    }

    private async Task FollowAsync()
    {
        DcpClient client;
        try
        {
            client = await _client.Task.WaitAsync(_stopping.Token).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is OperationCanceledException or DistributedApplicationException)
        {
            return;
        }

        var services = ServeAsync(client);
        var executables = FollowExecutablesAsync(client);
        var containers = HasContainers ? FollowContainersAsync(client) : Task.CompletedTask;
        await Task.WhenAll(services, executables, containers).ConfigureAwait(false);
    }

    private async Task ServeAsync(DcpClient client)
    {
        try
        {
            await EndpointAllocation.ServeAsync(client, _resources, _followingEnds.Token).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is OperationCanceledException or HttpRequestException)
        {
            // The application stops, or DCP has ended.
        }
    }

    private async Task FollowExecutablesAsync(DcpClient client)
    {
        var watch = new DcpWatch<DcpExecutable>(client, DcpExecutable.Plural, DcpJson.Default.DcpExecutable);
        await foreach (var change in watch.FollowAsync(_followingEnds.Token).ConfigureAwait(false))
        {
            if (_instances.TryGetValue(change.Object.Metadata.Name, out var instance))
            {
                instance.Take(change);
            }
        }
    }

    private async Task FollowContainersAsync(DcpClient client)
    {
        var watch = new DcpWatch<DcpContainer>(client, DcpContainer.Plural, DcpJson.Default.DcpContainer);
        await foreach (var change in watch.FollowAsync(_followingEnds.Token).ConfigureAwait(false))
        {
            if (_instances.TryGetValue(change.Object.Metadata.Name, out var instance))
            {
                instance.Take(change);
            }
        }
    }

    private async Task AnnounceAsync(DistributedApplicationModel model, List<Task<string?>> starts)
    {
        await Task.WhenAll(starts).ConfigureAwait(false);
        try
        {
            await _context.Eventing.PublishAsync(new AfterResourcesCreatedEvent(_context.Services, model), _stopping.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // The application stops.
        }
        catch (Exception exception)
        {
            _logger.LogError(exception, "A handler of AfterResourcesCreatedEvent failed.");
        }
    }

    private (RunnableResource Resource, RunnableInstance Instance) Find(IResource resource, string resourceId)
    {
        foreach (var runnable in _resources)
        {
            if (ReferenceEquals(runnable.Resource, resource))
            {
                // The resource's own name stands for its only, or first, instance.
                var instance = runnable.Instances.FirstOrDefault(instance => instance.Name == resourceId) ?? runnable.Instances[0];
                return (runnable, instance);
            }
        }

        throw new DistributedApplicationException($"Resource '{resource.Name}' is not started yet, or is none that can be started and stopped.");
    }

    private async Task StopOnceAsync()
    {
        await _stopping.CancelAsync().ConfigureAwait(false);
        await _followingEnds.CancelAsync().ConfigureAwait(false);
        if (_session is null)
        {
            _client.TrySetCanceled(CancellationToken.None);
            return;
        }

        DcpSession session;
        try
        {
            session = await _session.ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is OperationCanceledException or DistributedApplicationException)
        {
            // It never ran.
            return;
        }

        await session.StopAsync(HasContainers ? s_containerStopPatience : s_stopPatience).ConfigureAwait(false);
        await _following.ConfigureAwait(false);
        await session.DisposeAsync().ConfigureAwait(false);
    }
}
