using Observability.Hosting.Model;

namespace Observability.Hosting.Telegraf;

/// <summary>Telegraf in a cluster: started without the image's script, which wants to be root first.</summary>
internal static class TelegrafKubernetes
{
    /// <summary>The workload.</summary>
    public static Workload Workload { get; } = new(CpuMillicores: 50, MemoryMiB: 64, MemoryLimitMiB: 128) { Command = ["telegraf"] };
}
