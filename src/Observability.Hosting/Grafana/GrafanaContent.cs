namespace Observability.Hosting.Grafana;

/// <summary>Finds the files of dashboards and alert rules, in an order that is the same everywhere.</summary>
internal static class GrafanaContent
{
    /// <summary>Dashboards below a folder; none where there is no such folder.</summary>
    public static IReadOnlyList<string> FindDashboards(string folder) => Directory.Exists(folder)
        ? [.. Directory.EnumerateFiles(folder, "*.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal)]
        : [];

    /// <summary>The file itself, or the alert files of a folder.</summary>
    public static IReadOnlyList<string> FindAlerts(string path)
    {
        if (File.Exists(path))
        {
            return [path];
        }

        return Directory.Exists(path)
            ? [.. Directory.EnumerateFiles(path).Where(file => Path.GetExtension(file) is ".yml" or ".yaml").Order(StringComparer.Ordinal)]
            : [];
    }
}
