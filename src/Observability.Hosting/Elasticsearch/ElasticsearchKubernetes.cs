using Observability.Hosting.Model;

namespace Observability.Hosting.Elasticsearch;

/// <summary>Elasticsearch in a cluster: its image makes a key store in its own folder at the start.</summary>
internal static class ElasticsearchKubernetes
{
    /// <summary>The workload.</summary>
    public static Workload Workload { get; } = new(CpuMillicores: 100, MemoryMiB: 1024, MemoryLimitMiB: 1024)
    {
        StorageGiB = 4,
        Startup = TimeSpan.FromMinutes(5),
        TerminationSeconds = 120,
        HasReadOnlyImage = false,
        ImageFolders = [ElasticsearchFacts.ConfigFolder],
    };
}
