using Observability.Hosting.Model;

namespace Observability.Hosting.KubeStateMetrics;

/// <summary>
/// What the vendor says about kube-state-metrics
/// (https://github.com/kubernetes/kube-state-metrics/blob/main/docs/developer/cli-arguments.md and …/README.md).
/// </summary>
public static class KubeStateMetricsFacts
{
    /// <summary>Port of the metrics about the cluster's objects.</summary>
    public const int Port = 8080;

    /// <summary>Port of its metrics about itself.</summary>
    public const int TelemetryPort = 8081;

    /// <summary>Name of the endpoint for <see cref="TelemetryPort"/>.</summary>
    public const string TelemetryEndpoint = "telemetry";

    /// <summary>Answers 200 on <see cref="TelemetryPort"/> once it can serve.</summary>
    public const string ReadyPath = "/readyz";

    /// <summary>Answers 200 on <see cref="Port"/> while it reaches the Kubernetes API.</summary>
    public const string LivePath = "/livez";

    /// <summary>The system's facts; it is of no use outside a cluster, so no binary is looked for.</summary>
    public static ServerFacts Server { get; } = new(
        new ServerImage("registry.k8s.io", "kube-state-metrics/kube-state-metrics", "v2.20.0"),
        new Version(2, 20, 0),
        Native: null,
        UserId: 65534,
        GroupId: 65534);
}
