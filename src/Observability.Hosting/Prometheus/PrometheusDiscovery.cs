namespace Observability.Hosting.Prometheus;

/// <summary>What Prometheus finds by itself in a cluster.</summary>
/// <param name="VerifyKubelets">Whether the kubelets' certificates are checked.</param>
/// <param name="ControlPlane">Whether the control plane is scraped, which managed clusters hide.</param>
internal sealed record PrometheusDiscovery(bool VerifyKubelets, bool ControlPlane);
