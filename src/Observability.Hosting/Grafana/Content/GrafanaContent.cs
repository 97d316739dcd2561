namespace Observability.Hosting.Grafana.Content;

/// <summary>Finds the files that the verbs name, in ordinal order.</summary>
internal static class GrafanaContent
{
    /// <summary>The dashboards of a folder, with their paths relative to it; empty when there is no such folder.</summary>
    public static IReadOnlyList<(string File, string Relative)> FindDashboards(string folder) => Directory.Exists(folder)
        ? [.. Directory.EnumerateFiles(folder, "*.json", SearchOption.AllDirectories)
            .Select(file => (file, Path.GetRelativePath(folder, file).Replace('\\', '/')))
            .OrderBy(found => found.Item2, StringComparer.Ordinal)]
        : [];

    /// <summary>The file itself, or the provisioning files of a folder; empty when there is neither.</summary>
    public static IReadOnlyList<string> FindAlertRules(string path) => File.Exists(path)
        ? [path]
        : Directory.Exists(path)
            ? [.. Directory.EnumerateFiles(path)
                .Where(file => Path.GetExtension(file) is ".yml" or ".yaml" or ".json")
                .Order(StringComparer.Ordinal)]
            : [];
}
