using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;

namespace Observability.StandIns.Identity.Pages;

/// <summary>
/// The few pages of the stand-in: HTML without scripts, that says on top what it is. Whatever comes from a request or from the
/// realm goes through <see cref="Text"/>.
/// </summary>
internal static class PageText
{
    private const string Style =
        """
        :root{color-scheme:light dark}
        body{font:1rem/1.5 system-ui,sans-serif;max-width:26rem;margin:3rem auto;padding:0 1rem}
        .standin{border-left:.3rem solid #b35c00;padding-left:.75rem}
        [role=alert]{border-left:.3rem solid #b3261e;padding-left:.75rem}
        label{display:block;margin-top:1rem}
        input{font:inherit;width:100%;box-sizing:border-box;padding:.4rem}
        button{font:inherit;margin-top:1.25rem;padding:.5rem 1.25rem}
        :focus-visible{outline:.2rem solid #1a6fd6;outline-offset:.1rem}
        """;

    /// <summary>What the content security policy names the style by.</summary>
    public static string StyleHash { get; } = $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Style)))}'";

    /// <summary>Text of a person or a file, safe between tags and in quoted attributes.</summary>
    public static string Text(string? text) => HtmlEncoder.Default.Encode(text ?? string.Empty);

    /// <summary>A whole page.</summary>
    /// <param name="realm">Name of the realm that people see.</param>
    /// <param name="heading">What the page is about.</param>
    /// <param name="content">HTML.</param>
    public static string Page(string realm, string heading, string content) =>
        $"""
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>{Text(heading)} – {Text(realm)}</title>
        <style>{Style}</style>
        </head>
        <body>
        <p class="standin"><strong>Stand-in for Keycloak.</strong> This machine runs no Keycloak; a small service that reads its realm
        file signs people in instead. For development only.</p>
        <main>
        <h1>{Text(heading)}</h1>
        {content}
        </main>
        </body>
        </html>

        """;

    /// <summary>A message that screen readers say at once.</summary>
    public static string Alert(string message) => $"""<p role="alert">{Text(message)}</p>""";

    /// <summary>A form field that people do not see.</summary>
    public static string Hidden(string name, string? value) => $"""<input type="hidden" name="{Text(name)}" value="{Text(value)}">""";
}
