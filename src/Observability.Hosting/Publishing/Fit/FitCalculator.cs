using Aspire.Hosting;
using Observability.Hosting.Publishing.Graph;
using Observability.Hosting.Targets;

namespace Observability.Hosting.Publishing.Fit;

/// <summary>
/// Places the pods on the nodes as a scheduler that looks at requests would, the largest first, and adds nodes to pools that grow. It may
/// say no where a cleverer order would fit; it never says yes where the requests do not fit.
/// </summary>
internal static class FitCalculator
{
    // Enough for any stack of one team; more nodes than that are another question.
    private const int MostNodes = 30;

    /// <summary>Computes it.</summary>
    /// <exception cref="DistributedApplicationException">A pool has a kind of machine that the prices do not know.</exception>
    public static FitReport Calculate(ClusterTarget target, ClusterGraph graph, Prices prices)
    {
        var unknown = target.Pools.Where(pool => !prices.Machines.ContainsKey(pool.Size)).ToList();
        if (unknown.Count > 0)
        {
            throw new DistributedApplicationException(string.Join(Environment.NewLine, unknown.Select(pool =>
                $"{target.Name}: pool '{pool.Name}': nobody knows the size '{pool.Size}'. Use one of {string.Join(", ", prices.Machines.Keys)}, or give a table of your own with Stack:Prices.")));
        }

        var pods = GetPods(graph);
        var everyNode = new FitReport.Needs(
            prices.SystemCpuMillicores + graph.Servers.Where(server => server.IsOnEveryNode).Sum(server => server.Workload.CpuMillicores),
            prices.SystemMemoryMiB + graph.Servers.Where(server => server.IsOnEveryNode).Sum(server => server.Workload.MemoryMiB));
        FitNode CreateNode(string pool, string size) => new(
            pool, size, prices.Machines[size].CpuMillicores - everyNode.CpuMillicores, prices.Machines[size].MemoryMiB - everyNode.MemoryMiB, prices.VolumesPerNode);
        var nodes = target.Pools.SelectMany(pool => Enumerable.Range(0, pool.Count).Select(_ => CreateNode(pool.Name, pool.Size))).ToList();
        var unplaced = Place(pods, nodes, target.Pools, CreateNode);
        return new FitReport(
            target.Name,
            [.. nodes.Select(node => new FitReport.Node(
                node.Pool,
                node.Size,
                node.CpuMillicores - node.FreeCpu,
                node.CpuMillicores,
                node.MemoryMiB - node.FreeMemory,
                node.MemoryMiB,
                node.Volumes - node.FreeVolumes,
                node.Volumes,
                [.. node.Pods.Select(pod => pod.Name)]))],
            [.. unplaced.Select(pod => Explain(pod, nodes, target.Pools, CreateNode))],
            everyNode,
            [.. GetCosts(nodes, pods, graph, prices)],
            prices.Currency,
            prices.Date,
            Propose(pods, prices, CreateNode));
    }

    private static List<FitPod> GetPods(ClusterGraph graph) =>
    [
        .. from server in graph.Servers
           where !server.IsOnEveryNode
           from number in Enumerable.Range(1, server.Workload.Replicas)
           select new FitPod(
               server.Workload.Replicas == 1 ? server.Name : $"{server.Name} {number}",
               server.Workload.CpuMillicores,
               server.Workload.MemoryMiB,
               server.HasVolume ? server.Workload.StorageGiB : 0),
    ];

    private static List<FitPod> Place(
        IReadOnlyList<FitPod> pods, List<FitNode> nodes, IReadOnlyList<NodePool> pools, Func<string, string, FitNode> createNode)
    {
        var unplaced = new List<FitPod>();
        foreach (var pod in pods.OrderByDescending(pod => pod.MemoryMiB).ThenByDescending(pod => pod.Volumes).ThenBy(pod => pod.Name, StringComparer.Ordinal))
        {
            // The node with most left, as the scheduler spreads by default.
            var node = nodes.Where(node => node.FindShortage(pod) is null).MaxBy(node => node.FreeMemory);
            if (node is null)
            {
                var growing = pools.FirstOrDefault(pool =>
                    nodes.Count(other => other.Pool == pool.Name) < pool.Maximum && createNode(pool.Name, pool.Size).FindShortage(pod) is null);
                if (growing is null)
                {
                    unplaced.Add(pod);
                    continue;
                }

                node = createNode(growing.Name, growing.Size);
                nodes.Add(node);
            }

            node.Pods.Add(pod);
        }

        return unplaced;
    }

    private static FitReport.Pod Explain(FitPod pod, List<FitNode> nodes, List<NodePool> pools, Func<string, string, FitNode> createNode)
    {
        if (pools.Count == 0)
        {
            return new FitReport.Pod(pod.Name, "nodes", "the target has no pools: name them with WithNodePool");
        }

        var largest = pools.Select(pool => createNode(pool.Name, pool.Size)).MaxBy(node => node.MemoryMiB)!;
        var (node, when) = largest.FindShortage(pod) is not null
            ? (largest, "even an empty node")
            : (nodes.MaxBy(other => other.FreeMemory)!, "the emptiest node");
        var resource = node.FindShortage(pod)!;
        var why = resource switch
        {
            "memory" => $"it asks for {pod.MemoryMiB} MiB, {when} of {node.Size} has {Math.Max(0, node.FreeMemory)} MiB",
            "cpu" => $"it asks for {pod.CpuMillicores}m, {when} of {node.Size} has {Math.Max(0, node.FreeCpu)}m",
            _ => $"{when} of {node.Size} has its {node.Volumes} volumes already",
        };
        return new FitReport.Pod(pod.Name, resource, why);
    }

    private static IEnumerable<FitReport.Cost> GetCosts(List<FitNode> nodes, List<FitPod> pods, ClusterGraph graph, Prices prices)
    {
        foreach (var group in nodes.GroupBy(node => node.Size))
        {
            yield return new FitReport.Cost($"nodes {group.Key}", group.Count(), group.Count() * prices.Machines[group.Key].Month);
        }

        var storage = pods.Sum(pod => pod.StorageGiB);
        if (storage > 0)
        {
            yield return new FitReport.Cost("volumes, GiB", storage, storage * prices.VolumeGiB);
        }

        var balancers = graph.Servers.Count(server => server.Ports.Any(port => port.IsPublic));
        if (balancers > 0)
        {
            yield return new FitReport.Cost("load balancers", balancers, balancers * prices.LoadBalancer);
        }

        if (graph.Cluster.Buckets.Count > 0)
        {
            yield return new FitReport.Cost("buckets", graph.Cluster.Buckets.Count, prices.Buckets);
        }
    }

    private static FitReport.Pool? Propose(IReadOnlyList<FitPod> pods, Prices prices, Func<string, string, FitNode> createNode)
    {
        var candidates = new List<FitReport.Pool>();
        foreach (var (size, machine) in prices.Machines)
        {
            for (var count = 1; count <= MostNodes; count++)
            {
                if (Place(pods, [.. Enumerable.Range(0, count).Select(_ => createNode(size, size))], [], createNode).Count == 0)
                {
                    candidates.Add(new FitReport.Pool(size, count, count * machine.Month));
                    break;
                }
            }
        }

        return candidates.OrderBy(pool => pool.Month).ThenBy(pool => pool.Count).ThenBy(pool => pool.Size, StringComparer.Ordinal).FirstOrDefault();
    }
}
