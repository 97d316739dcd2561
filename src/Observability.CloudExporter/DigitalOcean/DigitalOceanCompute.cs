using Observability.CloudExporter.Metrics;

namespace Observability.CloudExporter.DigitalOcean;

/// <summary>Droplets, Kubernetes clusters and database clusters.</summary>
internal static class DigitalOceanCompute
{
    private const double Mebibyte = 1024 * 1024;
    private const double Gigabyte = 1000 * 1000 * 1000;

    // { "droplets": [ { "id": 3164444, "name": "…", "status": "active", "vcpus": 1, "memory": 1024, "disk": 25,
    //   "region": { "slug": "lon1" }, "size": { "price_hourly": 0.01042, "price_monthly": 7 } } ] }, in MiB, GB and US dollars
    public static async Task<IReadOnlyList<Sample>> ReadDropletsAsync(DigitalOceanReader reader, CancellationToken cancellationToken)
    {
        var droplets = await reader.ListAsync("/v2/droplets", "droplets", cancellationToken);
        var samples = new List<Sample>(6 * droplets.Count);
        foreach (var droplet in droplets)
        {
            var size = droplet.Object("size");
            string[] labels = [droplet.NumberLabel("id"), droplet.Text("name"), droplet.Object("region").Text("slug")];
            samples.Add(DigitalOceanMetrics.DropletUp.Sample(droplet.Text("status") == "active", labels));
            samples.Add(DigitalOceanMetrics.DropletCpus.Sample(droplet.Number("vcpus"), labels));
            samples.Add(DigitalOceanMetrics.DropletMemory.Sample(droplet.Number("memory") * Mebibyte, labels));
            samples.Add(DigitalOceanMetrics.DropletDisk.Sample(droplet.Number("disk") * Gigabyte, labels));
            samples.Add(DigitalOceanMetrics.DropletPriceHourly.Sample(size.Number("price_hourly"), labels));
            samples.Add(DigitalOceanMetrics.DropletPriceMonthly.Sample(size.Number("price_monthly"), labels));
        }

        return samples;
    }

    // { "kubernetes_clusters": [ { "id": "…", "name": "…", "region": "lon1", "version": "1.35.1-do.0",
    //   "status": { "state": "running" }, "node_pools": [ { "id": "…", "name": "…", "count": 1 } ] } ] }
    public static async Task<IReadOnlyList<Sample>> ReadClustersAsync(DigitalOceanReader reader, CancellationToken cancellationToken)
    {
        var samples = new List<Sample>();
        foreach (var cluster in await reader.ListAsync("/v2/kubernetes/clusters", "kubernetes_clusters", cancellationToken))
        {
            var pools = cluster.Items("node_pools");
            var region = cluster.Text("region");
            string[] labels = [cluster.Text("id"), cluster.Text("name"), region, cluster.Text("version")];
            samples.Add(DigitalOceanMetrics.ClusterUp.Sample(cluster.Object("status").Text("state") == "running", labels));
            samples.Add(DigitalOceanMetrics.NodePools.Sample(pools.Count, labels));
            samples.AddRange(pools.Select(pool => DigitalOceanMetrics.Nodes.Sample(
                pool.Number("count"), pool.Text("id"), pool.Text("name"), region)));
        }

        return samples;
    }

    // { "databases": [ { "id": "…", "name": "…", "engine": "pg", "version": "17", "region": "lon1", "size": "db-s-1vcpu-1gb",
    //   "status": "online", "num_nodes": 1, "maintenance_window": { "day": "saturday", "hour": "04:00:00", "pending": false } } ] }
    public static async Task<IReadOnlyList<Sample>> ReadDatabasesAsync(DigitalOceanReader reader, CancellationToken cancellationToken)
    {
        var databases = await reader.ListAsync("/v2/databases", "databases", cancellationToken);
        var samples = new List<Sample>(2 * databases.Count);
        foreach (var database in databases)
        {
            var window = database.Find("maintenance_window");
            string[] labels =
            [
                database.Text("id"),
                database.Text("name"),
                window?.TextOrEmpty("day") ?? "",
                window?.TextOrEmpty("hour") ?? "",
                window?.IsTrue("pending") == true ? "true" : "false",
                database.Text("region"),
                database.Text("size"),
                database.Text("engine"),
                database.Text("version"),
            ];
            samples.Add(DigitalOceanMetrics.DatabaseStatus.Sample(database.Text("status") == "online", labels));
            samples.Add(DigitalOceanMetrics.DatabaseNodes.Sample(database.Number("num_nodes"), labels));
        }

        return samples;
    }
}
