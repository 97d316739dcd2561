using Aspire.Hosting.ApplicationModel;
using Observability.Hosting.Backends;
using Observability.Hosting.Model;
using Observability.Hosting.OpenTelemetryCollector;

namespace Aspire.Hosting;

/// <summary>Adds an OpenTelemetry Collector as a gateway to an AppHost.</summary>
public static class OpenTelemetryGatewayBuilderExtensions
{
    // Begins to refuse data long before a laptop feels it.
    private const int ProcessMegabytes = 400;
    private const string HttpVariable = "OTEL_GATEWAY_HTTP_PORT";
    private const string GrpcVariable = "OTEL_GATEWAY_GRPC_PORT";
    private const string HealthVariable = "OTEL_GATEWAY_HEALTH_PORT";
    private const string MetricsVariable = "OTEL_GATEWAY_METRICS_PORT";

    /// <summary>
    /// Adds an OpenTelemetry Collector that takes logs, metrics and traces over OTLP and hands them on. While a server that it
    /// sends to is down, its data waits in memory, up to 50,000 records; then senders are told to wait. A signal that nobody
    /// behind it takes is refused.
    /// </summary>
    /// <param name="builder">The AppHost.</param>
    /// <param name="name">Name of the resource.</param>
    /// <param name="port">
    /// Port of OTLP over HTTP on this machine; null (default) takes any free one, or in a persistent run 4318 where that is free.
    /// </param>
    public static IResourceBuilder<IOpenTelemetryGateway> AddOpenTelemetryGateway(
        this IDistributedApplicationBuilder builder, string name, int? port = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var gateway = builder.AddServer<IOpenTelemetryGateway>(
                name,
                CollectorFacts.Gateway,
                resourceName => new OpenTelemetryGatewayContainer(resourceName),
                (resourceName, command, folder) => new OpenTelemetryGatewayProcess(resourceName, command, folder))
            .WithAnnotation(new OtlpReceiverAnnotation("http"))
            .WithAnnotation(new MetricsAnnotation(CollectorFacts.MetricsEndpoint))
            .WithServerEndpoint(CollectorFacts.HttpPort, port)
            .WithServerEndpoint(CollectorFacts.GrpcPort, name: CollectorFacts.GrpcEndpoint)
            .WithServerEndpoint(CollectorFacts.HealthPort, name: CollectorFacts.HealthEndpoint)
            .WithServerEndpoint(CollectorFacts.MetricsPort, name: CollectorFacts.MetricsEndpoint)
            .WithProbes(
                Probe.Http(CollectorFacts.HealthPath, CollectorFacts.HealthEndpoint),
                Probe.Http(CollectorFacts.HealthPath, CollectorFacts.HealthEndpoint))
            .WithAnnotation(CollectorKubernetes.Gateway)
            .WithIconName("ArrowRouting");
        return gateway
            .WithConfigFile(new ConfigFile(
                CollectorFacts.ConfigPath,
                (context, cancellationToken) => WriteConfigAsync(gateway.Resource, context, cancellationToken)))
            .WithServerArgs(context => [$"--config=file:{context.MapPath(CollectorFacts.ConfigPath)}"])
            .WithServerEnvironment((context, environment, _) =>
            {
                WriteEnvironment(gateway, context, environment);
                return Task.CompletedTask;
            });
    }

    /// <summary>Sends logs, metrics and traces to a server by OTLP over HTTP, with the credentials and headers that it asks for.</summary>
    public static IResourceBuilder<IOpenTelemetryGateway> WithExporter(
        this IResourceBuilder<IOpenTelemetryGateway> builder, IResourceBuilder<IOtlpReceiver> receiver)
    {
        ArgumentNullException.ThrowIfNull(receiver);
        return builder.WithEdge(
            EdgeKind.Push, receiver.GetEndpoint(receiver.Resource.GetRequired<OtlpReceiverAnnotation>().EndpointName));
    }

    /// <summary>Sends logs to a store, and names its tenant where it has one.</summary>
    /// <exception cref="ArgumentException">The store takes no OTLP.</exception>
    public static IResourceBuilder<IOpenTelemetryGateway> WithLogStore(
        this IResourceBuilder<IOpenTelemetryGateway> builder, IResourceBuilder<ILogStore> store)
    {
        ArgumentNullException.ThrowIfNull(store);
        var logs = store.Resource.GetRequired<LogStoreAnnotation>();
        return logs.OtlpPath is null
            ? throw new ArgumentException($"'{store.Resource.Name}' takes no logs over OTLP.", nameof(store))
            : builder.WithEdge(EdgeKind.Log, store.GetEndpoint(logs.EndpointName));
    }

    /// <summary>Sends metrics to a store by Prometheus' remote write; attributes of the sender become labels.</summary>
    public static IResourceBuilder<IOpenTelemetryGateway> WithMetricStore(
        this IResourceBuilder<IOpenTelemetryGateway> builder, IResourceBuilder<IMetricStore> store)
    {
        ArgumentNullException.ThrowIfNull(store);
        return builder.WithEdge(
            EdgeKind.Push, store.GetEndpoint(store.Resource.GetRequired<MetricStoreAnnotation>().EndpointName));
    }

    private static async Task<string> WriteConfigAsync(
        IOpenTelemetryGateway gateway, ServerContext context, CancellationToken cancellationToken)
    {
        var exporters = await CollectorExporters.FindAsync(gateway, context, cancellationToken).ConfigureAwait(false);
        string Port(int port, string variable) => context.IsProcess ? $"${{env:{variable}}}" : $"{port}";
        string Address(int port, string variable) => $"{context.ListenHost}:{Port(port, variable)}";
        return CollectorConfigWriter.WriteGateway(
            new CollectorConfig(
                Address(CollectorFacts.HealthPort, HealthVariable),
                context.ListenHost,
                Port(CollectorFacts.MetricsPort, MetricsVariable),
                context.IsProcess ? ProcessMegabytes : null,
                exporters),
            Address(CollectorFacts.HttpPort, HttpVariable),
            Address(CollectorFacts.GrpcPort, GrpcVariable),
            context.Version);
    }

    // Only the orchestrator knows a process's ports, and tells them in its environment.
    private static void WriteEnvironment(
        IResourceBuilder<IOpenTelemetryGateway> gateway, ServerContext context, IDictionary<string, object> environment)
    {
        environment.AddPasswords(CollectorExporters.GetOutgoing(gateway.Resource));
        if (context.IsProcess)
        {
            environment[HttpVariable] = gateway.GetEndpoint("http").Property(EndpointProperty.TargetPort);
            environment[GrpcVariable] = gateway.GetEndpoint(CollectorFacts.GrpcEndpoint).Property(EndpointProperty.TargetPort);
            environment[HealthVariable] = gateway.GetEndpoint(CollectorFacts.HealthEndpoint).Property(EndpointProperty.TargetPort);
            environment[MetricsVariable] = gateway.GetEndpoint(CollectorFacts.MetricsEndpoint).Property(EndpointProperty.TargetPort);
        }
    }
}
