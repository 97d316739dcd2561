namespace Observability.Hosting.Publishing.Fit;

/// <summary>What a pod asks of a node.</summary>
/// <param name="Name">Name, with a number where there are several.</param>
/// <param name="CpuMillicores">Processor time, in thousandths of a core.</param>
/// <param name="MemoryMiB">Memory, in MiB.</param>
/// <param name="StorageGiB">Size of its volume in GiB; 0 for none.</param>
internal sealed record FitPod(string Name, int CpuMillicores, int MemoryMiB, int StorageGiB)
{
    /// <summary>Volumes that it needs attached.</summary>
    public int Volumes => StorageGiB > 0 ? 1 : 0;
}
