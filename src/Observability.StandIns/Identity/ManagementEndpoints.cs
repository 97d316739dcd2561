using Observability.StandIns.Identity.Protocol;

namespace Observability.StandIns.Identity;

/// <summary>
/// Health and metrics on a port of their own, where Keycloak has them (https://www.keycloak.org/server/management-interface).
/// The realm is read before the port opens: a stand-in that answers is ready.
/// </summary>
internal static class ManagementEndpoints
{
    // Keycloak's answer: {"status": "UP", "checks": []}
    private const string Up = """{"status":"UP","checks":[]}""";

    /// <summary>Serves them to whoever comes by the management port, and nothing else there.</summary>
    public static void UseManagement(this IApplicationBuilder app, int port) =>
        app.MapWhen(context => context.Connection.LocalPort == port, branch => branch.Run(WriteAsync));

    private static Task WriteAsync(HttpContext context)
    {
        var response = context.Response;
        if (!HttpMethods.IsGet(context.Request.Method) && !HttpMethods.IsHead(context.Request.Method))
        {
            response.StatusCode = StatusCodes.Status405MethodNotAllowed;
            response.Headers.Allow = "GET, HEAD";
            return Task.CompletedTask;
        }

        switch (context.Request.Path.Value)
        {
            case "/health" or "/health/live" or "/health/ready" or "/health/started":
                response.ContentType = "application/json";
                return response.WriteAsync(Up, context.RequestAborted);
            case "/metrics":
                response.ContentType = "text/plain; version=0.0.4; charset=utf-8";
                var services = context.RequestServices;
                return response.WriteAsync(
                    services.GetRequiredService<IdentityMetrics>().Write(services.GetRequiredService<SignInStore>()), context.RequestAborted);
            default:
                response.StatusCode = StatusCodes.Status404NotFound;
                return Task.CompletedTask;
        }
    }
}
