using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Observability.Hosting.Grafana.Content;
using Observability.Hosting.Validation;

namespace Observability.Hosting.Tests.Grafana;

public sealed class GrafanaChecksTests : IDisposable
{
    private const string Dashboard = """
        { "uid": "a", "title": "A", "panels": [ { "datasource": { "type": "loki", "uid": "loki" } } ] }
        """;

    private const string Rules = """
        apiVersion: 1
        groups:
          - name: g
            folder: f
            interval: 1m
            rules:
              - uid: r
                title: t
                condition: B
                data:
                  - { refId: A, datasourceUid: loki, model: { expr: x } }
                  - { refId: B, datasourceUid: __expr__, model: { type: threshold } }
        """;

    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string, string> BrokenDashboards => new()
    {
        { "{ \"uid\": ", "d.json: Expected" },
        { "[]", "d.json: The file is no JSON object. Mend the file." },
        { """{ "title": "A" }""", "d.json: uid: there is none, so that links to it break with every import. Give it a fixed one." },
        { """{ "uid": "no good", "title": "A" }""", "d.json: uid: 'no good' cannot be an identifier" },
        { """{ "uid": "a" }""", "d.json: title: there is none. Give it one." },
        { """{ "uid": "a", "title": "A", "id": 7 }""", "d.json: id: it is the number of a row in another Grafana's database" },
        { """{ "uid": "a", "title": "A", "__inputs": [] }""", "d.json: __inputs: it was exported for sharing" },
        { """{ "apiVersion": "dashboard.grafana.app/v2beta1", "kind": "Dashboard", "spec": {} }""", "d.json: this is a Kubernetes-style resource" },
        { """{ "title": "A", "elements": {}, "layout": {} }""", "d.json: this is a dashboard of schema v2" },
        { """{ "meta": {}, "dashboard": { "uid": "a" } }""", "d.json: this is an answer of the HTTP API" },
        { """{ "uid": "a", "title": "A", "panels": [ {}, { "targets": [ { "datasource": { "uid": "lokki" } } ] } ] }""", "d.json: panels[1].targets[0].datasource.uid: 'lokki' is no data source of this Grafana. Use one of: loki." },
        { """{ "uid": "a", "title": "A", "panels": [ { "datasource": "Prometheus" } ] }""", "d.json: panels[0].datasource: 'Prometheus' is no data source" },
        { """{ "uid": "a", "title": "A", "panels": [ { "datasource": { "type": "prometheus", "uid": "loki" } } ] }""", "d.json: panels[0].datasource.uid: 'loki' is of type loki, not prometheus" },
        { """{ "uid": "a", "title": "A", "panels": [ { "datasource": { "uid": "${DS_LOKI}" } } ] }""", "d.json: panels[0].datasource.uid: '${DS_LOKI}' is no variable of type datasource" },
        { """{ "uid": "a", "title": "A", "annotations": { "list": [ { "datasource": { "uid": "x" } } ] } }""", "d.json: annotations.list[0].datasource.uid: 'x' is no data source" },
    };

    public static TheoryData<string, string> BrokenRules => new()
    {
        { "a: b: c", "r.yml:1:" },
        { "groups: []", "r.yml: apiVersion: it is not 1. Begin the file with apiVersion: 1." },
        { "apiVersion: 1\nrules: []", "r.yml: groups: there are none at the top level" },
        { "- a", "r.yml: this is no map with apiVersion and groups" },
        { """{ "name": "g", "interval": "1m", "rules": [ { "grafana_alert": { "title": "t" } } ] }""", "r.yml: this is the format of the ruler API" },
        { "groups: [ { name: g, rules: [ { alert: Down, expr: up == 0 } ] } ]", "r.yml: these are rules of Prometheus, not of Grafana" },
        { Rules.Replace("uid: r", "id: r", StringComparison.Ordinal), "r.yml:7: groups[0].rules[0].uid: there is none" },
        { Rules.Replace("folder: f", "orgId: 1", StringComparison.Ordinal), "r.yml:3: groups[0].folder: there is none" },
        { Rules.Replace("condition: B", "condition: C", StringComparison.Ordinal), "r.yml:7: groups[0].rules[0].condition: 'C' is the refId of none of its queries" },
        { Rules.Replace("datasourceUid: loki", "datasourceUid: lokki", StringComparison.Ordinal), "r.yml:11: groups[0].rules[0].data[0].datasourceUid: 'lokki' is no data source of this Grafana. Use one of: loki." },
        { Rules.Replace("title: t", "title: t\n        dashboardUid: nowhere", StringComparison.Ordinal), "r.yml:7: groups[0].rules[0].dashboardUid: 'nowhere' is no dashboard of this Grafana" },
        { Rules.Replace("uid: r", "uid: r/r", StringComparison.Ordinal), "r.yml:7: groups[0].rules[0].uid: 'r/r' cannot be an identifier" },
    };

