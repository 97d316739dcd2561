using Observability.CloudExporter.Metrics;

namespace Observability.CloudExporter.Exoscale;

/// <summary>Volumes, snapshots and buckets.</summary>
internal static class ExoscaleStorage
{
    // { "block-storage-volumes": [ { "id": "…", "name": "…", "size": 50 } ] }, in GiB
    public static async Task<IReadOnlyList<Sample>> ReadVolumesAsync(ExoscaleReader reader, CancellationToken cancellationToken)
    {
        var samples = new List<Sample>();
        foreach (var (_, volume) in await reader.ListByZoneAsync("/block-storage", "block-storage-volumes", cancellationToken))
        {
            samples.Add(ExoscaleMetrics.VolumeSize.Sample(volume.Number("size"), volume.Text("id"), volume.Text("name")));
        }

        samples.Add(ExoscaleMetrics.VolumeCount.Sample(samples.Count));
        return samples;
    }

    // { "snapshots": [ { "id": "…", "name": "…", "size": 10 } ] }, in GiB; no size while one is being made
    public static async Task<IReadOnlyList<Sample>> ReadSnapshotsAsync(ExoscaleReader reader, CancellationToken cancellationToken)
    {
        var samples = new List<Sample>();
        foreach (var (_, snapshot) in await reader.ListByZoneAsync("/snapshot", "snapshots", cancellationToken))
        {
            samples.Add(ExoscaleMetrics.SnapshotSize.Sample(snapshot.NumberOrZero("size"), snapshot.Text("id"), snapshot.Text("name")));
        }

        samples.Add(ExoscaleMetrics.SnapshotCount.Sample(samples.Count));
        return samples;
    }

    // { "sos-buckets-usage": [ { "name": "…", "zone-name": "ch-gva-2", "size": 18253611008 } ] }, in bytes
    public static async Task<IReadOnlyList<Sample>> ReadBucketsAsync(ExoscaleReader reader, CancellationToken cancellationToken)
    {
        var buckets = await reader.ListAsync("/sos-buckets-usage", "sos-buckets-usage", cancellationToken);
        return
        [
            .. buckets.Select(static bucket => ExoscaleMetrics.Bucket.Sample(
                bucket.NumberOrZero("size"), bucket.Text("name"), bucket.Text("zone-name"))),
            ExoscaleMetrics.BucketCount.Sample(buckets.Count),
        ];
    }
}
