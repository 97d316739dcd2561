using System.Text.RegularExpressions;
using Observability.Hosting.Model;

namespace Observability.Hosting.OpenTelemetryCollector;

/// <summary>What the vendor says about the OpenTelemetry Collector, each with the page it comes from.</summary>
public static partial class CollectorFacts
{
    /// <summary>Port of OTLP over HTTP (https://opentelemetry.io/docs/specs/otlp/#otlphttp-default-port).</summary>
    public const int HttpPort = 4318;

    /// <summary>Port of OTLP over gRPC (https://opentelemetry.io/docs/specs/otlp/#otlpgrpc-default-port).</summary>
    public const int GrpcPort = 4317;

    /// <summary>Name of the endpoint for <see cref="GrpcPort"/>.</summary>
    public const string GrpcEndpoint = "grpc";

    /// <summary>
    /// Port of the health check
    /// (https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/main/extension/healthcheckextension/README.md).
    /// </summary>
    public const int HealthPort = 13133;

    /// <summary>Name of the endpoint for <see cref="HealthPort"/>.</summary>
    public const string HealthEndpoint = "health";

    /// <summary>Answers 200 once all pipelines have started (same page).</summary>
    public const string HealthPath = "/";

    /// <summary>Port of its own metrics (https://opentelemetry.io/docs/collector/internal-telemetry/).</summary>
    public const int MetricsPort = 8888;

    /// <summary>Name of the endpoint for <see cref="MetricsPort"/>.</summary>
    public const string MetricsEndpoint = "metrics";

    /// <summary>Port on which the kubelet tells what its node uses (https://kubernetes.io/docs/reference/networking/ports-and-protocols/).</summary>
    public const int KubeletPort = 10250;

    /// <summary>Where a node keeps the logs of its pods (https://kubernetes.io/docs/concepts/cluster-administration/logging/).</summary>
    public const string PodLogsFolder = "/var/log/pods";

    /// <summary>What an agent remembers of the files that it has read; any folder would do.</summary>
    public const string DataFolder = "/var/lib/otelcol";

    /// <summary>Configuration file; the image's own start names another of its kind.</summary>
    public const string ConfigPath = "/etc/otelcol-contrib/observability.yaml";

    /// <summary>Environment variable that Kubernetes fills with the node's address, which, unlike its name, always leads to it.</summary>
    public const string NodeAddressVariable = "K8S_NODE_IP";

    /// <summary>Environment variable that Kubernetes fills with the node's name.</summary>
    public const string NodeNameVariable = "K8S_NODE_NAME";

    /// <summary>First version that knows the components by the names with an underscore, such as <c>otlp_http</c>.</summary>
    public static Version UnderscoredNames { get; } = new(0, 149);

    /// <summary>
    /// The facts of a gateway: the contrib distribution, which has the exporters
    /// (https://github.com/open-telemetry/opentelemetry-collector-releases). The oldest version is the first whose exporters are known
    /// to batch in their own queues.
    /// </summary>
    public static ServerFacts Gateway { get; } = new(
        new ServerImage("ghcr.io", "open-telemetry/opentelemetry-collector-releases/opentelemetry-collector-contrib", "0.159.0"),
        new Version(0, 159, 0),
        new NativeServer(
            ["otelcol-contrib"],
            ["--version"],
            VersionPattern(),
            new Version(0, 130),
            "Put the otelcol-contrib binary of https://github.com/open-telemetry/opentelemetry-collector-releases/releases on PATH, or start a container engine."),
        UserId: 10001,
        GroupId: 10001);

    /// <summary>The facts of an agent: it runs as root, because the pods' log files are root's, and needs no other privilege.</summary>
    public static ServerFacts Agent { get; } = Gateway with { Native = null, UserId = 0, GroupId = 0 };

    // otelcol-contrib version 0.159.0
    [GeneratedRegex(@"^otelcol-contrib version v?(?<version>\d+\.\d+\.\d+)", RegexOptions.Multiline)]
    private static partial Regex VersionPattern();
}
