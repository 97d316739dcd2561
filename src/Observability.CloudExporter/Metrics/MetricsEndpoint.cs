using System.Security.Cryptography;
using System.Text;
using Observability.CloudExporter.Configuration;
using Prometheus;

namespace Observability.CloudExporter.Metrics;

/// <summary>
/// Answers a scrape from memory: the newest snapshot, then the process's own metrics. Only the text format 0.0.4 is
/// served, which Prometheus 2.42 and 3.x both take without negotiation or a fallback protocol.
/// </summary>
internal sealed class MetricsEndpoint(SnapshotStore store, CloudOptions options)
{
    /// <summary>Where Prometheus looks unless told.</summary>
    public const string Path = "/metrics";

    private readonly byte[]? _authorization = options.MetricsToken is { } token ? Encoding.UTF8.GetBytes($"Bearer {token}") : null;

    // Built by the first scrape: reading the process's own figures is no part of the start.
    private readonly Lazy<CollectorRegistry> _process = new(static () =>
    {
        var registry = Prometheus.Metrics.NewCustomRegistry();
        DotNetStats.Register(registry);
        return registry;
    });

    /// <summary>Writes the metrics; 401 to whoever does not present the token, where one is configured.</summary>
    public async Task WriteAsync(HttpContext context)
    {
        if (!IsAllowed(context.Request))
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            context.Response.Headers.WWWAuthenticate = "Bearer";
            return;
        }

        context.Response.ContentType = PrometheusConstants.TextContentTypeWithVersionAndEncoding;
        await context.Response.Body.WriteAsync(store.Current.Text, context.RequestAborted);
        await _process.Value.CollectAndExportAsTextAsync(context.Response.Body, context.RequestAborted);
    }

    // In constant time: how long it takes must not tell how much of a guess was right.
    private bool IsAllowed(HttpRequest request) => _authorization is null
        || CryptographicOperations.FixedTimeEquals(_authorization, Encoding.UTF8.GetBytes(request.Headers.Authorization.ToString()));
}
