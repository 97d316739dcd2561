using Observability.StandIns.Dashboards.Configuration;
using Observability.StandIns.Dashboards.SignIn;

namespace Observability.StandIns.Dashboards.Api;

/// <summary>Answers of the API that are not what was asked for, in Grafana's form.</summary>
internal static class ApiAnswer
{
    /// <summary>A message with its status.</summary>
    public static IResult Message(string message, int status) => Results.Json(new { message }, statusCode: status);

    /// <summary>Nobody is signed in.</summary>
    public static IResult Unauthorized() => Results.Json(
        new { message = "Unauthorized", messageId = "auth.unauthorized", statusCode = 401, traceID = string.Empty },
            statusCode: StatusCodes.Status401Unauthorized);

    /// <summary>The one who is may not.</summary>
    public static IResult Forbidden(string permission) => Results.Json(
        new
        {
            accessErrorId = string.Empty,
            message = $"You'll need additional permissions to perform this action. Permissions needed: {permission}",
            title = "Access denied",
        },
        statusCode: StatusCodes.Status403Forbidden);

    /// <summary>Grafana does it, the stand-in does not.</summary>
    public static IResult NotSupported(string feature) => Message(
        $"{feature} is not supported: this is the dashboards stand-in, a view of Grafana's provisioned content, and not Grafana.",
        StatusCodes.Status501NotImplemented);

    /// <summary>Lets only those in who have a role.</summary>
    /// <param name="builder">The endpoint, or a group of them.</param>
    /// <param name="role">The least role.</param>
    /// <param name="permission">Grafana's name of what is allowed by it.</param>
    public static T For<T>(this T builder, OrgRole role, string permission)
        where T : IEndpointConventionBuilder => builder.AddEndpointFilter(async (context, next) => Visitor.Of(context.HttpContext) switch
        {
            null => Unauthorized(),
            var visitor when !visitor.Has(role) => Forbidden(permission),
            _ => await next(context).ConfigureAwait(false),
        });
}
