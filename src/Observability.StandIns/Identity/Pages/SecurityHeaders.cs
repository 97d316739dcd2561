namespace Observability.StandIns.Identity.Pages;

/// <summary>Headers of every answer that a browser could show.</summary>
internal static class SecurityHeaders
{
    /// <summary>Sets them; an endpoint may name one origin more that a form may lead to.</summary>
    public static void UseSecurityHeaders(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        var headers = context.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "no-referrer";
        headers.CacheControl = "no-store";
        headers.ContentSecurityPolicy = Policy(null);
        return next(context);
    });

    /// <summary>Lets the form of a page lead to the application that the person came from: browsers check every redirect after it.</summary>
    public static void AllowFormTo(HttpContext context, string? redirectUri)
    {
        if (Uri.TryCreate(redirectUri, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps))
        {
            context.Response.Headers.ContentSecurityPolicy = Policy(uri.GetLeftPart(UriPartial.Authority));
        }
    }

    private static string Policy(string? origin) =>
        $"default-src 'none'; style-src {PageText.StyleHash}; base-uri 'none'; frame-ancestors 'none'; form-action 'self' {origin}".TrimEnd();
}
