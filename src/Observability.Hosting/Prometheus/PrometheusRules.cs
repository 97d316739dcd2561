namespace Observability.Hosting.Prometheus;

/// <summary>Finds rule files.</summary>
internal static class PrometheusRules
{
    /// <summary>The file itself, or the rule files of a folder in ordinal order; empty when there is neither.</summary>
    public static IReadOnlyList<string> FindFiles(string path) => File.Exists(path)
        ? [path]
        : Directory.Exists(path)
            ? [.. Directory.EnumerateFiles(path).Where(file => Path.GetExtension(file) is ".yml" or ".yaml").Order(StringComparer.Ordinal)]
            : [];
}
