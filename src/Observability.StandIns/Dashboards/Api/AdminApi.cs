using Observability.StandIns.Dashboards.Provisioning;
using Observability.StandIns.Dashboards.SignIn;

namespace Observability.StandIns.Dashboards.Api;

/// <summary>
/// Reads provisioning files anew
/// (https://grafana.com/docs/grafana/latest/developers/http_api/admin/#reload-provisioning-configurations).
/// </summary>
internal static class AdminApi
{
    /// <summary>Maps the paths.</summary>
    public static void Map(IEndpointRouteBuilder api) => api.MapPost("/admin/provisioning/{kind}/reload", (Delegate)Reload);

    private static IResult Reload(string kind, HttpContext context, ProvisionedContent content, ILogger<ProvisionedContent> logger)
    {
        if (Visitor.Of(context) is not { } visitor)
        {
            return ApiAnswer.Unauthorized();
        }

        // For the server's administrators, which an organisation's need not be.
        if (!visitor.IsGrafanaAdmin)
        {
            return ApiAnswer.Forbidden("provisioning:reload");
        }

        try
        {
            switch (kind)
            {
                case "datasources":
                    content.ReloadDataSources();
                    return ApiAnswer.Message("Datasources config reloaded", StatusCodes.Status200OK);
                case "dashboards":
                    content.ReloadDashboards();
                    return ApiAnswer.Message("Dashboards config reloaded", StatusCodes.Status200OK);
                case "alerting":
                    content.ReloadAlertRules();
                    return ApiAnswer.Message("Alerting config reloaded", StatusCodes.Status202Accepted);
                case "plugins" or "access-control" or "notifications":
                    return ApiAnswer.NotSupported($"Provisioning of {kind}");
                default:
                    return ApiAnswer.Message("Not found", StatusCodes.Status404NotFound);
            }
        }
        catch (StandInException mistake)
        {
            logger.LogError("{Mistake}", mistake.Message);
            return ApiAnswer.Message(mistake.Message, StatusCodes.Status500InternalServerError);
        }
    }
}
