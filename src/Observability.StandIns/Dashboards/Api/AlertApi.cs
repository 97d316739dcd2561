using System.Text.Json.Nodes;
using Observability.StandIns.Dashboards.Alerting;
using Observability.StandIns.Dashboards.Configuration;
using Observability.StandIns.Dashboards.Provisioning;
using Observability.StandIns.Dashboards.Queries;

namespace Observability.StandIns.Dashboards.Api;

/// <summary>
/// The alert rules and their states, in the form of Prometheus' rules API: Grafana's own under the name <c>grafana</c>, a
/// store's under its uid
/// (pkg/services/ngalert/api of grafana/grafana; https://prometheus.io/docs/prometheus/latest/querying/api/#rules).
/// </summary>
internal static class AlertApi
{
    /// <summary>Maps the paths.</summary>
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/prometheus/grafana/api/v1/rules", (ProvisionedContent content, RuleEvaluator evaluator) => Results.Json(new JsonObject
        {
            ["status"] = "success",
            ["data"] = new JsonObject { ["groups"] = new JsonArray([.. GroupsOf(content).Select(group => Describe(group, evaluator))]) },
        })).For(OrgRole.Viewer, "alert.rules:read");
        api.MapGet("/prometheus/{uid}/api/v1/rules", (Delegate)HandOnAsync).For(OrgRole.Viewer, "alert.rules.external:read");
        api.MapGet("/ruler/grafana/api/v1/rules", (ProvisionedContent content) => Results.Json(new JsonObject(GroupsOf(content)
            .GroupBy(group => group.First().Folder)
            .Select(folder => KeyValuePair.Create(folder.Key, (JsonNode?)new JsonArray([.. folder.Select(DescribeDefinition)]))))))
                .For(OrgRole.Viewer, "alert.rules:read");
    }

    private static IEnumerable<IGrouping<(string Folder, string Group), AlertRuleDefinition>> GroupsOf(ProvisionedContent content) =>
        content.AlertRules.GroupBy(rule => (rule.Folder, rule.Group));

    private static async Task<IResult> HandOnAsync(string uid, ProvisionedContent content, StoreClient client,
        CancellationToken cancellationToken)
    {
        if (DataSourceApi.Find(content, uid) is not { } source)
        {
            return DataSourceApi.NotFound();
        }

        if (source.Type is not ("prometheus" or "loki"))
        {
            return ApiAnswer.NotSupported($"Rules of a data source of the type {source.Type}");
        }

        try
        {
            return Results.Json(await client.GetJsonAsync(source, source.Type == "loki" ? "prometheus/api/v1/rules" : "api/v1/rules",
                cancellationToken).ConfigureAwait(false));
        }
        catch (QueryException error)
        {
            // Not the store's own 401, which would say that the visitor must sign in.
            return ApiAnswer.Message(error.Message, error.Status is 501 ? error.Status : StatusCodes.Status502BadGateway);
        }
    }

    private static JsonObject Describe(IGrouping<(string Folder, string Group), AlertRuleDefinition> group, RuleEvaluator evaluator) =>
        new()
    {
        ["name"] = group.Key.Group,
        ["file"] = group.Key.Folder,
        ["interval"] = group.First().Interval.TotalSeconds,
        ["rules"] = new JsonArray([.. group.Select(rule => Describe(rule, evaluator.Find(rule)))]),
    };

    private static JsonObject Describe(AlertRuleDefinition rule, RuleState? state) => new()
    {
        ["state"] = state?.Name ?? "inactive",
        ["name"] = rule.Title,
        ["uid"] = rule.Uid,
        ["query"] = string.Join(" | ", rule.Data.Select(query => query.Map("model").Text("expr")).OfType<string>()),
        ["duration"] = rule.For.TotalSeconds,
        ["labels"] = Texts(rule.Labels),
        ["annotations"] = Texts(rule.Annotations),
        ["health"] = state switch { null => "unknown", { Error: not null } => "error", _ => "ok" },
        ["lastError"] = state?.Error ?? string.Empty,
        ["type"] = "alerting",
        ["lastEvaluation"] = state?.Evaluated.ToString("O"),
        ["evaluationTime"] = state?.Duration.TotalSeconds ?? 0,
        ["alerts"] = new JsonArray([.. (state?.Alerts ?? []).Select(alert => new JsonObject
        {
            ["labels"] = Texts(rule.Labels.Concat(alert.Labels).DistinctBy(label => label.Key)),
            ["annotations"] = new JsonObject(),
            ["state"] = alert.IsFiring ? "Alerting" : "Pending",
            ["activeAt"] = alert.Since.ToString("O"),
            ["value"] = alert.Value is { } value ? value.ToString("R", System.Globalization.CultureInfo.InvariantCulture) : string.Empty,
        })]),
    };

    private static JsonObject DescribeDefinition(IGrouping<(string Folder, string Group), AlertRuleDefinition> group) => new()
    {
        ["name"] = group.Key.Group,
        ["interval"] = Duration(group.First().Interval),
        ["rules"] = new JsonArray([.. group.Select(rule => new JsonObject
        {
            ["expr"] = string.Empty,
            ["for"] = Duration(rule.For),
            ["labels"] = Texts(rule.Labels),
            ["annotations"] = Texts(rule.Annotations),
            ["grafana_alert"] = new JsonObject
            {
                ["uid"] = rule.Uid,
                ["title"] = rule.Title,
                ["condition"] = rule.Condition,
                ["data"] = new JsonArray([.. rule.Data.Select(query => query.DeepClone())]),
                ["rule_group"] = rule.Group,
                ["no_data_state"] = rule.NoDataState,
                ["exec_err_state"] = rule.ErrorState,
                ["is_paused"] = rule.IsPaused,
                ["provenance"] = "file",
            },
        })]),
    };

    private static string Duration(TimeSpan duration) => GrafanaDuration.Write((long)duration.TotalMilliseconds);

    private static JsonObject Texts(IEnumerable<KeyValuePair<string, string>> texts) =>
        new(texts.Select(text => KeyValuePair.Create(text.Key, (JsonNode?)text.Value)));
}
