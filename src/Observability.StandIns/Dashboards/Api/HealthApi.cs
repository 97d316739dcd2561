namespace Observability.StandIns.Dashboards.Api;

/// <summary>Whether the server is well (https://grafana.com/docs/grafana/latest/developers/http_api/other/#health-api).</summary>
internal static class HealthApi
{
    /// <summary>The version whose content and API the stand-in follows; it says itself what it is.</summary>
    public const string Version = "13.2.0";

    /// <summary>Maps the path; anybody may ask.</summary>
    public static void Map(IEndpointRouteBuilder api) =>
        api.MapGet("/health", () => Results.Json(new { database = "ok", version = Version, commit = "stand-in" }));
}
