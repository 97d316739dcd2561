using System.Text.Json.Nodes;

namespace Observability.E2E.Flows;

/// <summary>
/// Asks a panel's queries of Grafana as its page does (https://grafana.com/docs/grafana/latest/developers/http_api/data_source/, "Query
/// a data source"), so that what comes back is what the panel shows.
/// </summary>
internal static class PanelQuery
{
    private const string Everything = "$__all";

    /// <summary>The answer of Grafana; 404 where it has no such panel.</summary>
    public static async Task<(int Status, string Text)> AskAsync(FlowClient grafana, string panel, CancellationToken cancellationToken)
    {
        var (uid, title) = panel.Split('/', 2) is [var first, var second] ? (first, second) : throw new InvalidOperationException($"'{panel}' is not <uid>/<title>.");
        var (status, text) = await grafana.SendAsync($"/api/dashboards/uid/{uid}", null, string.Empty, cancellationToken);
        if (status != 200)
        {
            return (status, text);
        }

        var dashboard = JsonNode.Parse(text)!["dashboard"]!;
        if (Panels(dashboard["panels"]).FirstOrDefault(candidate => (string?)candidate["title"] == title) is not { } found)
        {
            return (404, $"The dashboard {uid} has no panel '{title}'.");
        }

        var body = new JsonObject { ["from"] = "now-15m", ["to"] = "now", ["queries"] = Queries(found, dashboard) };
        return await grafana.SendAsync("/api/ds/query", body.ToJsonString(), "application/json", cancellationToken);
    }

    // A row that is folded has its panels inside.
    private static IEnumerable<JsonNode> Panels(JsonNode? panels) =>
        panels?.AsArray().OfType<JsonNode>().SelectMany(panel => Panels(panel["panels"]).Prepend(panel)) ?? [];

    private static JsonArray Queries(JsonNode panel, JsonNode dashboard)
    {
        var queries = new JsonArray();
        foreach (var target in panel["targets"]!.AsArray())
        {
            var query = JsonNode.Parse(Fill(target!.ToJsonString(), dashboard))!.AsObject();
            query["datasource"] ??= panel["datasource"]?.DeepClone();
            query["intervalMs"] = 15_000;
            query["maxDataPoints"] = 500;
            queries.Add(query);
        }

        return queries;
    }

    // The page puts variables in before it asks: {"name":"job","current":{"value":["$__all"]}}
    private static string Fill(string target, JsonNode dashboard)
    {
        foreach (var variable in dashboard["templating"]?["list"]?.AsArray() ?? [])
        {
            var value = variable!["current"]?["value"] switch
            {
                JsonArray list => string.Join('|', list.Select(item => (string?)item)),
                var single => (string?)single ?? string.Empty,
            };
            var text = value == Everything ? ".*" : value;
            target = target.Replace($"${variable["name"]}", text, StringComparison.Ordinal).Replace($"${{{variable["name"]}}}", text, StringComparison.Ordinal);
        }

        return target;
    }
}
