using Prometheus;

namespace Observability.CloudExporter.Metrics;

/// <summary>
/// Answers a scrape from memory: the newest snapshot, then the process's own metrics. Only the text format 0.0.4 is
/// served, which Prometheus 2.42 and 3.x both take without negotiation or a fallback protocol.
/// </summary>
internal sealed class MetricsEndpoint(SnapshotStore store)
{
    /// <summary>Where Prometheus looks unless told.</summary>
    public const string Path = "/metrics";

    // Built by the first scrape: reading the process's own figures is no part of the start.
    private readonly Lazy<CollectorRegistry> _process = new(static () =>
    {
        var registry = Prometheus.Metrics.NewCustomRegistry();
        DotNetStats.Register(registry);
        return registry;
    });

    /// <summary>Writes the metrics.</summary>
    public async Task WriteAsync(HttpContext context)
    {
        context.Response.ContentType = PrometheusConstants.TextContentTypeWithVersionAndEncoding;
        await context.Response.Body.WriteAsync(store.Current.Text, context.RequestAborted);
        await _process.Value.CollectAndExportAsTextAsync(context.Response.Body, context.RequestAborted);
    }
}
