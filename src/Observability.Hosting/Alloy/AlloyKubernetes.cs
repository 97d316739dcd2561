using Observability.Hosting.Model;

namespace Observability.Hosting.Alloy;

/// <summary>Alloy in a cluster: one, which reads the logs of all pods through the API and needs nothing of a node.</summary>
internal static class AlloyKubernetes
{
    /// <summary>The workload.</summary>
    public static Workload Workload { get; } = new(CpuMillicores: 50, MemoryMiB: 128, MemoryLimitMiB: 256)
    {
        ApiRules = [ApiRule.Read("", "pods"), ApiRule.Get("", "pods/log")],
    };
}
