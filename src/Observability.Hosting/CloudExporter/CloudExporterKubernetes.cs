using Observability.Hosting.Model;

namespace Observability.Hosting.CloudExporter;

/// <summary>The cloud exporter in a cluster: an image of ours.</summary>
internal static class CloudExporterKubernetes
{
    /// <summary>The workload.</summary>
    public static Workload Workload { get; } = new(CpuMillicores: 20, MemoryMiB: 64, MemoryLimitMiB: 160) { CallsOut = true };
}
