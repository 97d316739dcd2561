using System.Globalization;
using Prometheus;

namespace Observability.StandIns.Logs;

/// <summary>
/// The part of Loki's metrics that dashboards and alerts live on, under Loki's names
/// (https://grafana.com/docs/loki/latest/operations/meta-monitoring/).
/// </summary>
internal sealed class LogsMetrics
{
    private static readonly double[] s_buckets = [.005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10, 25, 50, 100];
    private readonly CollectorRegistry _registry = Metrics.NewCustomRegistry();
    private readonly Counter _lines;
    private readonly Counter _bytes;
    private readonly Counter _discarded;
    private readonly Counter _discardedBytes;
    private readonly Counter _diskFailures;
    private readonly Counter _evaluations;
    private readonly Counter _evaluationFailures;
    private readonly Counter _notifications;
    private readonly Counter _notificationErrors;
    private readonly Gauge _streams;
    private readonly Histogram _requests;

    /// <summary>Makes them; nothing is counted yet.</summary>
    public LogsMetrics()
    {
        ProcessMetrics.Register(_registry);
        var factory = Metrics.WithCustomRegistry(_registry);
        factory.CreateGauge("loki_build_info", "A metric with a constant value of 1: this is a stand-in for Loki.", "version", "branch")
            .WithLabels(BuildInfo.Version, BuildInfo.Branch).Set(1);
        _lines = factory.CreateCounter("loki_distributor_lines_received_total", "Lines received, by tenant.", "tenant");
        _bytes = factory.CreateCounter("loki_distributor_bytes_received_total", "Bytes of lines received, by tenant.", "tenant");
        _discarded = factory.CreateCounter("loki_discarded_samples_total", "Lines that were refused.", "reason", "tenant");
        _discardedBytes = factory.CreateCounter("loki_discarded_bytes_total", "Bytes of lines that were refused.", "reason", "tenant");
        _diskFailures = factory.CreateCounter("loki_ingester_wal_disk_full_failures_total", "Writes that failed because the disk is full.");
        _streams = factory.CreateGauge("loki_ingester_memory_streams", "Streams, by tenant.", "tenant");
        _requests = factory.CreateHistogram(
            "loki_request_duration_seconds",
            "Time (in seconds) spent serving HTTP requests.",
            ["method", "route", "status_code", "ws"],
            new HistogramConfiguration { Buckets = s_buckets });
        _evaluations = factory.CreateCounter("loki_prometheus_rule_evaluations_total", "Evaluations of rules.", "rule_group");
        _evaluationFailures = factory.CreateCounter(
            "loki_prometheus_rule_evaluation_failures_total", "Evaluations that failed.", "rule_group");
        _notifications = factory.CreateCounter("loki_prometheus_notifications_sent_total", "Alerts that were sent.", "alertmanager");
        _notificationErrors = factory.CreateCounter(
            "loki_prometheus_notifications_errors_total", "Alerts that could not be sent.", "alertmanager");
    }

    /// <summary>Counts lines that were taken.</summary>
    public void CountReceived(string tenant, long lines, long bytes)
    {
        _lines.WithLabels(tenant).Inc(lines);
        _bytes.WithLabels(tenant).Inc(bytes);
    }

    /// <summary>Counts lines that were refused.</summary>
    public void CountDiscarded(string tenant, string reason, long lines, long bytes)
    {
        _discarded.WithLabels(reason, tenant).Inc(lines);
        _discardedBytes.WithLabels(reason, tenant).Inc(bytes);
    }

    /// <summary>Counts a write that the disk did not take.</summary>
    public void CountDiskFailure() => _diskFailures.Inc();

    /// <summary>Notes how many streams a tenant has.</summary>
    public void SetStreams(string tenant, int count) => _streams.WithLabels(tenant).Set(count);

    /// <summary>Counts a request.</summary>
    public void CountRequest(HttpContext context, string route, TimeSpan duration) => _requests
        .WithLabels(
            MethodOf(context.Request.Method),
            route,
            context.Response.StatusCode.ToString(CultureInfo.InvariantCulture),
            context.WebSockets.IsWebSocketRequest ? "true" : "false")
        .Observe(duration.TotalSeconds);

    /// <summary>Counts an evaluation of a rule.</summary>
    public void CountEvaluation(string group, bool failed)
    {
        _evaluations.WithLabels(group).Inc();
        if (failed)
        {
            _evaluationFailures.WithLabels(group).Inc();
        }
    }

    /// <summary>Counts alerts that were sent, or could not be.</summary>
    public void CountNotifications(string alertmanager, int count, bool failed) =>
        (failed ? _notificationErrors : _notifications).WithLabels(alertmanager).Inc(count);

    /// <summary>Writes them in Prometheus' text format.</summary>
    public Task WriteAsync(HttpResponse response)
    {
        response.ContentType = PrometheusConstants.TextContentTypeWithVersionAndEncoding;
        return _registry.CollectAndExportAsTextAsync(response.Body, response.HttpContext.RequestAborted);
    }

    // Anybody can make up methods; each would be a new series.
    private static string MethodOf(string method) =>
        method is "GET" or "HEAD" or "POST" or "PUT" or "DELETE" or "OPTIONS" ? method : "OTHER";
}
