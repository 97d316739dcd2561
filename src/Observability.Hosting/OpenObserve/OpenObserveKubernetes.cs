using Observability.Hosting.Model;

namespace Observability.Hosting.OpenObserve;

/// <summary>OpenObserve in a cluster.</summary>
internal static class OpenObserveKubernetes
{
    /// <summary>The workload.</summary>
    public static Workload Workload { get; } = new(CpuMillicores: 100, MemoryMiB: 512, MemoryLimitMiB: 1024)
    {
        StorageGiB = 10,
        Startup = TimeSpan.FromMinutes(3),
        HasReadOnlyImage = false,
        AsksWhoComes = true,
    };
}
