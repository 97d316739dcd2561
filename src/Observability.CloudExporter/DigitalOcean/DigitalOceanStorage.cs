using Observability.CloudExporter.Metrics;

namespace Observability.CloudExporter.DigitalOcean;

/// <summary>Volumes and snapshots.</summary>
internal static class DigitalOceanStorage
{
    // The API says gigabytes; what it sells, and what the known exporter reports, are gibibytes.
    private const double Gibibyte = 1024 * 1024 * 1024;

    // { "volumes": [ { "id": "…", "name": "…", "region": { "slug": "lon1" }, "size_gigabytes": 10 } ] }
    public static async Task<IReadOnlyList<Sample>> ReadVolumesAsync(DigitalOceanReader reader, CancellationToken cancellationToken)
    {
        var volumes = await reader.ListAsync("/v2/volumes", "volumes", cancellationToken);
        return [.. volumes.Select(static volume => DigitalOceanMetrics.VolumeSize.Sample(
            volume.Number("size_gigabytes") * Gibibyte, volume.Text("id"), volume.Text("name"), volume.Object("region").Text("slug")))];
    }

    // { "snapshots": [ { "id": "…", "name": "…", "regions": [ "lon1" ], "resource_type": "droplet",
    //   "min_disk_size": 80, "size_gigabytes": 3.42 } ] }
    public static async Task<IReadOnlyList<Sample>> ReadSnapshotsAsync(DigitalOceanReader reader, CancellationToken cancellationToken)
    {
        var samples = new List<Sample>();
        foreach (var snapshot in await reader.ListAsync("/v2/snapshots", "snapshots", cancellationToken))
        {
            // A snapshot can be in several regions; as with the known exporter, the first stands for it.
            string[] labels = [snapshot.Text("id"), snapshot.Text("name"), snapshot.FirstText("regions"), snapshot.Text("resource_type")];
            samples.Add(DigitalOceanMetrics.SnapshotMinDisk.Sample(snapshot.Number("min_disk_size") * Gibibyte, labels));
            if (snapshot.NumberOrZero("size_gigabytes") is > 0 and var size)
            {
                samples.Add(DigitalOceanMetrics.SnapshotSize.Sample(size * Gibibyte, labels));
            }
        }

        return samples;
    }
}
