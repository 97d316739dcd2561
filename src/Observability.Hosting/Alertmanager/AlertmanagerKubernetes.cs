using Observability.Hosting.Model;

namespace Observability.Hosting.Alertmanager;

/// <summary>Alertmanager in a cluster.</summary>
internal static class AlertmanagerKubernetes
{
    /// <summary>The workload.</summary>
    public static Workload Workload { get; } = new(CpuMillicores: 10, MemoryMiB: 32, MemoryLimitMiB: 128) { StorageGiB = 1 };
}
