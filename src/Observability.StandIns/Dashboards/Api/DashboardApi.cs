using System.Text.Json.Nodes;
using Observability.StandIns.Dashboards.Configuration;
using Observability.StandIns.Dashboards.Provisioning;
using Observability.StandIns.Dashboards.SignIn;

namespace Observability.StandIns.Dashboards.Api;

/// <summary>
/// The dashboards and their folders, read only (https://grafana.com/docs/grafana/latest/developers/http_api/dashboard/,
/// https://grafana.com/docs/grafana/latest/developers/http_api/folder_dashboard_search/).
/// </summary>
internal static class DashboardApi
{
    private const int MostHits = 5_000;

    /// <summary>Maps the paths.</summary>
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/search", (Delegate)Search).For(OrgRole.Viewer, "dashboards:read");
        api.MapGet("/dashboards/uid/{uid}", (Delegate)Show).For(OrgRole.Viewer, "dashboards:read");
        api.MapGet("/dashboards/tags", (ProvisionedContent content) => Results.Json(content.Dashboards
            .SelectMany(dashboard => dashboard.Tags)
            .CountBy(tag => tag)
            .OrderBy(tag => tag.Key, StringComparer.Ordinal)
            .Select(tag => new { term = tag.Key, count = tag.Value }))).For(OrgRole.Viewer, "dashboards:read");
        api.MapGet("/dashboards/home", (DashboardsConfiguration configuration) =>
            Results.Json(new { redirectUri = $"{configuration.SubPath}/dashboards" })).For(OrgRole.Viewer, "dashboards:read");
        api.MapGet("/folders", (ProvisionedContent content) => Results.Json(FoldersOf(content).Select((folder, index) =>
            new { id = index + 1, uid = folder.Uid, title = folder.Title }))).For(OrgRole.Viewer, "folders:read");
        api.MapGet("/folders/{uid}", (string uid, ProvisionedContent content, DashboardsConfiguration configuration) =>
            FoldersOf(content).FirstOrDefault(folder => folder.Uid == uid) is { } folder
                ? Results.Json(new { uid, title = folder.Title, url = configuration.SubPath + folder.Path, canSave = false,
                    canEdit = false, canAdmin = false, version = 1 })
                : ApiAnswer.Message("folder not found", StatusCodes.Status404NotFound)).For(OrgRole.Viewer, "folders:read");
    }

    private static IEnumerable<DashboardFolder> FoldersOf(ProvisionedContent content) =>
        content.Dashboards.Select(dashboard => dashboard.Folder).OfType<DashboardFolder>().Distinct()
            .OrderBy(folder => folder.Title, StringComparer.Ordinal);

    private static IResult Search(HttpContext context, ProvisionedContent content, DashboardsConfiguration configuration)
    {
        var query = context.Request.Query;
        var text = query["query"].ToString();
        var tags = query["tag"].OfType<string>().Where(tag => tag.Length > 0).ToList();
        var uids = query["dashboardUIDs"].OfType<string>().ToList();
        var folders = query["folderUIDs"].OfType<string>().ToList();
        var type = query["type"].ToString();
        var limit = int.TryParse(query["limit"], out var asked) && asked is > 0 and < MostHits ? asked : 1_000;
        bool Matches(string title) => title.Contains(text, StringComparison.OrdinalIgnoreCase);

        var hits = new List<JsonObject>();
        if (type is "" or "dash-folder" && tags.Count == 0 && uids.Count == 0 && folders.Count == 0)
        {
            hits.AddRange(FoldersOf(content).Where(folder => Matches(folder.Title)).Select((folder, index) =>
                Hit(index + 1, folder.Uid, folder.Title, configuration.SubPath + folder.Path, "dash-folder", [], null)));
        }

        if (type is "" or "dash-db")
        {
            hits.AddRange(content.Dashboards
                .Where(dashboard => Matches(dashboard.Title)
                    && tags.TrueForAll(tag => dashboard.Tags.Contains(tag))
                    && (uids.Count == 0 || uids.Contains(dashboard.Uid))
                    && (folders.Count == 0 || folders.Contains(dashboard.Folder?.Uid ?? "general")))
                .OrderBy(dashboard => dashboard.Title, StringComparer.OrdinalIgnoreCase)
                .Select(dashboard => Hit(
                    dashboard.Id, dashboard.Uid, dashboard.Title, configuration.SubPath + dashboard.Path, "dash-db", dashboard.Tags,
                        dashboard.Folder)));
        }

        return Results.Json(hits.Take(limit));
    }

    private static JsonObject Hit(int id, string uid, string title, string url, string type, IReadOnlyList<string> tags,
        DashboardFolder? folder)
    {
        var hit = new JsonObject
        {
            ["id"] = id,
            ["uid"] = uid,
            ["orgId"] = 1,
            ["title"] = title,
            ["uri"] = $"db/{Slug.Of(title)}",
            ["url"] = url,
            ["slug"] = string.Empty,
            ["type"] = type,
            ["tags"] = new JsonArray([.. tags.Select(tag => JsonValue.Create(tag))]),
            ["isStarred"] = false,
            ["sortMeta"] = 0,
        };
        if (folder is not null)
        {
            hit["folderUid"] = folder.Uid;
            hit["folderTitle"] = folder.Title;
        }

        return hit;
    }

    private static IResult Show(string uid, HttpContext context, ProvisionedContent content, DashboardsConfiguration configuration)
    {
        if (content.Dashboards.FirstOrDefault(dashboard => dashboard.Uid == uid) is not { } dashboard)
        {
            return ApiAnswer.Message("Dashboard not found", StatusCodes.Status404NotFound);
        }

        var mayEdit = Visitor.Of(context)!.Has(OrgRole.Editor);
        return Results.Json(new
        {
            meta = new
            {
                type = "db",
                canSave = false,
                canEdit = mayEdit,
                canAdmin = Visitor.Of(context)!.Has(OrgRole.Admin),
                canStar = false,
                canDelete = false,
                slug = dashboard.Slug,
                url = configuration.SubPath + dashboard.Path,
                expires = "0001-01-01T00:00:00Z",
                created = dashboard.Changed,
                updated = dashboard.Changed,
                updatedBy = string.Empty,
                createdBy = string.Empty,
                version = 1,
                isFolder = false,
                folderUid = dashboard.Folder?.Uid ?? string.Empty,
                folderTitle = dashboard.Folder?.Title ?? "Dashboards",
                folderUrl = dashboard.Folder is { } folder ? configuration.SubPath + folder.Path : string.Empty,
                provisioned = true,
                provisionedExternalId = dashboard.File,
            },
            dashboard = dashboard.Model,
        });
    }
}
