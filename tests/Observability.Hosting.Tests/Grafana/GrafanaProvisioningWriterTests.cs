using System.Globalization;
using Observability.Hosting.Grafana;

namespace Observability.Hosting.Tests.Grafana;

[Tier(Tier.Golden)]
public class GrafanaProvisioningWriterTests
{
    [Fact]
    public void Write_DataSourcesOfEveryShape_MatchesGoldenFile() => GoldenFile.Matches("Grafana/Golden/datasources.yaml", GrafanaDataSourcesWriter.Write(
    [
        Source("prometheus", "prometheus") with
        {
            IsDefault = true,
            Settings = [new("httpMethod", "POST"), new("timeInterval", "5s"), new("manageAlerts", true)],
        },
        Source("loki", "loki") with
        {
            Settings =
            [
                new("maxLines", 1000),
                new("httpHeaderName1", "X-Scope-OrgID"),
                new("derivedFields", new List<object>
                {
                    new Dictionary<string, object> { ["name"] = "trace", ["matcherRegex"] = "trace=(\\w+)$", ["url"] = "${__value.raw}" },
                }),
            ],
            Secrets = [("httpHeaderValue1", "", "DATASOURCE_LOKI_HTTPHEADERVALUE1")],
        },
        Source("search-logs", "elasticsearch") with
        {
            BasicAuthUser = "elastic",
            Settings = [new("index", "logs-*"), new("timeField", "@timestamp"), new("tlsSkipVerify", true)],
            Secrets = [("basicAuthPassword", "", "DATASOURCE_SEARCH_LOGS_BASICAUTHPASSWORD")],
        },
        Source("influxdb-influxql", "influxdb") with
        {
            Settings = [new("version", "InfluxQL"), new("dbName", "metrics"), new("httpHeaderName1", "Authorization")],
            Secrets = [("httpHeaderValue1", "Token ", "DATASOURCE_INFLUXDB_INFLUXQL_HTTPHEADERVALUE1")],
        },
    ]));

    [Fact]
    public void Write_NoDataSource_StillPrunesThoseOfAnEarlierGraph() =>
        GoldenFile.Matches("Grafana/Golden/no-datasources.yaml", GrafanaDataSourcesWriter.Write([]));

    [Fact]
    public void Write_DashboardProvider_MatchesGoldenFile() =>
        GoldenFile.Matches("Grafana/Golden/dashboards.yaml", GrafanaDashboardsWriter.Write("/etc/grafana/dashboards"));

    [Theory]
    [InlineData("$HOME")]
    [InlineData("${HOME}")]
    [InlineData("$__env{HOME}")]
    [InlineData("$$")]
    [InlineData("$$$HOME$")]
    [InlineData("{{ $labels.x }}")]
    [InlineData("yes")]
    [InlineData("1.5")]
    [InlineData("a: b # c")]
    [InlineData("two\nlines \"and' quotes\\")]
    [InlineData("ünïcode 😀")]
    public void Write_SettingOfAnyText_IsReadByGrafanaAsItIs(string text)
    {
        var document = YamlDocument.Parse(GrafanaDataSourcesWriter.Write([Source("a", "loki") with { Name = text, Settings = [new("key", text)] }]));

        Assert.Equal(text, GrafanaExpansion.Expand(document.Scalar("datasources", 0, "name")));
        Assert.Equal(text, GrafanaExpansion.Expand(document.Scalar("datasources", 0, "jsonData", "key")));
    }

    [Theory]
    [InlineData("plain", "Token ")]
    [InlineData("a$b$$c${d}$", "Token ")]
    [InlineData("a$b", "$ ")]
    public void Write_SecretWithDollarSigns_ReachesGrafanaWhole(string secret, string prefix)
    {
        var text = GrafanaDataSourcesWriter.Write([Source("a", "loki") with { Secrets = [("token", prefix, "DATASOURCE_A_TOKEN")] }]);
        var environment = new Dictionary<string, string> { ["DATASOURCE_A_TOKEN"] = secret };

        var value = YamlDocument.Parse(text).Scalar("datasources", 0, "secureJsonData", "token");

        Assert.Equal(prefix + secret, GrafanaExpansion.Expand(value, environment));
        Assert.DoesNotContain(secret, text, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_HostileCulture_GivesTheSameText()
    {
        var sources = new[] { Source("a", "loki") with { Settings = [new("ratio", 1.5), new("lines", 1000)] } };
        var expected = GrafanaDataSourcesWriter.Write(sources);
        var culture = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo("") { NumberFormat = { NumberDecimalSeparator = ",", NegativeSign = "~" } };

            Assert.Equal(expected, GrafanaDataSourcesWriter.Write(sources));
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }

    private static GrafanaDataSourceConfig Source(string uid, string type) => new(uid, uid, type, $"http://{type}:80", false, null, [], []);
}
