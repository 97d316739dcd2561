namespace Observability.CloudExporter.Metrics;

/// <summary>What the exporter says about its own collectors.</summary>
internal static class CollectorMetrics
{
    /// <summary>Did the last attempt work.</summary>
    public static readonly MetricFamily Up = new(
        "cloud_collector_up",
        "1 if the collector's last refresh worked; at 0 its other metrics are those of its last refresh that did.",
        "provider", "collector");

    /// <summary>How old the values are.</summary>
    public static readonly MetricFamily LastRefresh = new(
        "cloud_collector_last_refresh_timestamp_seconds",
        "When the collector's last successful refresh ended, in seconds since the epoch; 0 if none has worked yet.",
        "provider", "collector");

    /// <summary>How long the last attempt took.</summary>
    public static readonly MetricFamily Duration = new(
        "cloud_collector_refresh_duration_seconds",
        "How long the collector's last refresh took, successful or not.",
        "provider", "collector");
}
