using System.Collections.Concurrent;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Embedded.Notifications;
using Aspire.Hosting.Embedded.Orchestration;
using Aspire.Hosting.Eventing;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Embedded.Tests.Orchestration;

/// <summary>Runs resources without processes: it goes through the states that a resource would go through.</summary>
internal sealed class InMemoryRunner(
    IDistributedApplicationEventing eventing,
    ResourceNotificationService notifications,
    ResourceLoggerService logs,
    IServiceProvider services) : IResourceRunner
{
    private readonly ConcurrentDictionary<IResource, Task> _starts = [];
    private DistributedApplicationModel? _model;

    public bool IsLaunched { get; private set; }

    public bool IsStopped { get; private set; }

    public Task LaunchAsync(CancellationToken cancellationToken)
    {
        IsLaunched = true;
        return Task.CompletedTask;
    }

    public async Task RunAsync(DistributedApplicationModel model, CancellationToken cancellationToken)
    {
        _model = model;
        var runnable = model.Resources.Where(InitialSnapshots.IsRunnable).ToList();
        foreach (var resource in runnable)
        {
            foreach (var endpoint in resource.Annotations.OfType<EndpointAnnotation>())
            {
                endpoint.AllocatedEndpoint = new AllocatedEndpoint(endpoint, "localhost", endpoint.Port ?? 12345);
            }

            await eventing.PublishAsync(new ResourceEndpointsAllocatedEvent(resource, services), cancellationToken);
        }

        foreach (var resource in runnable.Where(resource => !resource.HasAnnotationOfType<ExplicitStartupAnnotation>()))
        {
            Start(resource, CancellationToken.None);
        }
    }

    public Task StartResourceAsync(IResource resource, string resourceId, CancellationToken cancellationToken)
    {
        if (!notifications.ReleaseFromWaiting(resource))
        {
            Start(resource, CancellationToken.None);
        }

        return Task.CompletedTask;
    }

    public Task StopResourceAsync(IResource resource, string resourceId, CancellationToken cancellationToken) =>
        SetAsync(resource, KnownResourceStates.Finished, exitCode: -1);

    public Task StopAsync(CancellationToken cancellationToken)
    {
        IsStopped = true;
        return Task.CompletedTask;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    public Task SetAsync(string name, string state, int? exitCode = null) =>
        SetAsync(_model!.Resources.Single(resource => resource.Name == name), state, exitCode);

    private Task SetAsync(IResource resource, string state, int? exitCode = null) =>
        notifications.PublishUpdateAsync(resource, snapshot => snapshot with { State = state, ExitCode = exitCode });

    private void Start(IResource resource, CancellationToken cancellationToken) =>
        _starts[resource] = Task.Run(() => StartAsync(resource, cancellationToken), cancellationToken);

    private async Task StartAsync(IResource resource, CancellationToken cancellationToken)
    {
        try
        {
            await eventing.PublishAsync(new BeforeResourceStartedEvent(resource, services), cancellationToken);
            await SetAsync(resource, KnownResourceStates.Starting);
            await SetAsync(resource, KnownResourceStates.Running);
            if (resource.TryGetLastAnnotation<EndsAnnotation>(out var ends))
            {
                logs.GetLogger(resource).LogError("{Line}", ends.LastLine);
                await SetAsync(resource, ends.State, ends.ExitCode);
            }
        }
        catch (DistributedApplicationException exception)
        {
            logs.GetLogger(resource).LogError("{Message}", exception.Message);
            await SetAsync(resource, KnownResourceStates.FailedToStart);
        }
        catch (OperationCanceledException)
        {
            // The application stops.
        }
    }
}
