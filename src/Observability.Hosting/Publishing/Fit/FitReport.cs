namespace Observability.Hosting.Publishing.Fit;

/// <summary>Whether a stack fits a cluster, and what that costs.</summary>
/// <param name="Target">The target.</param>
/// <param name="Nodes">The nodes with their pods.</param>
/// <param name="Unplaced">Pods that find no node.</param>
/// <param name="EveryNode">What is on every node, in sum.</param>
/// <param name="Costs">What is paid for, for a month.</param>
/// <param name="Currency">Currency of the costs.</param>
/// <param name="PricesOf">Day of the prices.</param>
/// <param name="Proposal">The cheapest nodes of one kind that the stack fits, or null where none does.</param>
internal sealed record FitReport(
    string Target,
    IReadOnlyList<FitReport.Node> Nodes,
    IReadOnlyList<FitReport.Pod> Unplaced,
    FitReport.Needs EveryNode,
    IReadOnlyList<FitReport.Cost> Costs,
    string Currency,
    string PricesOf,
    FitReport.Pool? Proposal)
{
    /// <summary>True where every pod finds a node.</summary>
    public bool Fits => Unplaced.Count == 0 && Nodes.Count > 0;

    /// <summary>What a month costs.</summary>
    public decimal Month => Costs.Sum(cost => cost.Month);

    /// <summary>A node: what is used of what it has for pods.</summary>
    internal sealed record Node(
        string Pool, string Size, int UsedCpuMillicores, int CpuMillicores, int UsedMemoryMiB, int MemoryMiB, int UsedVolumes, int Volumes, IReadOnlyList<string> Pods);

    /// <summary>A pod that finds no node, and why.</summary>
    internal sealed record Pod(string Name, string Resource, string Why);

    /// <summary>What something needs.</summary>
    internal sealed record Needs(int CpuMillicores, int MemoryMiB);

    /// <summary>Something that is paid for.</summary>
    internal sealed record Cost(string What, int Count, decimal Month);

    /// <summary>Nodes of one kind.</summary>
    internal sealed record Pool(string Size, int Count, decimal Month);
}
