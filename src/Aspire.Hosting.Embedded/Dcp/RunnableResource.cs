using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Embedded.Dcp.Model;
using Aspire.Hosting.Embedded.Notifications;

namespace Aspire.Hosting.Embedded.Dcp;

/// <summary>A resource that DCP runs, with its instances: one, or several of a project with replicas.</summary>
internal sealed class RunnableResource
{
    private readonly RunnerContext _context;
    private readonly Lock _lock = new();
    private readonly Dictionary<RunnableInstance, CancellationTokenSource> _starting = [];

    public RunnableResource(RunnerContext context, IResource resource, RunnableKind kind)
    {
        _context = context;
        Resource = resource;
        Kind = kind;
        Instances = [.. InstanceNames.Of(resource).Select(name => new RunnableInstance(context, resource, kind, name))];
    }

    /// <summary>The resource.</summary>
    public IResource Resource { get; }

    /// <summary>How it runs.</summary>
    public RunnableKind Kind { get; }

    /// <summary>Its instances.</summary>
    public IReadOnlyList<RunnableInstance> Instances { get; }

    /// <summary>Where its endpoints are.</summary>
    public IReadOnlyList<EndpointPlan> Endpoints { get; set; } = [];

    /// <summary>Why an endpoint cannot be had; null where all can.</summary>
    public string? EndpointProblem { get; set; }

    /// <summary>
    /// Starts instances: waits for what the resource waits for, evaluates what it is started with, and creates the objects.
    /// What goes wrong becomes the resource's state.
    /// </summary>
    /// <returns>What went wrong; null where the objects were created.</returns>
    public async Task<string?> StartAsync(IReadOnlyList<RunnableInstance> asked, CancellationToken cancellationToken)
    {
        using var starting = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        IReadOnlyList<RunnableInstance> instances;
        lock (_lock)
        {
            // One that is being started already was asked for twice.
            instances = [.. asked.Where(instance => _starting.TryAdd(instance, starting))];
        }

        if (instances.Count == 0 && asked.Count > 0)
        {
            return null;
        }

        try
        {
            return await CreateAsync(instances, starting.Token, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (starting.IsCancellationRequested)
        {
            return await ShowCancelledAsync(instances, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            var message = exception is DistributedApplicationException or DcpException ? exception.Message : $"{exception.GetType().Name}: {exception.Message}";
            return await FailAsync(instances, KnownResourceStates.FailedToStart, message).ConfigureAwait(false);
        }
        finally
        {
            lock (_lock)
            {
                foreach (var instance in instances)
                {
                    _starting.Remove(instance);
                }
            }
        }
    }

    /// <summary>Whether an instance is being started.</summary>
    public bool IsStarting(RunnableInstance instance)
    {
        lock (_lock)
        {
            return _starting.ContainsKey(instance);
        }
    }

    /// <summary>Stops one instance and completes when it is gone; where it is still being started, that ends.</summary>
    public async Task StopAsync(RunnableInstance instance, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            _starting.GetValueOrDefault(instance)?.Cancel();
        }

        await instance.StopAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Shows that instances cannot start, and why.</summary>
    public async Task<string> FailAsync(IReadOnlyList<RunnableInstance> instances, string state, string message)
    {
        foreach (var instance in instances)
        {
            await _context.FailAsync(Resource, instance.Name, state, message).ConfigureAwait(false);
        }

        return message;
    }

    private async Task<string?> CreateAsync(
        IReadOnlyList<RunnableInstance> instances, CancellationToken cancellationToken, CancellationToken applicationToken)
    {
        if (EndpointProblem is not null)
        {
            return await FailAsync(instances, KnownResourceStates.FailedToStart, EndpointProblem).ConfigureAwait(false);
        }

        // Before the wait: who depends on the container should not wait for what the container waits for in vain.
        if (Kind is RunnableKind.Container && await _context.Engine.FindProblemAsync(cancellationToken).ConfigureAwait(false) is { } problem)
        {
            return await FailAsync(instances, KnownResourceStates.RuntimeUnhealthy, problem).ConfigureAwait(false);
        }

        var starting = new BeforeResourceStartedEvent(Resource, _context.Services)
        {
            Instances = [.. instances.Select(static instance => instance.Name)],
        };
        await _context.Eventing.PublishAsync(starting, cancellationToken).ConfigureAwait(false);
        var start = await StartConfiguration.ResolveAsync(
            Resource, _context.ExecutionContext, _context.Logs.GetLogger(Resource), cancellationToken).ConfigureAwait(false);
        var client = await _context.ClientAsync(cancellationToken).ConfigureAwait(false);
        await Task.WhenAll(Endpoints.Select(static endpoint => endpoint.Served)).WaitAsync(cancellationToken).ConfigureAwait(false);
        await Task.WhenAll(instances.Select(instance => Kind is RunnableKind.Container
            ? CreateContainerAsync(client, instance, start, cancellationToken, applicationToken)
            : CreateExecutableAsync(client, instance, start, cancellationToken, applicationToken))).ConfigureAwait(false);
        return null;
    }

    // What DCP was asked to create may be there although the answer was not waited for: only the end of the application breaks that off.
    private async Task CreateExecutableAsync(
        DcpClient client,
        RunnableInstance instance,
        StartConfiguration start,
        CancellationToken cancellationToken,
        CancellationToken applicationToken)
    {
        var executable = ExecutableSpecs.Create(Resource, instance.Name, _context.AppHostDirectory, Endpoints, start);
        await instance.CreateAsync(client, start, async () =>
        {
            await _context.Notifications.PublishUpdateAsync(
                Resource, instance.Name, snapshot => SnapshotMapping.Starting(snapshot, executable, start)).ConfigureAwait(false);
            await client
                .CreateAsync(DcpExecutable.Plural, executable, DcpJson.Default.DcpExecutable, applicationToken).ConfigureAwait(false);
        }, cancellationToken).ConfigureAwait(false);
    }

    private async Task CreateContainerAsync(
        DcpClient client,
        RunnableInstance instance,
        StartConfiguration start,
        CancellationToken cancellationToken,
        CancellationToken applicationToken)
    {
        await _context.EnsureNetworkAsync(client, cancellationToken).ConfigureAwait(false);
        var references = start.References.Concat(HostBridge.Related(Resource));
        var reachesHost = await _context.Bridge.OpenAsync(client, references, cancellationToken).ConfigureAwait(false);
        var container = await _context.ContainerSpecs.CreateAsync(
            Resource, instance.Name, Endpoints, start, reachesHost, cancellationToken).ConfigureAwait(false);
        await instance.CreateAsync(client, start, async () =>
        {
            await _context.Notifications.PublishUpdateAsync(
                Resource, instance.Name, snapshot => SnapshotMapping.Starting(snapshot, container, start)).ConfigureAwait(false);
            await client.CreateAsync(DcpContainer.Plural, container, DcpJson.Default.DcpContainer, applicationToken).ConfigureAwait(false);
        }, cancellationToken).ConfigureAwait(false);
    }

    private async Task<string?> ShowCancelledAsync(IReadOnlyList<RunnableInstance> instances, CancellationToken applicationToken)
    {
        const string Message = "The start was cancelled.";
        if (!applicationToken.IsCancellationRequested)
        {
            foreach (var instance in instances)
            {
                await _context.Notifications.PublishUpdateAsync(Resource, instance.Name, static snapshot => snapshot with
                {
                    State = new ResourceStateSnapshot(KnownResourceStates.NotStarted, Style: null),
                    Properties = snapshot.Properties.Without(SnapshotProperties.WaitingFor),
                }).ConfigureAwait(false);
            }
        }

        return Message;
    }
}
