namespace Observability.StandIns.Points.Api;

/// <summary>What InfluxDB serves and the stand-in does not: it says so with status 501 and the feature's name.</summary>
internal static class UnsupportedEndpoints
{
    // First segments below /api/v2, and paths beside it.
    private static readonly (string Path, string Feature)[] s_features =
    [
        ("/api/v2/annotations", "annotations"),
        ("/api/v2/backup", "backups"),
        ("/api/v2/checks", "checks"),
        ("/api/v2/config", "the runtime configuration"),
        ("/api/v2/dashboards", "dashboards"),
        ("/api/v2/documents", "documents"),
        ("/api/v2/flags", "feature flags"),
        ("/api/v2/labels", "labels"),
        ("/api/v2/notificationEndpoints", "notification endpoints"),
        ("/api/v2/notificationRules", "notification rules"),
        ("/api/v2/remotes", "remote connections"),
        ("/api/v2/replications", "replications"),
        ("/api/v2/resources", "the list of resources"),
        ("/api/v2/restore", "restoring"),
        ("/api/v2/scrapers", "scrapers"),
        ("/api/v2/scripts", "invokable scripts"),
        ("/api/v2/signin", "sessions"),
        ("/api/v2/signout", "sessions"),
        ("/api/v2/sources", "sources"),
        ("/api/v2/stacks", "stacks"),
        ("/api/v2/tasks", "tasks"),
        ("/api/v2/telegraf", "Telegraf configurations"),
        ("/api/v2/telegrafs", "Telegraf configurations"),
        ("/api/v2/templates", "templates"),
        ("/api/v2/users", "changing users"),
        ("/api/v2/variables", "variables"),
        ("/api/v2/query/analyze", "the analysis of queries"),
        ("/api/v2/query/ast", "the tree of queries"),
        ("/api/v2/query/suggestions", "suggestions"),
        ("/private/legacy", "version 1 authorizations; use a token as the password"),
        ("/debug", "profiling"),
    ];

    /// <summary>Answers them.</summary>
    public static void Map(WebApplication app)
    {
        foreach (var (path, feature) in s_features)
        {
            RequestDelegate refuse = _ => throw ApiException.NotSupported(feature);
            if (path is not "/api/v2/users")
            {
                app.Map(path, refuse);
                app.Map(path + "/{**rest}", refuse);
            }
            else
            {
                app.MapPost(path + "/{**rest}", refuse);
                app.MapPatch(path + "/{**rest}", refuse);
                app.MapDelete(path + "/{**rest}", refuse);
            }
        }

        app.Map("/api/v2/orgs/{id}/{**rest}",
            (RequestDelegate)(_ => throw ApiException.NotSupported("members, owners and secrets of organizations")));
        app.Map("/api/v2/buckets/{id}/{**rest}",
            (RequestDelegate)(_ => throw ApiException.NotSupported("members, owners and labels of buckets")));
    }
}
