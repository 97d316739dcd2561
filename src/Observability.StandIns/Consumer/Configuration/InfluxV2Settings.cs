namespace Observability.StandIns.Consumer.Configuration;

/// <summary>
/// An <c>outputs.influxdb_v2</c> (https://github.com/influxdata/telegraf/blob/master/plugins/outputs/influxdb_v2/README.md).
/// </summary>
/// <param name="Urls">Servers; each write goes to one of them.</param>
/// <param name="Token">Token, empty for none.</param>
/// <param name="Organization">Organisation.</param>
/// <param name="Bucket">Bucket.</param>
/// <param name="BucketTag">Tag whose value is the bucket of a metric that has it, or null.</param>
/// <param name="ExcludeBucketTag">True to leave that tag out of what is written.</param>
/// <param name="Line">How lines are written and sent.</param>
internal sealed record InfluxV2Settings(
    IReadOnlyList<Uri> Urls, string Token, string Organization, string Bucket, string? BucketTag, bool ExcludeBucketTag, LineSettings Line);
