using Observability.Hosting.Model;

namespace Observability.Hosting.OpenTelemetryCollector;

/// <summary>The collectors in a cluster.</summary>
internal static class CollectorKubernetes
{
    /// <summary>The gateway.</summary>
    public static Workload Gateway { get; } = new(CpuMillicores: 50, MemoryMiB: 128, MemoryLimitMiB: 512);

    /// <summary>The agent on every node, which asks the kubelet of its node and tells pods apart by the API.</summary>
    public static Workload Agent { get; } = new(CpuMillicores: 50, MemoryMiB: 128, MemoryLimitMiB: 256)
    {
        AsksKubelets = true,

        // https://github.com/open-telemetry/opentelemetry-collector-contrib/tree/main/receiver/kubeletstatsreceiver#role-based-access-control
        ApiRules =
        [
            ApiRule.Get("", "nodes", "nodes/stats", "nodes/metrics"),
            ApiRule.Read("", "pods", "namespaces"),
            ApiRule.Read("apps", "replicasets"),
        ],
    };
}
