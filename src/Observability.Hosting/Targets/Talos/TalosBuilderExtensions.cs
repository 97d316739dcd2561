using Aspire.Hosting.ApplicationModel;
using Observability.Hosting.Model;
using Observability.Hosting.Targets.Talos;

namespace Aspire.Hosting;

/// <summary>Adds Talos Linux to the targets of a publish.</summary>
public static class TalosBuilderExtensions
{
    /// <summary>
    /// Publishes for Talos Linux. It brings no storage of its own, so the class of the volumes must be said: Rook Ceph's, local-path or
    /// another, in the parameter <c>&lt;name&gt;-storage-class</c>. Patches of the machines' configuration are published beside.
    /// </summary>
    /// <param name="builder">The AppHost.</param>
    /// <param name="name">Name of the target, and of the folder that it is published to.</param>
    public static IResourceBuilder<TalosTarget> AddTalos(this IDistributedApplicationBuilder builder, string name)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var target = new TalosTarget(name) { Cluster = new Cluster { NodesSendLogs = false } };
        if (builder.ExecutionContext.IsPublishMode)
        {
            target.StorageClassParameter = builder.AddParameter($"{name}-storage-class").Resource;
        }

        return builder.AddClusterTarget(target);
    }

    /// <summary>Lets kubelets ask for certificates, so that theirs can be checked. Somebody must approve the requests.</summary>
    public static IResourceBuilder<TalosTarget> WithKubeletCertificates(this IResourceBuilder<TalosTarget> builder) =>
        builder.With(cluster => cluster with { HasKubeletCertificates = true });

    /// <summary>
    /// Opens the metrics of etcd, scheduler and controller manager to the network of the nodes, and has Prometheus scrape them.
    /// </summary>
    public static IResourceBuilder<TalosTarget> WithControlPlaneMetrics(this IResourceBuilder<TalosTarget> builder) =>
        builder.With(cluster => cluster with { HasControlPlaneMetrics = true });

    /// <summary>Has every machine send the logs of its own services and kernel to the log shipper beside it.</summary>
    public static IResourceBuilder<TalosTarget> WithMachineLogs(this IResourceBuilder<TalosTarget> builder) =>
        builder.With(cluster => cluster with { NodesSendLogs = true });

    /// <summary>Has Cilium answer for the addresses of load balancers.</summary>
    /// <param name="builder">The target.</param>
    /// <param name="addresses">CIDR blocks.</param>
    public static IResourceBuilder<TalosTarget> WithCiliumLoadBalancer(this IResourceBuilder<TalosTarget> builder, params string[] addresses) =>
        builder.With(TalosLoadBalancer.Cilium, addresses);

    /// <summary>Has MetalLB answer for the addresses of load balancers.</summary>
    /// <param name="builder">The target.</param>
    /// <param name="addresses">CIDR blocks, or ranges <c>first-last</c>.</param>
    public static IResourceBuilder<TalosTarget> WithMetalLB(this IResourceBuilder<TalosTarget> builder, params string[] addresses) =>
        builder.With(TalosLoadBalancer.MetalLB, addresses);

    private static IResourceBuilder<TalosTarget> With(this IResourceBuilder<TalosTarget> builder, Func<Cluster, Cluster> change)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Resource.Cluster = change(builder.Resource.Cluster);
        return builder;
    }

    private static IResourceBuilder<TalosTarget> With(
        this IResourceBuilder<TalosTarget> builder, TalosLoadBalancer loadBalancer, string[] addresses)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(addresses);
        ArgumentOutOfRangeException.ThrowIfZero(addresses.Length, nameof(addresses));
        builder.Resource.LoadBalancer = loadBalancer;
        builder.Resource.Addresses = addresses;
        return builder;
    }
}
