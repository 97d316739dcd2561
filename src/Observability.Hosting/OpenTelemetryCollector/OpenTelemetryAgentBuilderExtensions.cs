using Aspire.Hosting.ApplicationModel;
using Observability.Hosting.Backends;
using Observability.Hosting.Model;
using Observability.Hosting.OpenTelemetryCollector;

namespace Aspire.Hosting;

/// <summary>Adds an OpenTelemetry Collector as an agent to an AppHost.</summary>
public static class OpenTelemetryAgentBuilderExtensions
{
    private static readonly KeyValuePair<string, string>[] s_podFields =
    [
        new(CollectorFacts.NodeAddressVariable, "status.hostIP"), new(CollectorFacts.NodeNameVariable, "spec.nodeName"),
    ];

    /// <summary>
    /// Adds an OpenTelemetry Collector that runs on every node of a cluster, and there only. It asks the kubelet what node and pods
    /// use, at the node's address because its name resolves on some clusters only, and reads the logs of the node's pods, for
    /// which it runs as root and needs no other privilege. What it has read it remembers on the node, so that a restart loses
    /// nothing.
    /// </summary>
    /// <param name="builder">The AppHost.</param>
    /// <param name="name">Name of the resource.</param>
    public static IResourceBuilder<IOpenTelemetryAgent> AddOpenTelemetryAgent(this IDistributedApplicationBuilder builder, string name)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var settings = new AgentSettings();
        var agent = builder.AddServer<IOpenTelemetryAgent>(
                name, CollectorFacts.Agent, resourceName => new OpenTelemetryAgentContainer(resourceName))
            .WithAnnotation(settings)
            .WithAnnotation(new ClusterOnlyAnnotation())
            .WithAnnotation(new NodeAgentAnnotation([CollectorFacts.PodLogsFolder], s_podFields))
            .WithAnnotation(new MetricsAnnotation(CollectorFacts.MetricsEndpoint))
            .WithServerEndpoint(CollectorFacts.HealthPort, name: CollectorFacts.HealthEndpoint)
            .WithServerEndpoint(CollectorFacts.MetricsPort, name: CollectorFacts.MetricsEndpoint)
            .WithProbes(
                Probe.Http(CollectorFacts.HealthPath, CollectorFacts.HealthEndpoint),
                Probe.Http(CollectorFacts.HealthPath, CollectorFacts.HealthEndpoint))
            .WithDataFolder(CollectorFacts.DataFolder)
            .WithAnnotation(CollectorKubernetes.Agent)
            .WithIconName("ArrowRouting");
        return agent
            .WithConfigFile(new ConfigFile(
                CollectorFacts.ConfigPath,
                (context, cancellationToken) => WriteConfigAsync(agent.Resource, settings, context, cancellationToken)))
            .WithServerArgs(context => [$"--config=file:{context.MapPath(CollectorFacts.ConfigPath)}"])
            .WithServerEnvironment((_, environment, _) =>
            {
                environment.AddPasswords(CollectorExporters.GetOutgoing(agent.Resource));
                return Task.CompletedTask;
            });
    }

    /// <summary>Sends everything to a server that takes OTLP, as a rule the gateway.</summary>
    public static IResourceBuilder<IOpenTelemetryAgent> WithGateway(
        this IResourceBuilder<IOpenTelemetryAgent> builder, IResourceBuilder<IOtlpReceiver> gateway)
    {
        ArgumentNullException.ThrowIfNull(gateway);
        return builder.WithEdge(
            EdgeKind.Push, gateway.GetEndpoint(gateway.Resource.GetRequired<OtlpReceiverAnnotation>().EndpointName));
    }

    /// <summary>
    /// Checks the kubelet's certificate. Default: it is not checked, because a kubelet signs its own unless the cluster has been told
    /// to (<c>serverTLSBootstrap</c>) and somebody approves the requests
    /// (https://kubernetes.io/docs/tasks/administer-cluster/kubeadm/kubeadm-certs/#kubelet-serving-certs).
    /// </summary>
    public static IResourceBuilder<IOpenTelemetryAgent> WithApprovedKubeletCertificates(this IResourceBuilder<IOpenTelemetryAgent> builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Resource.GetRequired<AgentSettings>().VerifyKubelet = true;
        return builder;
    }

    /// <summary>
    /// Leaves the pods' logs to another agent, so that no line arrives twice; then it reads nothing of the node's files and does
    /// not run as root.
    /// </summary>
    public static IResourceBuilder<IOpenTelemetryAgent> WithoutPodLogs(this IResourceBuilder<IOpenTelemetryAgent> builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Resource.GetRequired<AgentSettings>().PodLogs = false;
        return builder
            .WithAnnotation(new NodeAgentAnnotation([], s_podFields), ResourceAnnotationMutationBehavior.Replace)
            .WithAnnotation(
                new ServerFactsAnnotation(CollectorFacts.Gateway with { Native = null }), ResourceAnnotationMutationBehavior.Replace);
    }

    private static async Task<string> WriteConfigAsync(
        IOpenTelemetryAgent agent, AgentSettings settings, ServerContext context, CancellationToken cancellationToken)
    {
        var exporters = await CollectorExporters.FindAsync(agent, context, cancellationToken).ConfigureAwait(false);
        var config = new CollectorConfig(
            $"{context.ListenHost}:{CollectorFacts.HealthPort}", context.ListenHost, $"{CollectorFacts.MetricsPort}", null, exporters);
        var here = new AgentSettings
        {
            PodLogs = settings.PodLogs,
            VerifyKubelet = settings.VerifyKubelet || context.Cluster is { HasKubeletCertificates: true },
        };
        return CollectorConfigWriter.WriteAgent(config, agent.Name, here, context.Version);
    }
}
