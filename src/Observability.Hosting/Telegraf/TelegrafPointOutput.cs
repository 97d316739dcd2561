namespace Observability.Hosting.Telegraf;

/// <summary>A store of points, over InfluxDB's v2 write API.</summary>
/// <param name="Url">Its URL.</param>
/// <param name="Organization">Organisation.</param>
/// <param name="Bucket">Bucket.</param>
/// <param name="TokenVariable">Environment variable that holds the token.</param>
internal sealed record TelegrafPointOutput(string Url, string Organization, string Bucket, string TokenVariable)
    : TelegrafOutput(Url);
