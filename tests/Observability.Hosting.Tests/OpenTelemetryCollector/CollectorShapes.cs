using Observability.Hosting.OpenTelemetryCollector;

namespace Observability.Hosting.Tests.OpenTelemetryCollector;

/// <summary>The configurations that the golden files and the collector's own check go over.</summary>
internal static class CollectorShapes
{
    private static readonly CollectorExporter s_openObserve = new(
        "openobserve",
        CollectorProtocol.Otlp,
        "http://openobserve:5080/api/default",
        [new("stream-name", "default")],
        "root@example.org",
        "OPENOBSERVE_PASSWORD");

    private static readonly CollectorExporter s_loki = new(
        "loki", CollectorProtocol.OtlpLogs, "http://loki:3100/otlp", [new("X-Scope-OrgID", "observability")]);

    private static readonly CollectorExporter s_prometheus = new(
        "prometheus", CollectorProtocol.RemoteWrite, "http://prometheus:9090/api/v1/write", []);

    private static readonly CollectorExporter s_gateway = new("otel-gateway", CollectorProtocol.Otlp, "http://otel-gateway:4318", []);

    public static IReadOnlyDictionary<string, string> All { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["gateway-cluster"] = Gateway(Cluster(s_openObserve, s_loki, s_prometheus)),
        ["gateway-process"] = CollectorConfigWriter.WriteGateway(
            new CollectorConfig("127.0.0.1:${env:HEALTH}", "127.0.0.1", "${env:METRICS}", 400, [s_openObserve]),
            "127.0.0.1:${env:HTTP}",
            "127.0.0.1:${env:GRPC}",
            new Version(0, 159, 0)),
        ["gateway-older"] = CollectorConfigWriter.WriteGateway(
            Cluster(s_loki), "0.0.0.0:4318", "0.0.0.0:4317", new Version(0, 148, 0)),
        ["gateway-idle"] = Gateway(Cluster()),
        ["agent"] = CollectorConfigWriter.WriteAgent(Cluster(s_gateway), "otel-agent", new AgentSettings(), new Version(0, 159, 0)),
        ["agent-stats-only"] = CollectorConfigWriter.WriteAgent(
            Cluster(s_openObserve), "otel-agent", new AgentSettings { VerifyKubelet = true, PodLogs = false }, new Version(0, 159, 0)),
    };

    public static CollectorConfig Cluster(params IReadOnlyList<CollectorExporter> exporters) =>
        new("0.0.0.0:13133", "0.0.0.0", "8888", null, exporters);

    public static string Gateway(CollectorConfig config) =>
        CollectorConfigWriter.WriteGateway(config, "0.0.0.0:4318", "0.0.0.0:4317", new Version(0, 159, 0));
}
