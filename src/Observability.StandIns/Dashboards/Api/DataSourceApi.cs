using System.Text.Json.Nodes;
using Observability.StandIns.Dashboards.Configuration;
using Observability.StandIns.Dashboards.Provisioning;
using Observability.StandIns.Dashboards.Queries;

namespace Observability.StandIns.Dashboards.Api;

/// <summary>The data sources, and whether they answer (https://grafana.com/docs/grafana/latest/developers/http_api/data_source/).</summary>
internal static class DataSourceApi
{
    /// <summary>Maps the paths.</summary>
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/datasources", (ProvisionedContent content) =>
            Results.Json(content.DataSources.Select(source => Describe(source, withLabel: true))))
            .For(OrgRole.Admin, "datasources:read");
        api.MapGet("/datasources/uid/{uid}", (string uid, ProvisionedContent content) => Find(content, uid) is { } source
            ? Results.Json(Describe(source, withLabel: false))
            : NotFound()).For(OrgRole.Admin, "datasources:read");
        api.MapGet("/datasources/name/{name}", (string name, ProvisionedContent content) =>
            content.DataSources.FirstOrDefault(source => source.Name == name) is { } source
                ? Results.Json(Describe(source, withLabel: false)) : NotFound())
            .For(OrgRole.Admin, "datasources:read");
        api.MapGet("/datasources/uid/{uid}/health", (Delegate)CheckAsync).For(OrgRole.Viewer, "datasources:query");
        api.MapGet("/plugins", (ProvisionedContent content, IEnumerable<IQueryEngine> engines) => Results.Json(engines
            .Select(engine => engine.Type)
            .Intersect(content.DataSources.Select(source => source.Type))
            .Select(type => new { name = type, type = "datasource", id = type, enabled = true, pinned = false, signature = "internal" })))
            .For(OrgRole.Viewer, "plugins:read");
    }

    /// <summary>Finds a data source by its uid alone.</summary>
    public static DataSourceDefinition? Find(ProvisionedContent content, string uid) =>
        content.DataSources.FirstOrDefault(source => source.Uid == uid);

    /// <summary>There is no such data source.</summary>
    public static IResult NotFound() => ApiAnswer.Message("Data source not found", StatusCodes.Status404NotFound);

    private static async Task<IResult> CheckAsync(string uid, ProvisionedContent content, QueryRunner runner,
        CancellationToken cancellationToken)
    {
        if (Find(content, uid) is not { } source)
        {
            return NotFound();
        }

        try
        {
            var message = await runner.EngineOf(source).CheckAsync(source, cancellationToken).ConfigureAwait(false);
            return Results.Json(new { message, status = "OK" });
        }
        catch (QueryException error)
        {
            return Results.Json(new { message = error.Message, status = "ERROR" }, statusCode: error.Status == 501 ? 501 : 400);
        }
    }

    // Secrets are told by name only: "secureJsonFields":{"token":true}.
    private static JsonObject Describe(DataSourceDefinition source, bool withLabel)
    {
        var description = new JsonObject
        {
            ["id"] = source.Id,
            ["uid"] = source.Uid,
            ["orgId"] = 1,
            ["name"] = source.Name,
            ["type"] = source.Type,
            ["typeLogoUrl"] = string.Empty,
            ["access"] = "proxy",
            ["url"] = source.Url.ToString().TrimEnd('/'),
            ["user"] = string.Empty,
            ["database"] = source.Database,
            ["basicAuth"] = source.BasicAuthUser is not null,
            ["isDefault"] = source.IsDefault,
            ["jsonData"] = source.Settings.DeepClone(),
            ["readOnly"] = true,
        };
        if (withLabel)
        {
            description["typeName"] = source.Type;
        }
        else
        {
            description["basicAuthUser"] = source.BasicAuthUser ?? string.Empty;
            description["secureJsonFields"] = new JsonObject(source.Secrets.Keys.Select(key => KeyValuePair.Create(key, (JsonNode?)true)));
            description["version"] = 1;
        }

        return description;
    }
}
