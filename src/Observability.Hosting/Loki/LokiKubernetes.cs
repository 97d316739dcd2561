using Observability.Hosting.Model;

namespace Observability.Hosting.Loki;

/// <summary>Loki in a cluster.</summary>
internal static class LokiKubernetes
{
    /// <summary>The workload.</summary>
    public static Workload Workload { get; } = new(CpuMillicores: 50, MemoryMiB: 256, MemoryLimitMiB: 512)
    {
        StorageGiB = 5,
        Startup = TimeSpan.FromMinutes(5),
        TerminationSeconds = 60,
    };
}
