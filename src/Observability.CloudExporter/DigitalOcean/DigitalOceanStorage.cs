using Observability.CloudExporter.Metrics;

namespace Observability.CloudExporter.DigitalOcean;

/// <summary>Volumes and snapshots.</summary>
internal static class DigitalOceanStorage
{
    // The API says gigabytes; what it sells, and what the known exporter reports, are gibibytes.
    private const double Gibibyte = 1024 * 1024 * 1024;

    public static async Task<IReadOnlyList<Sample>> ReadVolumesAsync(DigitalOceanReader reader, CancellationToken cancellationToken)
    {
        var volumes = await reader.ListAsync("/v2/volumes", DigitalOceanJson.Default.VolumePage, static page => page.Volumes, cancellationToken);
        return [.. volumes.Select(static volume => DigitalOceanMetrics.VolumeSize.Sample(
            volume.SizeGigabytes * Gibibyte, volume.Id, volume.Name, volume.Region.Slug))];
    }

    public static async Task<IReadOnlyList<Sample>> ReadSnapshotsAsync(DigitalOceanReader reader, CancellationToken cancellationToken)
    {
        var snapshots = await reader.ListAsync("/v2/snapshots", DigitalOceanJson.Default.SnapshotPage, static page => page.Snapshots, cancellationToken);
        var samples = new List<Sample>(2 * snapshots.Count);
        foreach (var snapshot in snapshots)
        {
            // A snapshot can be in several regions; like the known exporter, the first stands for it.
            string[] labels = [snapshot.Id, snapshot.Name, snapshot.Regions.Count > 0 ? snapshot.Regions[0] : "", snapshot.ResourceType];
            samples.Add(DigitalOceanMetrics.SnapshotMinDisk.Sample(snapshot.MinDiskSize * Gibibyte, labels));
            if (snapshot.SizeGigabytes > 0)
            {
                samples.Add(DigitalOceanMetrics.SnapshotSize.Sample(snapshot.SizeGigabytes * Gibibyte, labels));
            }
        }

        return samples;
    }
}
