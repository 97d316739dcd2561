using Observability.Hosting.Model;

namespace Observability.Hosting.Grafana;

/// <summary>Grafana in a cluster.</summary>
internal static class GrafanaKubernetes
{
    /// <summary>The workload.</summary>
    public static Workload Workload { get; } = new(CpuMillicores: 50, MemoryMiB: 256, MemoryLimitMiB: 768)
    {
        StorageGiB = 2,
        Startup = TimeSpan.FromMinutes(5),
        AsksWhoComes = true,
    };
}
