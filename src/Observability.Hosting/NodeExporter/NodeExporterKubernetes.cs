using Observability.Hosting.Model;

namespace Observability.Hosting.NodeExporter;

/// <summary>Node exporter in a cluster: on every node, which it sees as the node sees itself.</summary>
internal static class NodeExporterKubernetes
{
    /// <summary>The workload.</summary>
    public static Workload Workload { get; } = new(CpuMillicores: 10, MemoryMiB: 32, MemoryLimitMiB: 64)
    {
        SharesNode = true,
        NodeFolders = [new("/", NodeExporterFacts.HostRootPath)],
    };
}
