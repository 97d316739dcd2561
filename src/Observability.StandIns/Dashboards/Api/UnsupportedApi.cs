using Observability.StandIns.Dashboards.Configuration;
using Observability.StandIns.Dashboards.SignIn;

namespace Observability.StandIns.Dashboards.Api;

/// <summary>Everything else below <c>/api</c>: refused by name.</summary>
internal static class UnsupportedApi
{
    private static readonly (string Prefix, string Feature)[] s_features =
    [
        ("snapshots", "Snapshots"),
        ("playlists", "Playlists"),
        ("library-elements", "Library panels"),
        ("public", "Public dashboards"),
        ("v1/provisioning", "Changing alerting by the API"),
        ("alertmanager", "Grafana's own Alertmanager"),
        ("serviceaccounts", "Service accounts"),
        ("auth/keys", "API keys"),
        ("teams", "Teams"),
        ("users", "Users"),
        ("orgs", "Organisations"),
        ("admin", "Administration of users and settings"),
        ("access-control", "Access control"),
        ("live", "Grafana Live"),
        ("correlations", "Correlations"),
        ("query-history", "The history of queries"),
        ("dashboards/db", "Saving dashboards"),
        ("folders", "Changing folders"),
        ("datasources", "Changing data sources"),
        ("plugins", "Plugins"),
        ("annotations", "Changing annotations"),
    ];

    /// <summary>Maps what is left.</summary>
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/annotations", () => Results.Json(Array.Empty<object>())).For(OrgRole.Viewer, "annotations:read");
        api.Map("/{**rest}", (string? rest, HttpContext context) => Visitor.Of(context) is null
            ? ApiAnswer.Unauthorized()
            : ApiAnswer.NotSupported(NameOf(rest ?? string.Empty, context.Request.Method)));
    }

    private static string NameOf(string path, string method) =>
        s_features.FirstOrDefault(feature =>
            path == feature.Prefix || path.StartsWith(feature.Prefix + "/", StringComparison.Ordinal)).Feature
        ?? $"{method} /api/{path}";
}
