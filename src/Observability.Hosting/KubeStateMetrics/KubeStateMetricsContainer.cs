using Aspire.Hosting.ApplicationModel;

namespace Observability.Hosting.KubeStateMetrics;

/// <summary>kube-state-metrics as a container; outside a cluster there is nothing for it to tell.</summary>
/// <param name="name">Name of the resource.</param>
public sealed class KubeStateMetricsContainer(string name) : ContainerResource(name), IKubeStateMetrics;
