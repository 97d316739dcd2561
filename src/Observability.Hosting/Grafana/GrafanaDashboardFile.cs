using System.Text.Json;

namespace Observability.Hosting.Grafana;

/// <summary>
/// Looks for what keeps a classic dashboard from being provisioned
/// (https://grafana.com/docs/grafana/latest/dashboards/build-dashboards/view-dashboard-json-model/). It looks so:
/// <code>
/// { "uid": "stack", "title": "Stack", "schemaVersion": 41, "panels": [ { "datasource": { "type": "prometheus", "uid": "prometheus" } } ] }
/// </code>
/// </summary>
internal static class GrafanaDashboardFile
{
    /// <summary>Every mistake in a dashboard's text.</summary>
    /// <param name="text">The file.</param>
    /// <param name="dataSources">Identifiers of the provisioned data sources.</param>
    /// <param name="uid">The dashboard's identifier, or null where it has none.</param>
    public static IReadOnlyList<string> FindMistakes(string text, IReadOnlySet<string> dataSources, out string? uid)
    {
        uid = null;
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(text);
        }
        catch (JsonException error)
        {
            return [$"line {error.LineNumber + 1}: {error.Message.TrimEnd('.')}"];
        }

        using (document)
        {
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object || root.TryGetProperty("apiVersion", out _) || root.TryGetProperty("elements", out _))
            {
                return ["it is no dashboard of the classic model; export it as such"];
            }

            uid = Text(root, "uid");
            var mistakes = new List<string>();
            if (uid is null)
            {
                mistakes.Add("uid: it is missing, and links to the dashboard would change at every start");
            }

            if (Text(root, "title") is null)
            {
                mistakes.Add("title: it is missing");
            }

            if (root.TryGetProperty("id", out var id) && id.ValueKind == JsonValueKind.Number)
            {
                mistakes.Add("id: it belongs to the database that the dashboard was exported from; set it to null");
            }

            foreach (var unknown in FindDataSources(root).Distinct().Where(source => !GrafanaReferences.IsKnown(source, dataSources)))
            {
                mistakes.Add($"datasource.uid: '{unknown}' is no data source of this Grafana, which has {GrafanaReferences.List(dataSources)}");
            }

            return mistakes;
        }
    }

    private static IEnumerable<string> FindDataSources(JsonElement element)
    {
        if (element.ValueKind == JsonValueKind.Array)
        {
            return element.EnumerateArray().SelectMany(FindDataSources);
        }

        if (element.ValueKind != JsonValueKind.Object)
        {
            return [];
        }

        return element.EnumerateObject().SelectMany(property =>
            property.Name != "datasource" ? FindDataSources(property.Value)
            : property.Value.ValueKind == JsonValueKind.String ? [property.Value.GetString()!]
            : property.Value.ValueKind == JsonValueKind.Object && Text(property.Value, "uid") is { } uid ? [uid]
            : Array.Empty<string>());
    }

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text ? text : null;
}
