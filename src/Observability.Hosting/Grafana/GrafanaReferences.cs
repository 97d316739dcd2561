namespace Observability.Hosting.Grafana;

/// <summary>What a dashboard or an alert rule may name as a data source.</summary>
internal static class GrafanaReferences
{
    // Grafana's own, which need no provisioning: expressions, annotations and mixed panels.
    private static readonly HashSet<string> s_builtIn = new(StringComparer.Ordinal)
    {
        "__expr__", "-100", "grafana", "-- Grafana --", "-- Mixed --", "-- Dashboard --",
    };

    /// <summary>True for a provisioned one, a built-in one, and a variable, whose value nobody knows before the start.</summary>
    public static bool IsKnown(string uid, IReadOnlySet<string> dataSources) =>
        dataSources.Contains(uid) || s_builtIn.Contains(uid) || uid.StartsWith('$');

    /// <summary>The identifiers for a message.</summary>
    public static string List(IReadOnlySet<string> dataSources) =>
        dataSources.Count == 0 ? "none" : string.Join(", ", dataSources.Order(StringComparer.Ordinal));
}
