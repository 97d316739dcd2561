using Observability.Hosting.Model;

namespace Observability.Hosting.Pushgateway;

/// <summary>Pushgateway in a cluster. What was pushed is gone with the pod, as with a container; a process keeps it in its state folder.</summary>
internal static class PushgatewayKubernetes
{
    /// <summary>The workload.</summary>
    public static Workload Workload { get; } = new(CpuMillicores: 10, MemoryMiB: 16, MemoryLimitMiB: 64);
}
