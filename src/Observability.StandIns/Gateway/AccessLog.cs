using System.Globalization;

namespace Observability.StandIns.Gateway;

/// <summary>
/// One line for each request on the standard output, in Traefik's form
/// (https://doc.traefik.io/traefik/reference/install-configuration/observability/logs-and-accesslogs/):
/// <code>
/// 127.0.0.1 - - [17/Oct/2026:08:31:07 +0000] "GET /login HTTP/1.1" 200 5123 "-" "curl/8.5.0" 12 "grafana@file" "http://127.0.0.1:3000" 4ms
/// </code>
/// The query is left out: it can hold what is nobody's business, such as the code of a sign-in.
/// </summary>
internal sealed class AccessLog(TextWriter output)
{
    private long _count;

    /// <summary>Writes the line of a request that is over.</summary>
    public void Write(GatewayRequest request, TimeSpan duration)
    {
        var context = request.Context;
        var incoming = context.Request;
        var time = TimeProvider.System.GetUtcNow().ToString("dd/MMM/yyyy:HH:mm:ss +0000", CultureInfo.InvariantCulture);
        var size = context.Response.ContentLength?.ToString(CultureInfo.InvariantCulture) ?? "-";
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"""
            {request.Client} - - [{time}] "{incoming.Method} {request.Path} {incoming.Protocol}" {context.Response.StatusCode} {size} {Quote(incoming.Headers.Referer)} {Quote(incoming.Headers.UserAgent)} {Interlocked.Increment(ref _count)} {Quote(request.Router)} {Quote(request.Server?.GetLeftPart(UriPartial.Authority))} {(long)duration.TotalMilliseconds}ms
            """));
    }

    // What a client sends must not end the line or begin another one.
    private static string Quote(string? text) => string.IsNullOrEmpty(text)
        ? "\"-\""
        : $"\"{string.Concat(text.Select(character => character is '"' or '\\' || char.IsControl(character) ? '.' : character))}\"";
}
