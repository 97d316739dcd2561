using System.Globalization;
using Prometheus;

namespace Observability.StandIns.Gateway;

/// <summary>
/// The part of Traefik's metrics that dashboards and alerts live on, under Traefik's names
/// (https://doc.traefik.io/traefik/reference/install-configuration/observability/metrics/).
/// </summary>
internal sealed class GatewayMetrics
{
    private static readonly double[] s_buckets = [0.1, 0.3, 1.2, 5];
    private static readonly string[] s_entryPointLabels = ["code", "method", "protocol", "entrypoint"];
    private static readonly string[] s_serviceLabels = ["code", "method", "protocol", "service"];
    private readonly CollectorRegistry _registry = Metrics.NewCustomRegistry();
    private readonly Counter _reloads;
    private readonly Gauge _lastReload;
    private readonly Gauge _connections;
    private readonly Counter _entryPointRequests;
    private readonly Histogram _entryPointDurations;
    private readonly Counter _serviceRequests;
    private readonly Histogram _serviceDurations;

    /// <summary>Makes them; nothing is counted yet.</summary>
    public GatewayMetrics()
    {
        ProcessMetrics.Register(_registry);
        var factory = Metrics.WithCustomRegistry(_registry);
        var durations = new HistogramConfiguration { Buckets = s_buckets };
        _reloads = factory.CreateCounter("traefik_config_reloads_total", "Config reloads");
        _lastReload = factory.CreateGauge("traefik_config_last_reload_success", "Last config reload success");
        _connections = factory.CreateGauge(
            "traefik_open_connections", "How many open connections exist, by entryPoint and protocol", "entrypoint", "protocol");
        _entryPointRequests = factory.CreateCounter(
            "traefik_entrypoint_requests_total", "How many HTTP requests processed on an entrypoint.", s_entryPointLabels);
        _entryPointDurations = factory.CreateHistogram(
            "traefik_entrypoint_request_duration_seconds", "How long it took to process the request on an entrypoint.", s_entryPointLabels, durations);
        _serviceRequests = factory.CreateCounter(
            "traefik_service_requests_total", "How many HTTP requests processed on a service.", s_serviceLabels);
        _serviceDurations = factory.CreateHistogram(
            "traefik_service_request_duration_seconds", "How long it took to process the request on a service.", s_serviceLabels, durations);
    }

    /// <summary>Notes that a configuration has come into force.</summary>
    public void CountReload()
    {
        _reloads.Inc();
        _lastReload.Set(TimeProvider.System.GetUtcNow().ToUnixTimeSeconds());
    }

    /// <summary>Counts the open connections of an entry point.</summary>
    public Gauge.Child Connections(string entryPoint) => _connections.WithLabels(entryPoint, "TCP");

    /// <summary>Counts a request of an entry point.</summary>
    public void CountEntryPoint(GatewayRequest request, TimeSpan duration) =>
        Count(_entryPointRequests, _entryPointDurations, request, request.EntryPoint.Name, duration);

    /// <summary>Counts a request of a service.</summary>
    public void CountService(string service, GatewayRequest request, TimeSpan duration) =>
        Count(_serviceRequests, _serviceDurations, request, service, duration);

    /// <summary>Writes them in Prometheus' text format.</summary>
    public Task WriteAsync(HttpResponse response)
    {
        response.ContentType = PrometheusConstants.TextContentTypeWithVersionAndEncoding;
        return _registry.CollectAndExportAsTextAsync(response.Body, response.HttpContext.RequestAborted);
    }

    private static void Count(Counter requests, Histogram durations, GatewayRequest request, string name, TimeSpan duration)
    {
        var code = request.Context.Response.StatusCode.ToString(CultureInfo.InvariantCulture);
        var method = MethodOf(request.Context.Request.Method);
        requests.WithLabels(code, method, request.Protocol, name).Inc();
        durations.WithLabels(code, method, request.Protocol, name).Observe(duration.TotalSeconds);
    }

    // Anybody can make up methods; each would be a new series.
    private static string MethodOf(string method) =>
        method is "GET" or "HEAD" or "POST" or "PUT" or "PATCH" or "DELETE" or "CONNECT" or "OPTIONS" or "TRACE" ? method : "EXTENSION_METHOD";
}
