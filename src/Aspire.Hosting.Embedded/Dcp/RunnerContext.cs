using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Embedded.Dcp.Model;
using Aspire.Hosting.Embedded.Notifications;
using Aspire.Hosting.Embedded.Orchestration;
using Aspire.Hosting.Eventing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Embedded.Dcp;

/// <summary>What all resources of one run share.</summary>
internal sealed class RunnerContext(
    IServiceProvider services,
    IConfiguration configuration,
    DistributedApplicationExecutionContext executionContext,
    IDistributedApplicationEventing eventing,
    ResourceNotificationService notifications,
    ResourceLoggerService logs,
    ContainerEngine engine,
    Func<Task<DcpClient>> client)
{
    private readonly Lock _lock = new();
    private Task? _network;
    private bool _networkIsPersistent;

    /// <summary>The AppHost's services.</summary>
    public IServiceProvider Services { get; } = services;

    /// <summary>Publishes events.</summary>
    public IDistributedApplicationEventing Eventing { get; } = eventing;

    /// <summary>Publishes snapshots.</summary>
    public ResourceNotificationService Notifications { get; } = notifications;

    /// <summary>The resources' logs.</summary>
    public ResourceLoggerService Logs { get; } = logs;

    /// <summary>Run mode.</summary>
    public DistributedApplicationExecutionContext ExecutionContext { get; } = executionContext;

    /// <summary>The container engine.</summary>
    public ContainerEngine Engine { get; } = engine;

    /// <summary>Ports of this machine for containers.</summary>
    public HostBridge Bridge { get; } = new(engine);

    /// <summary>Makes DCP's objects for containers.</summary>
    public ContainerSpecs ContainerSpecs { get; } = new(configuration, executionContext, services);

    /// <summary>Where relative paths start.</summary>
    public string AppHostDirectory { get; } = configuration[WellKnownConfiguration.AppHostDirectory] ?? Directory.GetCurrentDirectory();

    /// <summary>DCP's API, as soon as it is there.</summary>
    public Task<DcpClient> ClientAsync(CancellationToken cancellationToken) => client().WaitAsync(cancellationToken);

    /// <summary>The network must stay after the end, because a container does.</summary>
    public void KeepNetwork() => _networkIsPersistent = true;

    /// <summary>Creates the containers' network, once.</summary>
    public Task EnsureNetworkAsync(DcpClient dcp, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (_network is null || _network.IsFaulted || _network.IsCanceled)
            {
                // Not with this container's token: others wait for the same.
                _network = dcp.CreateAsync(
                    DcpContainerNetwork.Plural,
                    ContainerNetwork.Create(configuration, _networkIsPersistent),
                    DcpJson.Default.DcpContainerNetwork,
                    CancellationToken.None);
            }

            return _network.WaitAsync(cancellationToken);
        }
    }

    /// <summary>Shows that an instance cannot start, and why.</summary>
    public async Task FailAsync(IResource resource, string instanceName, string state, string message)
    {
        // First the log: whoever waits for the state reads the last lines when it comes.
        Logs.GetLogger(instanceName).LogError("{Message}", message);
        await Notifications.PublishUpdateAsync(resource, instanceName, snapshot => snapshot with
        {
            State = new ResourceStateSnapshot(state, KnownResourceStateStyles.Error),
            Properties = snapshot.Properties.Set(SnapshotMapping.Problem, message),
        }).ConfigureAwait(false);
    }
}
