namespace Observability.StandIns.Points.Metadata;

/// <summary>A bucket.</summary>
/// <param name="Id">16 hexadecimal digits.</param>
/// <param name="OrgId">The organisation that owns it.</param>
/// <param name="Name">Its name.</param>
/// <param name="Description">What somebody wrote of it.</param>
/// <param name="RetentionSeconds">How long points are kept; 0 is for ever.</param>
/// <param name="ShardGroupSeconds">What a client said of shard groups; kept and shown, and of no effect here.</param>
/// <param name="IsSystem">True for the two that the server makes itself.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="UpdatedAt">When it was changed last.</param>
internal sealed record Bucket(
    string Id,
    string OrgId,
    string Name,
    string Description,
    long RetentionSeconds,
    long ShardGroupSeconds,
    bool IsSystem,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt) : IMetadata
{
    private const long NanosecondsPerSecond = 1_000_000_000;

    /// <summary>The oldest time that is kept.</summary>
    /// <param name="now">Nanoseconds since 1970.</param>
    public long OldestTime(long now) => RetentionSeconds == 0
        ? long.MinValue
        : (long)Int128.Max(long.MinValue, (Int128)now - ((Int128)RetentionSeconds * NanosecondsPerSecond));

    /// <summary>
    /// Length of a shard group that the server chooses for a retention
    /// (https://docs.influxdata.com/influxdb/v2/reference/internals/shards/#shard-group-duration).
    /// </summary>
    public static long ShardGroupOf(long retentionSeconds) => retentionSeconds switch
    {
        0 => 604_800,
        < 172_800 => 3_600,
        <= 15_552_000 => 86_400,
        _ => 604_800,
    };
}
