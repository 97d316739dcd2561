using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Observability.StandIns.Gateway.Routing;

namespace Observability.StandIns.Gateway.Admin;

/// <summary>A page that says what the gateway is and lists its routes.</summary>
internal static class DashboardPage
{
    private const string Style = """
        body { font: 1rem/1.5 system-ui, sans-serif; margin: 2rem; color-scheme: light dark; }
        table { border-collapse: collapse; }
        th, td { text-align: left; vertical-align: top; padding: .25rem 1.5rem .25rem 0; }
        """;

    // The page's own style is the only thing that a browser may take from anywhere.
    private static readonly string s_policy =
        $"default-src 'none'; style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Style)))}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    /// <summary>Writes it.</summary>
    public static Task WriteAsync(HttpResponse response, IReadOnlyList<Router> routers)
    {
        response.ContentType = "text/html; charset=utf-8";
        response.Headers.ContentSecurityPolicy = s_policy;
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers["Referrer-Policy"] = "no-referrer";
        return response.WriteAsync(Render(routers), response.HttpContext.RequestAborted);
    }

    private static string Render(IReadOnlyList<Router> routers)
    {
        var rows = new StringBuilder();
        foreach (var router in routers)
        {
            var status = router.Error is { } error ? $"not in force: {error}"
                : router.Unsupported is { } unsupported ? $"not supported: {unsupported}"
                : "in force";
            rows.Append(CultureInfo.InvariantCulture, $"""
                    <tr><td>{Encode(router.Name)}</td><td><code>{Encode(router.RuleText)}</code></td><td>{Encode(string.Join(", ", router.EntryPoints))}</td><td>{Encode(router.Service)}</td><td>{Encode(status)}</td></tr>

                """);
        }

        return $$"""
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <title>Gateway (stand-in for Traefik)</title>
            <style>{{Style}}</style>
            </head>
            <body>
            <h1>Gateway</h1>
            <p>This is a stand-in for Traefik: a small .NET service that reads the same configuration. Traefik's own dashboard is not here.</p>
            <table>
            <thead><tr><th>Router</th><th>Rule</th><th>Entry points</th><th>Service</th><th>Status</th></tr></thead>
            <tbody>
            {{rows}}</tbody>
            </table>
            </body>
            </html>

            """;
    }

    private static string Encode(string text) => WebUtility.HtmlEncode(text);
}
