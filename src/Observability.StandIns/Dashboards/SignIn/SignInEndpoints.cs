using System.Text.Json;
using System.Text.Json.Nodes;
using Observability.StandIns.Dashboards.Api;
using Observability.StandIns.Dashboards.Configuration;
using Observability.StandIns.Dashboards.Provisioning;

namespace Observability.StandIns.Dashboards.SignIn;

/// <summary>Coming in and going out.</summary>
internal static class SignInEndpoints
{
    /// <summary>Maps the paths; the login page itself is one of the pages.</summary>
    public static void Map(IEndpointRouteBuilder app, OAuthFlow? flow)
    {
        app.MapPost("/login", (Delegate)LogInAsync);
        app.MapGet("/logout", (HttpContext context, SessionStore sessions, DashboardsConfiguration configuration) =>
        {
            var signOut = context.Features.Get<Session>() is { Visitor.Kind: VisitorKind.OAuth } session ? flow?.GetSignOutUrl(session)
                : null;
            sessions.End(context);
            return Results.Redirect(signOut ?? $"{configuration.SubPath}/login?disableAutoLogin");
        });
        app.MapGet(OAuthFlow.Path, (Delegate)((HttpContext context) => flow is null
            ? Task.FromResult(ApiAnswer.Message("OAuth not enabled", StatusCodes.Status404NotFound))
            : flow.AnswerAsync(context)));
    }

    // {"user":"admin","password":"…"}; JSON only, which no form of another site can send.
    private static async Task<IResult> LogInAsync(HttpContext context, DashboardsConfiguration configuration, AdminPassword admin,
        SessionStore sessions, ILogger<SessionStore> logger)
    {
        if (!configuration.LoginForm)
        {
            return ApiAnswer.Message("Login is disabled", StatusCodes.Status401Unauthorized);
        }

        if (!context.Request.HasJsonContentType())
        {
            return ApiAnswer.Message("bad login data", StatusCodes.Status400BadRequest);
        }

        JsonNode? body;
        try
        {
            body = await ApiBody.ReadAsync(context).ConfigureAwait(false);
        }
        catch (JsonException)
        {
            return ApiAnswer.Message("bad login data", StatusCodes.Status400BadRequest);
        }

        if (admin.Check(body.Text("user") ?? string.Empty, body.Text("password") ?? string.Empty) is not { } visitor)
        {
            logger.LogWarning("Somebody failed to sign in with a password");
            return Results.Json(
                new { message = "Invalid username or password", messageId = "password-auth.failed", statusCode = 401,
                    traceID = string.Empty },
                statusCode: StatusCodes.Status401Unauthorized);
        }

        sessions.Start(context, visitor, tokens: null);
        return Results.Json(new { message = "Logged in",
            redirectUrl = LocalAddress.Check(context.Request.Query["redirectTo"], configuration.SubPath) });
    }
}
