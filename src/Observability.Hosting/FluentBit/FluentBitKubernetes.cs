using Observability.Hosting.Model;

namespace Observability.Hosting.FluentBit;

/// <summary>Fluent Bit in a cluster: on every node, whose logs it reads as root.</summary>
internal static class FluentBitKubernetes
{
    /// <summary>The workload.</summary>
    public static Workload Workload { get; } = new(CpuMillicores: 20, MemoryMiB: 48, MemoryLimitMiB: 128);
}
