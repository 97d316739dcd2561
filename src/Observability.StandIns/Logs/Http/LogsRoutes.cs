using Observability.StandIns.Logs.Queries;
using Observability.StandIns.Logs.Ruling;
using Observability.StandIns.Logs.Tailing;

namespace Observability.StandIns.Logs.Http;

/// <summary>Which path is answered by what. Names of routes are those in Loki's own metrics.</summary>
internal sealed class LogsRoutes
{
    private const string Api = "/loki/api/v1/";
    private readonly Dictionary<string, Route> _routes = new(StringComparer.Ordinal);
    private readonly (string Path, string Feature)[] _notSupported =
    [
        (Api + "delete", "deletion of lines"),
        (Api + "cache/generation_numbers", "deletion of lines"),
        (Api + "patterns", "detection of patterns"),
        (Api + "index/shards", "shards of the index"),
        (Api + "drilldown-limits", "limits of Logs Drilldown"),
        (Api + "detected_field/", "values of detected fields"),
        ("/api/prom/", "the deprecated API /api/prom"),
        ("/ingester/", "the life of an ingester on its own"),
        ("/log_level", "changes of the log level"),
        ("/distributor/ring", "rings: it is one process"),
        ("/indexgateway/ring", "rings: it is one process"),
        ("/ruler/ring", "rings: it is one process"),
        ("/compactor/ring", "rings: it is one process"),
        ("/ring", "rings: it is one process"),
        ("/memberlist", "rings: it is one process"),
        ("/ui", "Loki's own pages"),
        ("/debug/", "Go's profiles"),
    ];

    private readonly LabelEndpoints _labels;
    private readonly RuleEndpoints _rules;

    /// <summary>Makes the table.</summary>
    public LogsRoutes(
        PushEndpoints push,
        QueryEndpoints queries,
        LabelEndpoints labels,
        IndexEndpoints index,
        FieldEndpoints fields,
        TailEndpoint tail,
        RuleEndpoints rules,
        StatusEndpoints status)
    {
        (_labels, _rules) = (labels, rules);
        Add("GET", "/ready", status.ReadyAsync);
        Add("GET", "/metrics", status.MetricsAsync);
        Add("GET", "/config", status.ConfigAsync);
        Add("GET", "/services", StatusEndpoints.ServicesAsync);
        Add("POST", "/flush", StatusEndpoints.FlushAsync);
        Add("GET", Api + "status/buildinfo", StatusEndpoints.BuildInfoAsync);
        Add("POST", Api + "push", push.PushAsync);
        Add("POST", "/otlp/v1/logs", push.PushOtlpAsync);
        Add("GET POST", Api + "query", queries.QueryAsync);
        Add("GET POST", Api + "query_range", queries.QueryRangeAsync);
        Add("GET POST", Api + "format_query", queries.FormatAsync);
        Add("GET POST", Api + "labels", labels.LabelsAsync);
        Add("GET POST", Api + "label", labels.LabelsAsync);
        Add("GET POST", Api + "series", labels.SeriesAsync);
        Add("GET POST", Api + "detected_labels", labels.DetectedLabelsAsync);
        Add("GET POST", Api + "detected_fields", fields.DetectedFieldsAsync);
        Add("GET POST", Api + "index/stats", index.StatsAsync);
        Add("GET POST", Api + "index/volume", index.VolumeAsync);
        Add("GET POST", Api + "index/volume_range", index.VolumeRangeAsync);
        Add("GET", Api + "tail", tail.TailAsync);
        Add("GET", "/prometheus/api/v1/rules", rules.RulesAsync);
        Add("GET", "/prometheus/api/v1/alerts", rules.AlertsAsync);
        Add("GET", Api + "rules", context => rules.ListAsync(context, string.Empty, string.Empty));
    }

    /// <summary>The route of a request.</summary>
    public Route Find(HttpRequest request)
    {
        var path = request.Path.Value ?? "/";
        return _routes.TryGetValue(path, out var route) ? Check(route, request) : FindWithNames(path, request);
    }

    private Route FindWithNames(string path, HttpRequest request)
    {
        var parts = path.StartsWith(Api, StringComparison.Ordinal) ? path[Api.Length..].Split('/') : [];
        switch (parts)
        {
            case ["label", var name, "values"]:
                return Check(
                    new Route("loki_api_v1_label_name_values", "GET POST", context => _labels.ValuesAsync(context, name)), request);
            case ["rules", var file, .. { Length: < 2 } group]:
                return HttpMethods.IsGet(request.Method)
                    ? new Route("loki_api_v1_rules_namespace", "GET", context => _rules.ListAsync(context, file, string.Concat(group)))
                    : NotSupported("changes of rules over the API: they are in files");
        }

        foreach (var (prefix, feature) in _notSupported)
        {
            if (path == prefix || (path.StartsWith(prefix, StringComparison.Ordinal) && (prefix[^1] == '/' || path[prefix.Length] == '/')))
            {
                return NotSupported(feature);
            }
        }

        return new Route(
            "notfound", string.Empty, context => TextAnswers.WriteAsync(context, StatusCodes.Status404NotFound, "404 page not found\n"));
    }

    private static Route Check(Route route, HttpRequest request) =>
        route.Methods.Split(' ').Contains(request.Method, StringComparer.Ordinal)
        ? route
        : route with
        {
            Handle = context =>
            {
                context.Response.Headers.Allow = route.Methods.Replace(" ", ", ", StringComparison.Ordinal);
                return TextAnswers.WriteAsync(context, StatusCodes.Status405MethodNotAllowed, "method not allowed\n");
            },
        };

    private static Route NotSupported(string feature) =>
        new("notsupported", string.Empty, context => TextAnswers.NotImplementedAsync(context, feature));

    private void Add(string methods, string path, Func<HttpContext, Task> handle) =>
        _routes[path] = new Route(path.Trim('/').Replace('/', '_'), methods, handle);
}
