using Observability.CloudExporter.Metrics;
using static System.FormattableString;

namespace Observability.CloudExporter.DigitalOcean;

/// <summary>Droplets, Kubernetes clusters and database clusters.</summary>
internal static class DigitalOceanCompute
{
    private const long Mebibyte = 1024 * 1024;
    private const long Gigabyte = 1000 * 1000 * 1000;

    public static async Task<IReadOnlyList<Sample>> ReadDropletsAsync(DigitalOceanReader reader, CancellationToken cancellationToken)
    {
        var droplets = await reader.ListAsync("/v2/droplets", DigitalOceanJson.Default.DropletPage, static page => page.Droplets, cancellationToken);
        var samples = new List<Sample>(6 * droplets.Count);
        foreach (var droplet in droplets)
        {
            string[] labels = [Invariant($"{droplet.Id}"), droplet.Name, droplet.Region.Slug];
            samples.Add(DigitalOceanMetrics.DropletUp.Sample(droplet.Status == "active", labels));
            samples.Add(DigitalOceanMetrics.DropletCpus.Sample(droplet.Vcpus, labels));
            samples.Add(DigitalOceanMetrics.DropletMemory.Sample(droplet.Memory * Mebibyte, labels));
            samples.Add(DigitalOceanMetrics.DropletDisk.Sample(droplet.Disk * Gigabyte, labels));
            samples.Add(DigitalOceanMetrics.DropletPriceHourly.Sample(droplet.Size.PriceHourly, labels));
            samples.Add(DigitalOceanMetrics.DropletPriceMonthly.Sample(droplet.Size.PriceMonthly, labels));
        }

        return samples;
    }

    public static async Task<IReadOnlyList<Sample>> ReadClustersAsync(DigitalOceanReader reader, CancellationToken cancellationToken)
    {
        var clusters = await reader.ListAsync(
            "/v2/kubernetes/clusters", DigitalOceanJson.Default.ClusterPage, static page => page.KubernetesClusters, cancellationToken);
        var samples = new List<Sample>();
        foreach (var cluster in clusters)
        {
            string[] labels = [cluster.Id, cluster.Name, cluster.Region, cluster.Version];
            samples.Add(DigitalOceanMetrics.ClusterUp.Sample(cluster.Status.State == "running", labels));
            samples.Add(DigitalOceanMetrics.NodePools.Sample(cluster.NodePools.Count, labels));
            samples.AddRange(cluster.NodePools.Select(pool => DigitalOceanMetrics.Nodes.Sample(pool.Count, pool.Id, pool.Name, cluster.Region)));
        }

        return samples;
    }

    public static async Task<IReadOnlyList<Sample>> ReadDatabasesAsync(DigitalOceanReader reader, CancellationToken cancellationToken)
    {
        var databases = await reader.ListAsync("/v2/databases", DigitalOceanJson.Default.DatabasePage, static page => page.Databases, cancellationToken);
        var samples = new List<Sample>(2 * databases.Count);
        foreach (var database in databases)
        {
            var window = database.MaintenanceWindow;
            string[] labels =
            [
                database.Id, database.Name, window?.Day ?? "", window?.Hour ?? "", window?.Pending == true ? "true" : "false",
                database.Region, database.Size, database.Engine, database.Version,
            ];
            samples.Add(DigitalOceanMetrics.DatabaseStatus.Sample(database.Status == "online", labels));
            samples.Add(DigitalOceanMetrics.DatabaseNodes.Sample(database.NumNodes, labels));
        }

        return samples;
    }
}
