using System.Net.Http.Json;
using System.Text.Json;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Observability.Hosting.Grafana.Content;
using Observability.Hosting.Validation;
using YamlDotNet.RepresentationModel;

namespace Observability.Hosting.Tests.Grafana;

/// <summary>The dashboards and rules that come with the AppHost.</summary>
public sealed class GrafanaContentTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static string Dashboards => Repository.Combine("AppHost", "dashboards");

    private static string Alerts => Repository.Combine("AppHost", "alerts");

    [Fact]
    public async Task AppHostContent_DashboardsAndRules_PassTheChecks()
    {
        var builder = DistributedApplication.CreateBuilder();
        var alertmanager = builder.AddAlertmanager("alertmanager");
        var prometheus = builder.AddPrometheus("prometheus").WithAlertmanager(alertmanager);
        builder.AddGrafana("grafana").WithDataSource(prometheus).WithDataSource(alertmanager).WithDashboards(Dashboards).WithAlertRules(Alerts);
        var model = new DistributedApplicationModel(builder.Resources);

        foreach (var check in new IStackCheck[] { new GrafanaDataSourcesCheck(model), new GrafanaDashboardsCheck(model), new GrafanaAlertRulesCheck(model) })
        {
            // Later dashboards may query stores that this graph has not.
            var problems = await check.RunAsync(TestContext.Current.CancellationToken);
            Assert.DoesNotContain(
                problems,
                problem => problem.Field.Contains("/stack.", StringComparison.Ordinal)
                    || !problem.What.EndsWith("is no data source of this Grafana", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void AppHostContent_PanelsOfTheRules_AreInTheDashboard()
    {
        using var dashboard = JsonDocument.Parse(File.ReadAllText(Path.Combine(Dashboards, "stack.json")));
        var panels = dashboard.RootElement.GetProperty("panels").EnumerateArray().Select(panel => panel.GetProperty("id").GetRawText()).ToList();
        Assert.Equal(panels.Count, panels.Distinct().Count());

        var rules = GrafanaAlertRules.Items(GrafanaAlertRules.Parse(File.ReadAllText(Path.Combine(Alerts, "stack.yml"))), "groups")
            .SelectMany(group => GrafanaAlertRules.Items(group, "rules"));
        Assert.All(rules, rule => Assert.Contains(((YamlScalarNode)rule["panelId"]).Value!, panels));
    }

    [Fact]
    public void AppHostContent_Panels_DoNotOverlap()
    {
        using var dashboard = JsonDocument.Parse(File.ReadAllText(Path.Combine(Dashboards, "stack.json")));
        var cells = from panel in dashboard.RootElement.GetProperty("panels").EnumerateArray()
                    let place = panel.GetProperty("gridPos")
                    from x in Enumerable.Range(place.GetProperty("x").GetInt32(), place.GetProperty("w").GetInt32())
                    from y in Enumerable.Range(place.GetProperty("y").GetInt32(), place.GetProperty("h").GetInt32())
                    select (x, y);
        var taken = cells.ToList();

        Assert.Equal(taken.Count, taken.Distinct().Count());
        Assert.All(taken, cell => Assert.InRange(cell.x, 0, 23));
    }

    [Fact]
    [Tier(Tier.Process)]
    public async Task AppHostContent_EveryQuery_IsUnderstoodByARealPrometheus()
    {
        var port = FreePort.Take();
        var config = _folder.Write("prometheus.yml", $"""
            global: {"{"} scrape_interval: 1s, evaluation_interval: 1s {"}"}
            rule_files: [ "{Repository.Combine("AppHost", "rules")}/*.yml" ]
            scrape_configs: [ {"{"} job_name: prometheus, static_configs: [ {"{"} targets: [ "127.0.0.1:{port}" ] {"}"} ] {"}"} ]
            """);
        await using var prometheus = ChildProcess.Start(
            Requires.Prometheus(),
            [$"--config.file={config}", $"--storage.tsdb.path={_folder.Combine("data")}", $"--web.listen-address=127.0.0.1:{port}"]);
        using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
        await Eventually.HoldsAsync(
            "Prometheus has scraped itself twice",
            async token => (await AskAsync(http, "rate(prometheus_rule_evaluations_total[1m])", token)).Count > 0,
            Deadline.ServerReady);

        foreach (var expression in Expressions().Select(expression => expression.Replace("$__rate_interval", "1m", StringComparison.Ordinal).Replace("$job", ".*", StringComparison.Ordinal)))
        {
            // Everything about Prometheus itself has an answer; what a query about others names is proven where they run.
            var answer = await AskAsync(http, expression, TestContext.Current.CancellationToken);
            if (expression.Contains("job=\"prometheus\"", StringComparison.Ordinal) && !expression.Contains("notifications", StringComparison.Ordinal))
            {
                Assert.True(answer.Count > 0, $"Nothing answers: {expression}");
            }
        }
    }

    public void Dispose() => _folder.Dispose();

    private static IEnumerable<string> Expressions()
    {
        foreach (var (file, _) in GrafanaContent.FindDashboards(Dashboards))
        {
            using var dashboard = JsonDocument.Parse(File.ReadAllText(file));
            foreach (var target in Targets(dashboard.RootElement))
            {
                yield return target;
            }
        }

        var rules = from file in GrafanaContent.FindAlertRules(Alerts)
                    from @group in GrafanaAlertRules.Items(GrafanaAlertRules.Parse(File.ReadAllText(file)), "groups")
                    from rule in GrafanaAlertRules.Items(@group, "rules")
                    from query in GrafanaAlertRules.Items(rule, "data")
                    where ((YamlScalarNode)query["datasourceUid"]).Value == "prometheus"
                    select ((YamlScalarNode)query["model"]["expr"]).Value!;
        foreach (var expression in rules)
        {
            yield return expression;
        }
    }

    private static IEnumerable<string> Targets(JsonElement dashboard) =>
        from panel in dashboard.GetProperty("panels").EnumerateArray()
        where panel.TryGetProperty("targets", out _)
        from target in panel.GetProperty("targets").EnumerateArray()
        where target.GetProperty("datasource").GetProperty("uid").GetString() == "prometheus"
        select target.GetProperty("expr").GetString()!;

    // {"status":"success","data":{"resultType":"vector","result":[{"metric":{…},"value":[1795581391.1,"1"]}]}}
    private static async Task<IReadOnlyList<JsonElement>> AskAsync(HttpClient http, string expression, CancellationToken cancellationToken)
    {
        using var answer = await http.GetAsync(new Uri($"/api/v1/query?query={Uri.EscapeDataString(expression)}", UriKind.Relative), cancellationToken);
        Assert.True(answer.IsSuccessStatusCode, $"{expression}: {await answer.Content.ReadAsStringAsync(cancellationToken)}");
        var document = await answer.Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
        return [.. document.GetProperty("data").GetProperty("result").EnumerateArray()];
    }
}
