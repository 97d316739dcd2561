using Observability.CloudExporter.Api;
using Observability.CloudExporter.Metrics;

namespace Observability.CloudExporter.Exoscale;

/// <summary>Instances, their pools and groups, and Kubernetes clusters.</summary>
internal static class ExoscaleCompute
{
    // { "instances": [ { "id": "…", "name": "…", "state": "running", "instance-type": { "id": "…" } } ] }
    // { "instance-types": [ { "id": "…", "family": "standard", "size": "small", "cpus": 2, "gpus": 0, "memory": 2147483648 } ] }
    public static async Task<IReadOnlyList<Sample>> ReadInstancesAsync(ExoscaleReader reader, CancellationToken cancellationToken)
    {
        var types = new Dictionary<string, CloudDocument>();
        foreach (var type in await reader.ListAsync("/instance-type", "instance-types", cancellationToken))
        {
            types[type.Text("id")] = type;
        }

        var instances = await reader.ListByZoneAsync("/instance", "instances", cancellationToken);
        var samples = new List<Sample>((4 * instances.Count) + 1);
        foreach (var (zone, instance) in instances)
        {
            var typeId = instance.Object("instance-type").Text("id");
            var type = types.GetValueOrDefault(typeId)
                ?? throw new InvalidDataException($"Instance {instance.Text("name")} is of the type {typeId}, which GET /instance-type does not list.");
            string[] labels = [instance.Text("id"), instance.Text("name"), type.Text("family"), type.Text("size"), zone];
            samples.Add(ExoscaleMetrics.InstanceUp.Sample(IsRunning(instance), labels));
            samples.Add(ExoscaleMetrics.InstanceCpus.Sample(type.Number("cpus"), labels));
            samples.Add(ExoscaleMetrics.InstanceGpus.Sample(type.NumberOrZero("gpus"), labels));
            samples.Add(ExoscaleMetrics.InstanceMemory.Sample(type.Number("memory"), labels));
        }

        samples.Add(ExoscaleMetrics.InstancesCount.Sample(instances.Count));
        return samples;
    }

    // { "instance-pools": [ { "id": "…", "name": "…", "state": "running", "size": 2 } ] }
    public static async Task<IReadOnlyList<Sample>> ReadInstancePoolsAsync(ExoscaleReader reader, CancellationToken cancellationToken)
    {
        var pools = await reader.ListByZoneAsync("/instance-pool", "instance-pools", cancellationToken);
        var samples = new List<Sample>((2 * pools.Count) + 1);
        foreach (var (_, pool) in pools)
        {
            string[] labels = [pool.Text("id"), pool.Text("name")];
            samples.Add(ExoscaleMetrics.PoolUp.Sample(pool.Text("state") != "suspended", labels));
            samples.Add(ExoscaleMetrics.PoolSize.Sample(pool.NumberOrZero("size"), labels));
        }

        samples.Add(ExoscaleMetrics.PoolCount.Sample(pools.Count));
        return samples;
    }

    // { "anti-affinity-groups": [ { "name": "…", "instances": [ { "id": "…", "name": "…" } ] } ] }
    public static async Task<IReadOnlyList<Sample>> ReadAntiAffinityGroupsAsync(ExoscaleReader reader, CancellationToken cancellationToken)
    {
        var samples = new List<Sample>();
        foreach (var antiAffinityGroup in await reader.ListAsync("/anti-affinity-group", "anti-affinity-groups", cancellationToken))
        {
            foreach (var instance in antiAffinityGroup.Items("instances"))
            {
                samples.Add(ExoscaleMetrics.AntiAffinityGroup.Sample(
                    1, antiAffinityGroup.Text("name"), instance.Text("id"), instance.TextOrEmpty("name")));
            }
        }

        return samples;
    }

    // { "sks-clusters": [ { "id": "…", "name": "…", "level": "starter", "version": "1.35.2", "state": "running",
    //   "nodepools": [ { "id": "…", "name": "…", "version": "1.35.2", "state": "running", "size": 2, "disk-size": 50 } ] } ] }
    public static async Task<IReadOnlyList<Sample>> ReadSksClustersAsync(ExoscaleReader reader, CancellationToken cancellationToken)
    {
        var clusters = await reader.ListByZoneAsync("/sks-cluster", "sks-clusters", cancellationToken);
        var samples = new List<Sample>();
        foreach (var (_, cluster) in clusters)
        {
            var pools = cluster.Items("nodepools");
            string[] labels = [cluster.Text("id"), cluster.Text("name"), cluster.Text("level"), cluster.Text("version")];
            samples.Add(ExoscaleMetrics.ClusterUp.Sample(IsRunning(cluster), labels));
            samples.Add(ExoscaleMetrics.ClusterSize.Sample(pools.Sum(static pool => pool.NumberOrZero("size")), labels));
            foreach (var pool in pools)
            {
                string[] poolLabels = [pool.Text("id"), pool.Text("name"), pool.Text("version")];
                samples.Add(ExoscaleMetrics.NodepoolUp.Sample(IsRunning(pool), poolLabels));
                samples.Add(ExoscaleMetrics.NodepoolSize.Sample(pool.NumberOrZero("size"), poolLabels));
                samples.Add(ExoscaleMetrics.NodepoolDisk.Sample(pool.Number("disk-size"), poolLabels));
            }
        }

        samples.Add(ExoscaleMetrics.ClusterCount.Sample(clusters.Count));
        return samples;
    }

    private static bool IsRunning(CloudDocument thing) => thing.Text("state") == "running";
}
