using Observability.Hosting.Model;

namespace Observability.Hosting.InfluxDB;

/// <summary>
/// How an InfluxDB is queried: once with Flux, once with InfluxQL
/// (https://grafana.com/docs/grafana/latest/datasources/influxdb/configure/).
/// </summary>
internal static class InfluxDBDataSources
{
    private const string Plugin = "influxdb";

    /// <summary>The two data sources of the default bucket, <c>&lt;name&gt;-flux</c> and <c>&lt;name&gt;-influxql</c>.</summary>
    public static IReadOnlyList<DataSource> Create(string name, InfluxDBSettings settings)
    {
        var bucket = settings.Buckets[0].Name;
        return
        [
            new DataSource(
                $"{name}-flux",
                $"{name} (Flux)",
                Plugin,
                [
                    new("version", "Flux"),
                    new("organization", settings.Organization),
                    new("defaultBucket", bucket),
                ],
                [new DataSourceSecret("token", settings.Token)]),
            new DataSource(
                $"{name}-influxql",
                $"{name} (InfluxQL)",
                Plugin,
                [
                    new("version", "InfluxQL"),
                    new("dbName", bucket),
                    new("httpMode", "GET"),
                    new("httpHeaderName1", "Authorization"),
                ],
                [new DataSourceSecret("httpHeaderValue1", settings.Token, "Token ")]),
        ];
    }
}
