using Observability.StandIns.Dashboards.Configuration;
using Observability.StandIns.Dashboards.SignIn;

namespace Observability.StandIns.Dashboards.Api;

/// <summary>Who one is (https://grafana.com/docs/grafana/latest/developers/http_api/user/#actual-user).</summary>
internal static class UserApi
{
    private const string Organisation = "Main Org.";

    /// <summary>Maps the paths.</summary>
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/user", (HttpContext context) =>
            Visitor.Of(context) is { Kind: not VisitorKind.Anonymous } visitor ? Results.Json(Describe(visitor))
            : ApiAnswer.Unauthorized());
        api.MapGet("/user/orgs", (HttpContext context) => Visitor.Of(context) is { Kind: not VisitorKind.Anonymous } visitor
            ? Results.Json(new[] { new { orgId = 1, name = Organisation, role = visitor.Role.ToString() } })
            : ApiAnswer.Unauthorized());
        api.MapGet("/org", () =>
            Results.Json(new { id = 1, name = Organisation,
            address = new { address1 = "", address2 = "", city = "", zipCode = "", state = "", country = "" } }))
            .For(OrgRole.Viewer, "orgs:read");
    }

    private static object Describe(Visitor visitor) => new
    {
        id = 1,
        uid = visitor.Uid,
        email = visitor.Email,
        name = visitor.Name,
        login = visitor.Login,
        theme = string.Empty,
        orgId = 1,
        isGrafanaAdmin = visitor.IsGrafanaAdmin,
        isDisabled = false,
        isExternal = visitor.Kind == VisitorKind.OAuth,
        isExternallySynced = visitor.Kind == VisitorKind.OAuth,
        authLabels = visitor.Kind == VisitorKind.OAuth ? (string[])["Generic OAuth"] : [],
    };
}
