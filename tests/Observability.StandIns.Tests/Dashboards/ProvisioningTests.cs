using Microsoft.Extensions.Logging.Abstractions;
using Observability.StandIns.Dashboards.Provisioning;

namespace Observability.StandIns.Tests.Dashboards;

/// <summary>Provisioning files mean what Grafana's documentation says.</summary>
public sealed class ProvisioningTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Dictionary<string, string?> _variables = new(StringComparer.Ordinal) { ["TOKEN"] = "s3cret", ["NUMBER"] = "42" };

    [Fact]
    public void DataSources_File_IsReadWithItsVariables()
    {
        _folder.Write("datasources/a.yaml", """
            apiVersion: 1
            datasources:
              - name: Influx
                type: influxdb
                url: http://localhost:8086
                isDefault: true
                jsonData: {version: Flux, timeInterval: 5s, count: 3, on: true, price: $$5}
                secureJsonData: {token: Token $TOKEN, braced: "${TOKEN}", number: $NUMBER}
            """);

        var source = Assert.Single(DataSourceDefinition.ReadAll(_folder.Path, _variables.GetValueOrDefault));

        Assert.Equal("P9F2B5A4EF6DB3C91".Length, source.Uid.Length);
        Assert.StartsWith("P", source.Uid, StringComparison.Ordinal);
        Assert.Equal(("Token s3cret", "s3cret", "42"), (source.Secrets["token"], source.Secrets["braced"], source.Secrets["number"]));
        Assert.Equal("""{"version":"Flux","timeInterval":"5s","count":3,"on":true,"price":"$5"}""", source.Settings.ToJsonString());
    }

    [Theory]
    [InlineData("datasources: [{type: loki, url: 'http://a'}]", "no name")]
    [InlineData("datasources: [{name: a, url: 'http://a'}]", "no type")]
    [InlineData("datasources: [{name: a, type: loki, url: 'ftp://a'}]", "no http address")]
    [InlineData("datasources: [{name: a, type: loki, access: direct, url: 'http://a'}]", "access is direct")]
    [InlineData("datasources: [{name: a, type: x, url: 'http://a'}, {name: a, type: y, url: 'http://a'}]", "already")]
    [InlineData("datasources: [{name: a, type: x, url: 'http://a', isDefault: true}, {name: b, type: y, url: 'http://a', isDefault: true}]", "cannot be the default")]
    [InlineData("datasources: some", "no list of maps")]
    [InlineData("[1, 2]", "no map")]
    [InlineData("a: [", "line")]
    public void DataSources_Mistake_NamesTheFile(string text, string what)
    {
        var path = _folder.Write("datasources/a.yaml", text);

        var mistake = Assert.Throws<StandInException>(() => DataSourceDefinition.ReadAll(_folder.Path, _variables.GetValueOrDefault));

        Assert.StartsWith(path, mistake.Message, StringComparison.Ordinal);
        Assert.Contains(what, mistake.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void DataSources_AliasesThatMultiply_AreRefused()
    {
        var lines = Enumerable.Range(1, 9)
            .Select(level => $"l{level}: &l{level} [{string.Join(',', Enumerable.Repeat($"*l{level - 1}", 10))}]");
        _folder.Write("datasources/a.yaml", $"l0: &l0 [x]\n{string.Join('\n', lines)}\n");

        Assert.Throws<StandInException>(() => DataSourceDefinition.ReadAll(_folder.Path, _variables.GetValueOrDefault));
    }

    [Fact]
    public void Dashboards_OfFolders_AreFoundAndTheBrokenOnesLeftOut()
    {
        var dashboards = _folder.Combine("content");
        _folder.Write("content/one.json", """{"uid":"one","title":"One & only","tags":["a"],"panels":[]}""");
        _folder.Write("content/Team/two.json", """{"title":"Two"}""");
        _folder.Write("content/broken.json", "{");
        _folder.Write("content/same.json", """{"uid":"one","title":"Same"}""");
        _folder.Write("content/twice.json", """{"uid":"twice","title":"Once","panels":[],"title":"Twice"}""");
        _folder.Write("content/untitled.json", """{"uid":"x"}""");
        _folder.Write("content/new.json", """{"apiVersion":"dashboard.grafana.app/v2","spec":{}}""");
        _folder.Write("dashboards/p.yaml",
            $"apiVersion: 1\nproviders: [{{name: p, updateIntervalSeconds: 30, options: {{path: '{dashboards}', foldersFromFilesStructure: true}}}}]\n");

        var (found, interval) = new DashboardsReader(NullLogger.Instance).Read(_folder.Path, _variables.GetValueOrDefault);

        Assert.Equal(TimeSpan.FromSeconds(30), interval);
        Assert.Equal([("Two", "Team"), ("One & only", null)], found.Select(dashboard => (dashboard.Title, dashboard.Folder?.Title)));
        Assert.Equal("/d/one/one-only", found[1].Path);
        Assert.NotEmpty(found[0].Uid);
    }

    [Fact]
    public void AlertRules_OfTheContent_AreRead()
    {
        _folder.Write("alerting/stack.yml",
            File.ReadAllText(Repository.Combine("AppHost", "alerts", "stack.yml")).Replace("$", "$$", StringComparison.Ordinal));

        var rules = AlertRuleDefinition.ReadAll(_folder.Path, _variables.GetValueOrDefault);

        Assert.Equal(3, rules.Count);
        Assert.Equal(("Target down", "stack", "Stack", TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(2)),
            (rules[0].Title, rules[0].Group, rules[0].Folder, rules[0].Interval, rules[0].For));
        Assert.Contains("{{ $labels.job }}", rules[0].Annotations["summary"], StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();
}
