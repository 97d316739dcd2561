using System.Globalization;
using Observability.StandIns.Dashboards.Provisioning;
using Observability.StandIns.Dashboards.SignIn;
using Prometheus;

namespace Observability.StandIns.Dashboards;

/// <summary>
/// The part of Grafana's metrics that dashboards and rules live on, under Grafana's names
/// (https://grafana.com/docs/grafana/latest/setup-grafana/set-up-grafana-monitoring/).
/// </summary>
internal sealed class DashboardsMetrics
{
    private static readonly double[] s_buckets = [.005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10, 25];
    private readonly CollectorRegistry _registry = Prometheus.Metrics.NewCustomRegistry();
    private readonly Histogram _requests;
    private readonly Counter _storeRequests;
    private readonly Gauge _dashboards;
    private readonly Gauge _activeUsers;

    /// <summary>Makes them; nothing is counted yet.</summary>
    public DashboardsMetrics()
    {
        ProcessMetrics.Register(_registry);
        var factory = Prometheus.Metrics.WithCustomRegistry(_registry);
        factory.CreateGauge("grafana_dashboards_standin_info", "1: this is a stand-in for Grafana.").Set(1);
        _requests = factory.CreateHistogram(
            "grafana_http_request_duration_seconds",
            "Histogram of latencies for HTTP requests.",
            ["handler", "method", "status_code"],
            new HistogramConfiguration { Buckets = s_buckets });
        _storeRequests = factory.CreateCounter(
            "grafana_datasource_request_total", "A counter for outgoing requests for a data source", "datasource", "datasource_type",
                "code", "method");
        _dashboards = factory.CreateGauge("grafana_stat_totals_dashboard", "total amount of dashboards");
        _activeUsers = factory.CreateGauge("grafana_stat_active_users", "number of active users");
        RuleEvaluations = factory.CreateCounter("grafana_alerting_rule_evaluations_total", "The total number of rule evaluations.", "org");
        RuleFailures = factory.CreateCounter("grafana_alerting_rule_evaluation_failures_total",
            "The total number of rule evaluation failures.", "org");
        RuleEvaluations.WithLabels("1").Inc(0);
        RuleFailures.WithLabels("1").Inc(0);
    }

    /// <summary>Evaluations of alert rules.</summary>
    public Counter RuleEvaluations { get; }

    /// <summary>Evaluations of alert rules that failed.</summary>
    public Counter RuleFailures { get; }

    /// <summary>Counts a request; the handler is the route's pattern, since addresses would each be a series of their own.</summary>
    public void CountRequest(HttpContext context, TimeSpan duration)
    {
        var handler = (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "notfound";
        var method = context.Request.Method is "GET" or "HEAD" or "POST" or "PUT" or "PATCH" or "DELETE" ? context.Request.Method : "OTHER";
        _requests
            .WithLabels(handler, method, context.Response.StatusCode.ToString(CultureInfo.InvariantCulture))
            .Observe(duration.TotalSeconds);
    }

    /// <summary>Counts a query at a store.</summary>
    public void CountStoreRequest(DataSourceDefinition source, int status) => _storeRequests
        .WithLabels(source.Name, source.Type, status.ToString(CultureInfo.InvariantCulture), "POST")
        .Inc();

    /// <summary>Writes them in Prometheus' text format.</summary>
    public Task WriteAsync(HttpResponse response, ProvisionedContent content, SessionStore sessions)
    {
        _dashboards.Set(content.Dashboards.Count);
        _activeUsers.Set(sessions.CountActive(TimeSpan.FromDays(30)));
        response.ContentType = PrometheusConstants.TextContentTypeWithVersionAndEncoding;
        return _registry.CollectAndExportAsTextAsync(response.Body, response.HttpContext.RequestAborted);
    }
}