    [Fact]
    public async Task RunAsync_GoodFiles_FindsNothing()
    {
        _folder.Write("d/d.json", Dashboard);
        _folder.Write("d/Sub/e.json", Dashboard.Replace("\"a\"", "\"b\"", StringComparison.Ordinal));
        _folder.Write("d/f.json", """
            {
              "uid": "c", "title": "C", "id": null,
              "templating": { "list": [ { "name": "ds", "type": "datasource", "query": "loki" } ] },
              "annotations": { "list": [ { "datasource": { "type": "grafana", "uid": "-- Grafana --" } } ] },
              "panels": [
                { "datasource": { "type": "loki", "uid": "${ds}" } },
                { "datasource": "$ds" },
                { "datasource": null, "targets": [ { "datasource": { "type": "loki" } } ] },
                { "datasource": { "uid": "-- Mixed --" } }
              ]
            }
            """);
        _folder.Write("r/r.yml", Rules);

        Assert.Empty(await CheckAsync());
    }

    [Theory]
    [MemberData(nameof(BrokenDashboards))]
    public async Task RunAsync_BrokenDashboard_NamesFileAndField(string json, string expected)
    {
        _folder.Write("d/d.json", json);
        _folder.Write("r/r.yml", Rules);

        Assert.StartsWith($"grafana: {_folder.Combine("d")}/{expected}", Assert.Single(await CheckAsync()), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(BrokenRules))]
    public async Task RunAsync_BrokenRules_NamesFileAndField(string text, string expected)
    {
        _folder.Write("d/d.json", Dashboard);
        _folder.Write("r/r.yml", text);

        Assert.StartsWith($"grafana: {_folder.Combine("r")}/{expected}", Assert.Single(await CheckAsync()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_SeveralMistakes_ReportsAllOfThem()
    {
        _folder.Write("d/one.json", Dashboard);
        _folder.Write("d/two.json", Dashboard);
        _folder.Write("d/broken.json", "{");
        _folder.Write("d/deep/er/three.json", Dashboard.Replace("\"a\"", "\"b\"", StringComparison.Ordinal));
        _folder.Write("r/one.yml", Rules);
        _folder.Write("r/two.yml", Rules);

        var problems = await CheckAsync();

        Assert.Equal(5, problems.Count);
        Assert.Single(problems, text => text.Contains("have the identifier 'a'", StringComparison.Ordinal));
        Assert.Single(problems, text => text.Contains("have the title 'A' in one folder", StringComparison.Ordinal));
        Assert.Single(problems, text => text.Contains("broken.json: ", StringComparison.Ordinal));
        Assert.Single(problems, text => text.Contains("Grafana reads one level of folders", StringComparison.Ordinal));
        Assert.Single(problems, text => text.Contains("'r' is the identifier of another rule, in", StringComparison.Ordinal));
    }

    [Fact]
    public async Task RunAsync_NothingWhereTheVerbsPoint_SaysSo()
    {
        var problems = await CheckAsync();

        Assert.Equal(2, problems.Count);
        Assert.Contains(problems, text => text.Contains("is no folder with dashboards", StringComparison.Ordinal));
        Assert.Contains(problems, text => text.Contains("is no file of alert rules", StringComparison.Ordinal));
    }

    [Fact]
    public async Task RunAsync_DataSourcesThatMeet_AreNamed()
    {
        var builder = DistributedApplication.CreateBuilder();
        builder.AddGrafana("grafana")
            .WithDataSource(FakeStore.Add(builder, "one", FakeStore.Source("loki"), FakeStore.Source("not good")))
            .WithDataSource(FakeStore.Add(builder, "two", FakeStore.Source("loki")));

        var problems = await new GrafanaDataSourcesCheck(new DistributedApplicationModel(builder.Resources)).RunAsync(TestContext.Current.CancellationToken);

        Assert.Equal(
            ["grafana: WithDataSource: 'not good' cannot be the identifier of a data source. Use at most 40 letters, digits, - and _.",
             "grafana: WithDataSource: two data sources have the identifier 'loki'. Give one of the stores another name.",
             "grafana: WithDataSource: two data sources have the name 'loki'. Give one of the stores another name."],
            problems.Select(problem => problem.ToString()));
    }

    public void Dispose() => _folder.Dispose();

    private async Task<IReadOnlyList<string>> CheckAsync()
    {
        var builder = DistributedApplication.CreateBuilder();
        builder.AddGrafana("grafana")
            .WithDataSource(FakeStore.Add(builder, "loki", FakeStore.Source("loki")))
            .WithDashboards(_folder.Combine("d"))
            .WithAlertRules(_folder.Combine("r"));
        var model = new DistributedApplicationModel(builder.Resources);
        IStackCheck[] checks = [new GrafanaDataSourcesCheck(model), new GrafanaDashboardsCheck(model), new GrafanaAlertRulesCheck(model)];
        var problems = new List<string>();
        foreach (var check in checks)
        {
            problems.AddRange((await check.RunAsync(TestContext.Current.CancellationToken)).Select(problem => problem.ToString()));
        }

        return problems;
    }
}
