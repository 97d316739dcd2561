using Aspire.Hosting.ApplicationModel;
using Observability.Hosting.Backends;
using Observability.Hosting.KubeStateMetrics;
using Observability.Hosting.Model;

namespace Aspire.Hosting;

/// <summary>Adds kube-state-metrics to an AppHost.</summary>
public static class KubeStateMetricsBuilderExtensions
{
    /// <summary>
    /// Adds a kube-state-metrics, for a cluster only. Its samples keep their own labels: <c>pod</c> is the pod that a sample tells
    /// of, not the one that it comes from.
    /// </summary>
    /// <param name="builder">The AppHost.</param>
    /// <param name="name">Name of the resource.</param>
    public static IResourceBuilder<IKubeStateMetrics> AddKubeStateMetrics(this IDistributedApplicationBuilder builder, string name)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.AddServer<IKubeStateMetrics>(
                name, KubeStateMetricsFacts.Server, resourceName => new KubeStateMetricsContainer(resourceName))
            .WithAnnotation(new ClusterOnlyAnnotation())
            .WithAnnotation(new MetricsAnnotation(HonorLabels: true))
            .WithServerEndpoint(KubeStateMetricsFacts.Port)
            .WithServerEndpoint(KubeStateMetricsFacts.TelemetryPort, name: KubeStateMetricsFacts.TelemetryEndpoint)
            .WithProbes(
                Probe.Http(KubeStateMetricsFacts.ReadyPath, KubeStateMetricsFacts.TelemetryEndpoint),
                Probe.Http(KubeStateMetricsFacts.LivePath))
            .WithServerArgs(_ =>
            [
                $"--port={KubeStateMetricsFacts.Port}",
                $"--telemetry-port={KubeStateMetricsFacts.TelemetryPort}",
                $"--resources={string.Join(',', KubeStateMetricsKubernetes.Watched)}",
            ])
            .WithAnnotation(KubeStateMetricsKubernetes.Workload)
            .WithIconName("Cube");
    }
}
