namespace Observability.Hosting.Publishing.Fit;

/// <summary>A node and what is on it.</summary>
/// <param name="Pool">Its group.</param>
/// <param name="Size">Its kind of machine.</param>
/// <param name="CpuMillicores">Processor time that is left for pods when it is empty but for what is on every node.</param>
/// <param name="MemoryMiB">The same of memory.</param>
/// <param name="Volumes">Volumes that it can have.</param>
internal sealed record FitNode(string Pool, string Size, int CpuMillicores, int MemoryMiB, int Volumes)
{
    /// <summary>The pods on it.</summary>
    public List<FitPod> Pods { get; } = [];

    /// <summary>Processor time that is left.</summary>
    public int FreeCpu => CpuMillicores - Pods.Sum(pod => pod.CpuMillicores);

    /// <summary>Memory that is left.</summary>
    public int FreeMemory => MemoryMiB - Pods.Sum(pod => pod.MemoryMiB);

    /// <summary>Volumes that are left.</summary>
    public int FreeVolumes => Volumes - Pods.Sum(pod => pod.Volumes);

    /// <summary>The resource of which there is not enough for a pod; null where it fits.</summary>
    public string? FindShortage(FitPod pod) => pod.MemoryMiB > FreeMemory ? "memory"
        : pod.CpuMillicores > FreeCpu ? "cpu"
        : pod.Volumes > FreeVolumes ? "volumes"
        : null;
}
