using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Observability.Hosting.Model;
using Observability.Hosting.OpenTelemetryCollector;

namespace Observability.Hosting.Tests.OpenTelemetryCollector;

public class CollectorGraphTests
{
    private readonly IDistributedApplicationBuilder _builder = DistributedApplication.CreateBuilder(["--operation", "publish"]);

    [Fact]
    public void Verbs_Twice_MakeOneEdgeEach()
    {
        var openObserve = _builder.AddOpenObserve("openobserve");
        var loki = _builder.AddLoki("loki");
        var prometheus = _builder.AddPrometheus("prometheus");
        var gateway = _builder.AddOpenTelemetryGateway("gateway")
            .WithExporter(openObserve).WithExporter(openObserve)
            .WithLogStore(loki).WithLogStore(loki)
            .WithMetricStore(prometheus).WithMetricStore(prometheus);

        var agent = _builder.AddOpenTelemetryAgent("agent").WithGateway(gateway).WithGateway(gateway);

        Assert.Equal(
            [
                "Push gateway -> openobserve.http",
                "Log gateway -> loki.http",
                "Push gateway -> prometheus.http",
                "Push agent -> gateway.http",
            ],
            new IResource[] { gateway.Resource, agent.Resource }.GetEdges()
                .Select(edge => $"{edge.Kind} {edge.From.Name} -> {edge.To.Resource.Name}.{edge.To.EndpointName}"));
    }

    [Fact]
    public async Task Gateway_Publish_SendsEachSignalToWhoTakesIt()
    {
        var gateway = _builder.AddOpenTelemetryGateway("gateway")
            .WithExporter(_builder.AddOpenObserve("open-observe"))
            .WithLogStore(_builder.AddLoki("loki").WithTenant("team"))
            .WithMetricStore(_builder.AddPrometheus("prometheus"))
            .Resource;

        var config = YamlDocument.Parse(await ConfigAsync(gateway));

        Assert.Equal("otlp_http/open-observe", config.Scalar("service", "pipelines", "logs", "exporters", 0));
        Assert.Equal("otlp_http/loki", config.Scalar("service", "pipelines", "logs", "exporters", 1));
        Assert.Equal("otlp_http/open-observe", config.Scalar("service", "pipelines", "metrics", "exporters", 0));
        Assert.Equal("prometheusremotewrite/prometheus", config.Scalar("service", "pipelines", "metrics", "exporters", 1));
        Assert.Equal("otlp_http/open-observe", config.Scalar("service", "pipelines", "traces", "exporters", 0));
        Assert.Equal("http://open-observe:5080/api/default", config.Scalar("exporters", "otlp_http/open-observe", "endpoint"));
        Assert.Equal("team", config.Scalar("exporters", "otlp_http/loki", "headers", "X-Scope-OrgID"));
        Assert.Equal("http://prometheus:9090/api/v1/write", config.Scalar("exporters", "prometheusremotewrite/prometheus", "endpoint"));
        var (arguments, environment) = await ConfigureAsync(gateway);
        Assert.Equal(["--config=file:/etc/otelcol-contrib/observability.yaml"], arguments);
        Assert.Equal([new("OPEN_OBSERVE_PASSWORD", "{open-observe-password.value}")], environment);
    }

    [Fact]
    public async Task Gateway_StoreForLogsOnly_RefusesTheOtherSignals()
    {
        var gateway = _builder.AddOpenTelemetryGateway("gateway").WithLogStore(_builder.AddLoki("loki")).Resource;

        var text = await ConfigAsync(gateway);

        Assert.DoesNotContain("traces:", text, StringComparison.Ordinal);
        Assert.DoesNotContain("metrics:\n      receivers", text, StringComparison.Ordinal);
    }

    [Fact]
    public void WithLogStore_TakesNoOtlp_IsRefused()
    {
        var store = _builder.AddResource(new LogContainer("store")).WithImage("store")
            .WithHttpEndpoint(targetPort: 80)
            .WithAnnotation(new LogStoreAnnotation("/push", OtlpPath: null, Tenant: null));

        var error = Assert.Throws<ArgumentException>(() => _builder.AddOpenTelemetryGateway("gateway").WithLogStore(store));

        Assert.StartsWith("'store' takes no logs over OTLP.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Agent_Publish_RunsOnEveryNodeAsRootAndFindsItsKubeletByAddress()
    {
        var agent = _builder.AddOpenTelemetryAgent("agent").WithGateway(_builder.AddOpenTelemetryGateway("gateway")).Resource;

        Assert.Equal(0, Assert.Single(agent.Annotations.OfType<ServerFactsAnnotation>()).Facts.UserId);
        var node = Assert.Single(agent.Annotations.OfType<NodeAgentAnnotation>());
        Assert.Equal(["/var/log/pods"], node.ReadPaths);
        Assert.Contains(new("K8S_NODE_IP", "status.hostIP"), node.PodFields);
        Assert.Single(agent.Annotations.OfType<ClusterOnlyAnnotation>());
        var config = YamlDocument.Parse(await ConfigAsync(agent));
        Assert.Equal("https://${env:K8S_NODE_IP}:10250", config.Scalar("receivers", "kubelet_stats", "endpoint"));
        Assert.Equal("http://gateway.observability:4318", config.Scalar("exporters", "otlp_http/gateway", "endpoint"));
        Assert.Equal("/var/log/pods/*_agent-*_*/*/*.log", config.Scalar("receivers", "file_log", "exclude", 0));
        Assert.Empty((await ConfigureAsync(agent)).Environment);
    }

    [Fact]
    public async Task Agent_ApprovedCertificates_AreChecked()
    {
        var agent = _builder.AddOpenTelemetryAgent("agent").WithApprovedKubeletCertificates().Resource;

        Assert.DoesNotContain("insecure_skip_verify", await ConfigAsync(agent), StringComparison.Ordinal);
    }

    [Fact]
    public void Agent_WithoutPodLogs_ReadsNoFilesAndIsNotRoot()
    {
        var agent = _builder.AddOpenTelemetryAgent("agent").WithoutPodLogs().Resource;

        Assert.Empty(Assert.Single(agent.Annotations.OfType<NodeAgentAnnotation>()).ReadPaths);
        Assert.Equal(10001, Assert.Single(agent.Annotations.OfType<ServerFactsAnnotation>()).Facts.UserId);
    }

    private Task<string> ConfigAsync(IResource collector) => Assert.Single(collector.Annotations.OfType<ConfigFileAnnotation>()).File.Write(
        new ServerContext(collector, CollectorFacts.Gateway.ImageVersion, root: null, _builder.ExecutionContext),
        TestContext.Current.CancellationToken);

    private async Task<(IReadOnlyList<string> Arguments, IReadOnlyDictionary<string, string> Environment)> ConfigureAsync(IResource resource)
    {
        var configured = await ExecutionConfigurationBuilder.Create(resource)
            .WithArgumentsConfig()
            .WithEnvironmentVariablesConfig()
            .BuildAsync(_builder.ExecutionContext, cancellationToken: TestContext.Current.CancellationToken);
        return ([.. configured.Arguments.Select(argument => argument.Value)], configured.EnvironmentVariables.ToDictionary(StringComparer.Ordinal));
    }

    private sealed class LogContainer(string name) : ContainerResource(name), ILogStore;
}
