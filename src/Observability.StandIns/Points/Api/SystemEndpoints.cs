using System.Globalization;
using System.Text.Json.Nodes;
using Observability.StandIns.Points.Flux.Values;

namespace Observability.StandIns.Points.Api;

/// <summary>
/// What tells of the server itself: <c>/health</c>, <c>/ping</c>, <c>/ready</c>, <c>/metrics</c>, the list of the API
/// (https://docs.influxdata.com/influxdb/v2/api/).
/// </summary>
/// <param name="services">What they work on.</param>
internal sealed class SystemEndpoints(PointsServices services)
{
    /// <summary>The version whose API this is.</summary>
    public const string Version = "v2.9.1";

    private static readonly string[] s_links =
        ["authorizations", "buckets", "dbrps", "delete", "me", "orgs", "query", "setup", "users", "write"];
    private readonly DateTimeOffset _started = services.Clock.GetUtcNow();

    /// <summary>Maps them.</summary>
    public void Map(WebApplication app)
    {
        string[] read = [HttpMethods.Get, HttpMethods.Head];
        app.MapMethods("/health", read, (RequestDelegate)HealthAsync);
        app.MapMethods("/ready", read, (RequestDelegate)ReadyAsync);
        app.MapMethods("/ping", read, (RequestDelegate)Ping);
        app.MapMethods("/api/v2/ping", read, (RequestDelegate)Ping);
        app.MapGet("/metrics", (RequestDelegate)(context => services.Metrics.WriteAsync(context.Response)));
        app.MapGet("/api/v2", (RequestDelegate)LinksAsync);
        app.MapGet("/", (RequestDelegate)PageAsync);
    }

    private static Task HealthAsync(HttpContext context) => context.WriteJsonAsync(new JsonObject
    {
        ["name"] = "influxdb",
        ["message"] = "ready for queries and writes",
        ["status"] = "pass",
        ["checks"] = new JsonArray(),
        ["version"] = Version,
        ["commit"] = "stand-in",
    });

    private Task ReadyAsync(HttpContext context) => context.WriteJsonAsync(new JsonObject
    {
        ["status"] = "ready",
        ["started"] = _started.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffffffZ", CultureInfo.InvariantCulture),
        ["up"] = new FluxDuration(0, (services.Clock.GetUtcNow() - _started).Ticks * 100).ToString(),
    });

    private static Task Ping(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    }

    private static Task LinksAsync(HttpContext context) => context.WriteJsonAsync(
        new JsonObject([.. s_links.Select(name => KeyValuePair.Create<string, JsonNode?>(name, $"/api/v2/{name}"))]));

    private static Task PageAsync(HttpContext context)
    {
        context.Response.ContentType = "text/html; charset=utf-8";
        context.Response.Headers.ContentSecurityPolicy = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
        context.Response.Headers.XContentTypeOptions = "nosniff";
        context.Response.Headers["Referrer-Policy"] = "no-referrer";
        return context.Response.WriteAsync(
            "<!doctype html><title>points</title><h1>points, a stand-in for InfluxDB 2</h1><p>It has the API and no user interface.</p>",
            context.RequestAborted);
    }
}
