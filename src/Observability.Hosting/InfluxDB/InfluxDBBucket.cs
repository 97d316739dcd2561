namespace Observability.Hosting.InfluxDB;

/// <summary>A bucket.</summary>
/// <param name="Name">Its name; for version 1 clients the name of the database.</param>
/// <param name="Retention">How long points are kept, in whole seconds; null keeps them for ever.</param>
internal sealed record InfluxDBBucket(string Name, TimeSpan? Retention)
{
    /// <summary>The retention as the API has it: 0 is for ever.</summary>
    public long RetentionSeconds => Retention is { } retention ? (long)retention.TotalSeconds : 0;

    /// <summary>
    /// Length of a shard group that fits the retention, as the server itself chooses it for a new bucket
    /// (https://docs.influxdata.com/influxdb/v2/reference/internals/shards/#shard-group-duration). A shard group must not be
    /// longer than the retention, so whoever shortens the one has to shorten the other.
    /// </summary>
    public long ShardGroupSeconds => RetentionSeconds switch
    {
        0 => 7 * Day,
        < 2 * Day => Hour,
        <= 180 * Day => Day,
        _ => 7 * Day,
    };

    private const long Hour = 3_600;
    private const long Day = 24 * Hour;
}
