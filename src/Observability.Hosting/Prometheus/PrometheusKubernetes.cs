using Observability.Hosting.Model;

namespace Observability.Hosting.Prometheus;

/// <summary>Prometheus in a cluster: it finds its targets through the API and asks the kubelets.</summary>
internal static class PrometheusKubernetes
{
    /// <summary>The workload.</summary>
    public static Workload Workload { get; } = new(CpuMillicores: 100, MemoryMiB: 512, MemoryLimitMiB: 1024)
    {
        StorageGiB = 8,

        // It reads the log of what is not yet in a block, which takes longer the more it scrapes.
        Startup = TimeSpan.FromMinutes(10),
        TerminationSeconds = 300,
        AsksKubelets = true,
        ApiRules =
        [
            ApiRule.Read("", "nodes", "services", "pods"),
            ApiRule.Read("discovery.k8s.io", "endpointslices"),
            ApiRule.Get("", "nodes/metrics"),
            ApiRule.GetPaths("/metrics"),
        ],
    };
}
