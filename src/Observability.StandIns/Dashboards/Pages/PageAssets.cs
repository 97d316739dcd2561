using System.Collections.Frozen;
using System.Text.Json.Nodes;

namespace Observability.StandIns.Dashboards.Pages;

/// <summary>
/// The files of the page, which the build has put into this assembly (<c>Dashboards/Page</c>, target <c>BuildPage</c>). Their names hold
/// a hash of their content, so that a browser may keep them for ever. <c>manifest.json</c> names the first two:
/// <code>{"script":"main-A1B2C3D4.js","style":"main-E5F6A7B8.css"}</code>
/// </summary>
internal sealed class PageAssets
{
    /// <summary>Path of the files, below the root.</summary>
    public const string Path = "/public/build";

    private const string Prefix = "page/";
    private readonly FrozenDictionary<string, byte[]> _files;

    /// <summary>Reads them.</summary>
    public PageAssets()
    {
        var assembly = typeof(PageAssets).Assembly;
        _files = assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
            .ToFrozenDictionary(name => name[Prefix.Length..], name =>
            {
                using var stream = assembly.GetManifestResourceStream(name)!;
                var bytes = new byte[stream.Length];
                stream.ReadExactly(bytes);
                return bytes;
            });
        var manifest = _files.TryGetValue("manifest.json", out var text) ? JsonNode.Parse(text) : null;
        Script = (string?)manifest?["script"];
        Style = (string?)manifest?["style"];
    }

    /// <summary>Name of the script; null in a build without the page.</summary>
    public string? Script { get; }

    /// <summary>Name of the style sheet; null in a build without the page.</summary>
    public string? Style { get; }

    /// <summary>Answers with a file, in the encoding that the browser takes.</summary>
    public IResult Answer(string name, HttpContext context)
    {
        var takesGzip = context.Request.Headers.AcceptEncoding.ToString().Contains("gzip", StringComparison.Ordinal);
        if (!_files.TryGetValue(name, out var bytes) || name is "manifest.json" || name.EndsWith(".gz", StringComparison.Ordinal))
        {
            return Results.NotFound();
        }

        var headers = context.Response.Headers;
        headers.CacheControl = "public, max-age=31536000, immutable";
        headers.Vary = "Accept-Encoding";
        if (takesGzip && _files.TryGetValue(name + ".gz", out var packed))
        {
            headers.ContentEncoding = "gzip";
            bytes = packed;
        }

        return Results.Bytes(bytes, System.IO.Path.GetExtension(name) switch
        {
            ".js" => "text/javascript; charset=utf-8",
            ".css" => "text/css; charset=utf-8",
            ".svg" => "image/svg+xml",
            _ => "application/octet-stream",
        });
    }
}
