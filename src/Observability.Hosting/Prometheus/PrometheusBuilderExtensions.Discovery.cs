using Aspire.Hosting.ApplicationModel;
using Observability.Hosting.Prometheus;

namespace Aspire.Hosting;

/// <content>What a Prometheus finds by itself in a cluster; on the laptop these verbs change nothing.</content>
public static partial class PrometheusBuilderExtensions
{
    /// <summary>
    /// Checks the kubelets' certificates. Default: they are not checked, because a kubelet signs its own unless the cluster has been
    /// told to (<c>serverTLSBootstrap</c>) and somebody approves the requests
    /// (https://kubernetes.io/docs/tasks/administer-cluster/kubeadm/kubeadm-certs/#kubelet-serving-certs).
    /// </summary>
    public static IResourceBuilder<IPrometheus> WithApprovedKubeletCertificates(this IResourceBuilder<IPrometheus> builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var settings = GetSettings(builder.Resource);
        settings.Discovery = settings.Discovery with { VerifyKubelets = true };
        return builder;
    }

    /// <summary>
    /// Scrapes the API server, and controller manager, scheduler and etcd of the nodes that have the role <c>control-plane</c>.
    /// Default: no. A managed cluster, such as DigitalOcean's, hides them; on Talos the machine configuration must let the last three
    /// listen beyond loopback
    /// (<c>cluster.controllerManager.extraArgs</c>, <c>cluster.scheduler.extraArgs</c>: <c>bind-address</c>;
    /// <c>cluster.etcd.extraArgs</c>: <c>listen-metrics-urls</c>).
    /// </summary>
    public static IResourceBuilder<IPrometheus> WithControlPlaneTargets(this IResourceBuilder<IPrometheus> builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var settings = GetSettings(builder.Resource);
        settings.Discovery = settings.Discovery with { ControlPlane = true };
        return builder;
    }
}
