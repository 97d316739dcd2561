using Observability.StandIns.Dashboards.Alerting;
using Observability.StandIns.Dashboards.Provisioning;

namespace Observability.StandIns.Tests.Dashboards;

/// <summary>Provisioned alert rules have the states that Grafana gives them.</summary>
public sealed class AlertRuleTests
{
    [Theory]
    [InlineData("0", "pending")]
    [InlineData("1", "inactive")]
    public async Task Rule_OfTheContent_FollowsItsThreshold(string up, string state)
    {
        await using var store = await ScriptedStore.StartAsync($$$"""{"data":{"resultType":"vector","result":[{"metric":{"job":"a"},"value":[1700000000,"{{{up}}}"]}]}}""");
        await using var dashboards = await StartAsync(store.Url);

        var rule = await EvaluateAsync(dashboards, "stack-target-down");

        Assert.Equal((state, "ok"), ((string?)rule["state"], (string?)rule["health"]));
    }

    [Fact]
    public async Task Rule_NoDataIsAlerting_Counts()
    {
        await using var store = await ScriptedStore.StartAsync("""{"data":{"resultType":"vector","result":[]}}""");
        await using var dashboards = await StartAsync(store.Url);

        Assert.Equal("pending", (string?)(await EvaluateAsync(dashboards, "stack-target-down"))["state"]);
        Assert.Equal("inactive", (string?)(await EvaluateAsync(dashboards, "stack-disk-full"))["state"]);
    }

    [Fact]
    public async Task Rule_StoreIsDown_IsAnErrorAndCounted()
    {
        await using var dashboards = await StartAsync($"http://127.0.0.1:{FreePort.Take()}");

        var rule = await EvaluateAsync(dashboards, "stack-target-down");

        Assert.Equal("error", (string?)rule["health"]);
        Assert.Contains("does not answer", (string?)rule["lastError"], StringComparison.Ordinal);
        using var metrics = await dashboards.SendAsync(HttpMethod.Get, "/metrics", asAdmin: false);
        Assert.Contains(
            "grafana_alerting_rule_evaluation_failures_total{org=\"1\"} 1",
            await metrics.Content.ReadAsStringAsync(TestContext.Current.CancellationToken),
            StringComparison.Ordinal);
    }

    // Nobody could say which of the two is the alert of before.
    [Fact]
    public async Task Rule_TwoSeriesOfTheSameLabels_IsAnErrorHoweverOftenItIsEvaluated()
    {
        await using var store = await ScriptedStore.StartAsync("""
            {"results":[{"series":[{"name":"cpu","tags":{"host":"a"},"columns":["time","mean","max"],"values":[[1700000000000,5,6]]}]}]}
            """);
        await using var dashboards = new RunningDashboards();
        dashboards.WriteDataSources($"{{name: i, uid: i, type: influxdb, url: '{store.Url}', jsonData: {{version: InfluxQL, dbName: m}}}}");
        dashboards.Write("provisioning/alerting/two.yml", """
            apiVersion: 1
            groups:
              - name: g
                folder: f
                interval: 1m
                rules:
                  - uid: two
                    title: Two columns
                    condition: B
                    data:
                      - {refId: A, datasourceUid: i, relativeTimeRange: {from: 600, to: 0}, model: {query: "SELECT mean(u), max(u) FROM cpu", rawQuery: true}}
                      - refId: B
                        datasourceUid: __expr__
                        model: {type: threshold, expression: A, conditions: [{evaluator: {type: gt, params: [1]}}]}
            """);
        await dashboards.StartAsync();

        foreach (var _ in new[] { "the first time", "and again" })
        {
            var rule = await EvaluateAsync(dashboards, "two");

            Assert.Equal("error", (string?)rule["health"]);
            Assert.Contains("duplicate results with labels {", (string?)rule["lastError"], StringComparison.Ordinal);
        }
    }

    private static async Task<RunningDashboards> StartAsync(string url)
    {
        var dashboards = new RunningDashboards();
        dashboards.WriteDataSources($"{{name: p, uid: prometheus, type: prometheus, url: '{url}'}}");
        dashboards.Write("provisioning/alerting/stack.yml",
            File.ReadAllText(Repository.Combine("AppHost", "alerts", "stack.yml")).Replace("$", "$$", StringComparison.Ordinal));
        return await dashboards.StartAsync();
    }

    private static async Task<System.Text.Json.Nodes.JsonNode> EvaluateAsync(RunningDashboards dashboards, string uid)
    {
        var rule = dashboards.Get<ProvisionedContent>().AlertRules.Single(candidate => candidate.Uid == uid);
        await dashboards.Get<RuleEvaluator>().EvaluateAsync(rule, TestContext.Current.CancellationToken);
        var rules = (await dashboards.GetAsync("/api/prometheus/grafana/api/v1/rules"))["data"]!["groups"]![0]!["rules"]!.AsArray();
        return rules.Single(candidate => (string?)candidate!["uid"] == uid)!;
    }
}
