namespace Observability.StandIns.Dashboards.Pages;

/// <summary>
/// Headers of every answer: a page takes everything from its own host, runs no script but its own files, and is in nobody's
/// frame.
/// </summary>
internal static class SecurityHeaders
{
    private const string Policy =
        "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; "
        + "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    /// <summary>Sets them; an endpoint may set stricter ones.</summary>
    public static void UseSecurityHeaders(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "same-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=(), payment=(), usb=()";
        headers.CacheControl = "no-store";
        return next(context);
    });

    /// <summary>
    /// Refuses what another site's page would change: a browser says in <c>Origin</c> where a request comes from. The session's
    /// cookie would not come along either; this does not rely on it.
    /// </summary>
    public static void UseOriginCheck(this IApplicationBuilder app, Uri rootUrl) => app.Use((context, next) =>
    {
        var request = context.Request;
        var isSafe = HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || HttpMethods.IsOptions(request.Method);
        if (isSafe || request.Headers.Origin is not { Count: > 0 } origin)
        {
            return next(context);
        }

        var isOwn = Uri.TryCreate(origin.ToString(), UriKind.Absolute, out var from)
            && (from.Authority == request.Host.Value || from.Authority == rootUrl.Authority);
        return isOwn ? next(context) : Api.ApiAnswer.Message("origin not allowed", StatusCodes.Status403Forbidden).ExecuteAsync(context);
    });
}
