using System.Text.Json;

namespace Observability.Hosting.Grafana.Content;

/// <summary>One dashboard file as it was read.</summary>
/// <param name="File">Full path.</param>
/// <param name="Folder">Folder of Grafana it belongs to; empty for none.</param>
/// <param name="Root">Its JSON.</param>
internal sealed record DashboardDocument(string File, string Folder, JsonElement Root)
{
    /// <summary>Identifier in URLs and rules, or null.</summary>
    public string? Uid => GetText("uid");

    /// <summary>Title, or null.</summary>
    public string? Title => GetText("title");

    /// <summary>True when it has a property that is not null.</summary>
    public bool Has(string property) => Root.TryGetProperty(property, out var value) && value.ValueKind != JsonValueKind.Null;

    /// <summary>Names of the variables that stand for a data source.</summary>
    public IReadOnlySet<string> DataSourceVariables()
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        if (Root.TryGetProperty("templating", out var templating)
            && templating.ValueKind == JsonValueKind.Object
            && templating.TryGetProperty("list", out var list)
            && list.ValueKind == JsonValueKind.Array)
        {
            foreach (var variable in list.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.Object))
            {
                if (GetText(variable, "type") == "datasource" && GetText(variable, "name") is { } name)
                {
                    names.Add(name);
                }
            }
        }

        return names;
    }

    /// <summary>
    /// Everything that names a data source, with its place in the file:
    /// <code>"datasource": { "type": "prometheus", "uid": "prometheus" }</code> and, in older dashboards, <code>"datasource": "Prometheus"</code>
    /// </summary>
    public IEnumerable<(string Path, string Uid, string? Type)> DataSources() => Find(Root, string.Empty);

    private static IEnumerable<(string Path, string Uid, string? Type)> Find(JsonElement element, string path)
    {
        if (element.ValueKind == JsonValueKind.Array)
        {
            return element.EnumerateArray().SelectMany((item, index) => Find(item, FormattableString.Invariant($"{path}[{index}]")));
        }

        return element.ValueKind == JsonValueKind.Object
            ? element.EnumerateObject().SelectMany(property =>
            {
                var below = path.Length == 0 ? property.Name : $"{path}.{property.Name}";
                return property.Name == "datasource" ? Reference(property.Value, below) : Find(property.Value, below);
            })
            : [];
    }

    private static IEnumerable<(string Path, string Uid, string? Type)> Reference(JsonElement value, string path) => value.ValueKind switch
    {
        JsonValueKind.String => [(path, value.GetString()!, null)],
        JsonValueKind.Object when GetText(value, "uid") is { } uid => [($"{path}.uid", uid, GetText(value, "type"))],
        _ => [],
    };

    private static string? GetText(JsonElement element, string property) =>
        element.TryGetProperty(property, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text
            ? text
            : null;

    private string? GetText(string property) => GetText(Root, property);
}
