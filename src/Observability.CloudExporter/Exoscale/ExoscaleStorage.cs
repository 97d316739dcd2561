using Observability.CloudExporter.Metrics;

namespace Observability.CloudExporter.Exoscale;

/// <summary>Volumes, snapshots and buckets.</summary>
internal static class ExoscaleStorage
{
    public static async Task<IReadOnlyList<Sample>> ReadVolumesAsync(ExoscaleReader reader, CancellationToken cancellationToken)
    {
        var zones = await reader.GetOfEachZoneAsync("/block-storage", ExoscaleJson.Default.VolumeList, cancellationToken);
        var volumes = zones.SelectMany(static zone => zone.Document.BlockStorageVolumes ?? [])
            .Select(static volume => ExoscaleMetrics.VolumeSize.Sample(volume.Size, volume.Id, volume.Name))
            .ToList();
        return [.. volumes, ExoscaleMetrics.VolumeCount.Sample(volumes.Count)];
    }

    public static async Task<IReadOnlyList<Sample>> ReadSnapshotsAsync(ExoscaleReader reader, CancellationToken cancellationToken)
    {
        var zones = await reader.GetOfEachZoneAsync("/snapshot", ExoscaleJson.Default.SnapshotList, cancellationToken);
        var snapshots = zones.SelectMany(static zone => zone.Document.Snapshots ?? [])
            .Select(static snapshot => ExoscaleMetrics.SnapshotSize.Sample(snapshot.Size, snapshot.Id, snapshot.Name))
            .ToList();
        return [.. snapshots, ExoscaleMetrics.SnapshotCount.Sample(snapshots.Count)];
    }

    public static async Task<IReadOnlyList<Sample>> ReadBucketsAsync(ExoscaleReader reader, CancellationToken cancellationToken)
    {
        var buckets = (await reader.GetAsync("/sos-buckets-usage", ExoscaleJson.Default.BucketUsageList, cancellationToken)).SosBucketsUsage ?? [];
        return
        [
            .. buckets.Select(static bucket => ExoscaleMetrics.Bucket.Sample(bucket.Size, bucket.Name, bucket.ZoneName)),
            ExoscaleMetrics.BucketCount.Sample(buckets.Count),
        ];
    }
}
