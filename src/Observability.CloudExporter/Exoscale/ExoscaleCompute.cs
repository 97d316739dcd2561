using Observability.CloudExporter.Metrics;

namespace Observability.CloudExporter.Exoscale;

/// <summary>Instances, their pools and groups, and Kubernetes clusters.</summary>
internal static class ExoscaleCompute
{
    private const string Running = "running";
    private const string Suspended = "suspended";

    public static async Task<IReadOnlyList<Sample>> ReadInstancesAsync(ExoscaleReader reader, CancellationToken cancellationToken)
    {
        var types = (await reader.GetAsync("/instance-type", ExoscaleJson.Default.InstanceTypeList, cancellationToken))
            .InstanceTypes?.ToDictionary(static type => type.Id) ?? [];
        var samples = new List<Sample>();
        var count = 0;
        foreach (var (zone, list) in await reader.GetOfEachZoneAsync("/instance", ExoscaleJson.Default.InstanceList, cancellationToken))
        {
            foreach (var instance in list.Instances ?? [])
            {
                var type = types.GetValueOrDefault(instance.InstanceType.Id)
                    ?? throw new InvalidDataException($"Instance {instance.Name} is of the type {instance.InstanceType.Id}, which GET /instance-type does not list.");
                string[] labels = [instance.Id, instance.Name, type.Family, type.Size, zone];
                samples.Add(ExoscaleMetrics.InstanceUp.Sample(instance.State == Running, labels));
                samples.Add(ExoscaleMetrics.InstanceCpus.Sample(type.Cpus, labels));
                samples.Add(ExoscaleMetrics.InstanceGpus.Sample(type.Gpus, labels));
                samples.Add(ExoscaleMetrics.InstanceMemory.Sample(type.Memory, labels));
                count++;
            }
        }

        samples.Add(ExoscaleMetrics.InstancesCount.Sample(count));
        return samples;
    }

    public static async Task<IReadOnlyList<Sample>> ReadInstancePoolsAsync(ExoscaleReader reader, CancellationToken cancellationToken)
    {
        var samples = new List<Sample>();
        var count = 0;
        foreach (var (_, list) in await reader.GetOfEachZoneAsync("/instance-pool", ExoscaleJson.Default.InstancePoolList, cancellationToken))
        {
            foreach (var pool in list.InstancePools ?? [])
            {
                samples.Add(ExoscaleMetrics.PoolUp.Sample(pool.State != Suspended, pool.Id, pool.Name));
                samples.Add(ExoscaleMetrics.PoolSize.Sample(pool.Size, pool.Id, pool.Name));
                count++;
            }
        }

        samples.Add(ExoscaleMetrics.PoolCount.Sample(count));
        return samples;
    }

    public static async Task<IReadOnlyList<Sample>> ReadAntiAffinityGroupsAsync(ExoscaleReader reader, CancellationToken cancellationToken)
    {
        var list = await reader.GetAsync("/anti-affinity-group", ExoscaleJson.Default.AntiAffinityGroupList, cancellationToken);
        return
        [
            .. from @group in list.AntiAffinityGroups ?? []
               from instance in @group.Instances ?? []
               select ExoscaleMetrics.AntiAffinityGroup.Sample(1, @group.Name, instance.Id, instance.Name ?? ""),
        ];
    }

    public static async Task<IReadOnlyList<Sample>> ReadSksClustersAsync(ExoscaleReader reader, CancellationToken cancellationToken)
    {
        var samples = new List<Sample>();
        var count = 0;
        foreach (var (_, list) in await reader.GetOfEachZoneAsync("/sks-cluster", ExoscaleJson.Default.SksClusterList, cancellationToken))
        {
            foreach (var cluster in list.SksClusters ?? [])
            {
                var pools = cluster.Nodepools ?? [];
                string[] labels = [cluster.Id, cluster.Name, cluster.Level, cluster.Version];
                samples.Add(ExoscaleMetrics.ClusterUp.Sample(cluster.State == Running, labels));
                samples.Add(ExoscaleMetrics.ClusterSize.Sample(pools.Sum(static pool => pool.Size), labels));
                samples.AddRange(pools.SelectMany(Describe));
                count++;
            }
        }

        samples.Add(ExoscaleMetrics.ClusterCount.Sample(count));
        return samples;
    }

    private static IEnumerable<Sample> Describe(SksNodepool pool)
    {
        string[] labels = [pool.Id, pool.Name, pool.Version];
        return
        [
            ExoscaleMetrics.NodepoolUp.Sample(pool.State == Running, labels),
            ExoscaleMetrics.NodepoolSize.Sample(pool.Size, labels),
            ExoscaleMetrics.NodepoolDisk.Sample(pool.DiskSize, labels),
        ];
    }
}
