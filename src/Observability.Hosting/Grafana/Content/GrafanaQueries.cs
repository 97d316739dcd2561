using System.Text.Json;
using System.Text.RegularExpressions;
using Aspire.Hosting.ApplicationModel;
using Observability.Hosting.Model;

namespace Observability.Hosting.Grafana.Content;

/// <summary>Reads the queries of a Grafana's dashboards and alert rules.</summary>
internal static partial class GrafanaQueries
{
    /// <summary>Every query to a data source of the graph; a file that cannot be read is left to the check of its own format.</summary>
    public static IEnumerable<ContentQuery> Find(IGrafana grafana)
    {
        var stores = Stores(grafana);
        return FindInDashboards(grafana, stores).Concat(FindInAlertRules(grafana, stores));
    }

    private static Dictionary<string, (IResource Resource, QueryLanguage Language)> Stores(IGrafana grafana)
    {
        var stores = new Dictionary<string, (IResource, QueryLanguage)>(StringComparer.Ordinal);
        foreach (var store in grafana.GetEdges(EdgeKind.Query).Select(edge => edge.To.Resource))
        {
            foreach (var source in store.GetRequired<DataSourcesAnnotation>().Create())
            {
                if (LanguageOf(source) is { } language)
                {
                    stores.TryAdd(source.Uid, (store, language));
                }
            }
        }

        return stores;
    }

    // What is asked in other languages is not looked into.
    private static QueryLanguage? LanguageOf(DataSource source) => source.Type switch
    {
        "prometheus" => QueryLanguage.PromQL,
        "loki" => QueryLanguage.LogQL,
        "influxdb" when source.Settings.Contains(new("version", "Flux")) => QueryLanguage.Flux,
        _ => null,
    };

    // Each plugin has a field of its own for the text.
    private static string FieldOf(QueryLanguage language) => language == QueryLanguage.Flux ? "query" : "expr";

    private static IEnumerable<ContentQuery> FindInDashboards(IGrafana grafana, Dictionary<string, (IResource Resource, QueryLanguage Language)> stores) =>
        from document in GrafanaDashboardsCheck.Read(grafana, [])
        from query in Queries(document.Root, stores, inherited: null, string.Empty)
        select new ContentQuery(
            grafana,
            $"{document.File}: {query.Path}",
            stores[query.Uid].Language,
            ReplaceVariables(query.Text),
            stores[query.Uid].Resource);

    // Panels hold targets, rows hold panels; a target without a data source has its panel's.
    private static IEnumerable<(string Path, string Uid, string Text)> Queries(
        JsonElement element, Dictionary<string, (IResource Resource, QueryLanguage Language)> stores, string? inherited, string path)
    {
        if (element.ValueKind == JsonValueKind.Array)
        {
            return element.EnumerateArray().SelectMany((item, index) => Queries(item, stores, inherited, FormattableString.Invariant($"{path}[{index}]")));
        }

        if (element.ValueKind != JsonValueKind.Object)
        {
            return [];
        }

        var uid = element.TryGetProperty("datasource", out var source) && source.ValueKind == JsonValueKind.Object
            && source.TryGetProperty("uid", out var own) && own.ValueKind == JsonValueKind.String
            ? own.GetString()
            : inherited;
        var found = uid is not null
            && stores.TryGetValue(uid, out var store)
            && element.TryGetProperty(FieldOf(store.Language), out var text)
            && text.ValueKind == JsonValueKind.String
            ? new[] { ($"{path}.{FieldOf(store.Language)}", uid, text.GetString()!) }
            : [];
        return found.Concat(element.EnumerateObject().SelectMany(property =>
            Queries(property.Value, stores, uid, path.Length == 0 ? property.Name : $"{path}.{property.Name}")));
    }

    private static IEnumerable<ContentQuery> FindInAlertRules(IGrafana grafana, Dictionary<string, (IResource Resource, QueryLanguage Language)> stores) =>
        from path in grafana.GetRequired<GrafanaSettings>().AlertRulePaths
        from file in GrafanaContent.FindAlertRules(path)
        from @group in YamlNodes.TryRead(file).Items("groups")
        from rule in @group.Items("rules")
        from data in rule.Items("data")
        let uid = data.Text("datasourceUid")
        where uid is not null && stores.ContainsKey(uid)
        let text = data.Get("model").Text(FieldOf(stores[uid].Language))
        where text is not null
        select new ContentQuery(
            grafana,
            FormattableString.Invariant($"{file}:{data.Start.Line}"),
            stores[uid].Language,
            ReplaceVariables(text),
            stores[uid].Resource);

    /// <summary>
    /// A query with Grafana's variables replaced by what they stand for: of its own, durations; of the dashboard's, something that no
    /// series is checked against (https://grafana.com/docs/grafana/latest/dashboards/variables/variable-syntax/).
    /// </summary>
    internal static string ReplaceVariables(string text) => Variable().Replace(text, match =>
        match.Groups["own"].Success ? "5m" : ContentVariable.Placeholder);

    [GeneratedRegex(@"\$\{?(?<own>__(?:rate_interval|interval|range|auto)(?:_ms|_s)?)\}?|\$\{\w+(?::\w+)?\}|\$[A-Za-z_]\w*|\[\[\w+(?::\w+)?\]\]")]
    private static partial Regex Variable();
}
