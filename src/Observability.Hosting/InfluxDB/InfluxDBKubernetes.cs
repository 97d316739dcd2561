using Observability.Hosting.Model;

namespace Observability.Hosting.InfluxDB;

/// <summary>InfluxDB in a cluster: its image sets it up at the first start, and only then listens on its port.</summary>
internal static class InfluxDBKubernetes
{
    /// <summary>The workload.</summary>
    public static Workload Workload { get; } = new(CpuMillicores: 50, MemoryMiB: 256, MemoryLimitMiB: 768)
    {
        StorageGiB = 12,
        Startup = TimeSpan.FromMinutes(5),
        ScratchFolders = ["/tmp", InfluxDBFacts.ConfigFolder],
        HasReadOnlyImage = false,
    };
}
