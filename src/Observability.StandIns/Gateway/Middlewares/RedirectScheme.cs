using Microsoft.AspNetCore.WebUtilities;

namespace Observability.StandIns.Gateway.Middlewares;

/// <summary>
/// Sends clients to another scheme (https://doc.traefik.io/traefik/reference/routing-configuration/http/middlewares/redirectscheme/).
/// </summary>
/// <param name="scheme">The scheme.</param>
/// <param name="port">The port, or an empty text for the scheme's own.</param>
/// <param name="isPermanent">True for a redirect that clients keep.</param>
/// <param name="isAlways308">True for 308 whatever the method.</param>
internal sealed class RedirectScheme(string scheme, string port, bool isPermanent, bool isAlways308) : IGatewayMiddleware
{
    /// <inheritdoc />
    public string? Mistake => scheme.Length == 0 ? "redirectScheme has no scheme" : null;

    /// <inheritdoc />
    public Task InvokeAsync(GatewayRequest request, GatewayHandler next)
    {
        var incoming = request.Context.Request;
        var currentScheme = incoming.Headers["X-Forwarded-Proto"].ToString().ToUpperInvariant() is "HTTPS" or "WSS" ? "https" : "http";
        var currentPort = incoming.Host.Port is { } number && !IsUsual(currentScheme, $"{number}") ? $"{number}" : string.Empty;
        var wantedPort = IsUsual(scheme, port) ? string.Empty : port;
        if (currentScheme == scheme && currentPort == wantedPort)
        {
            return next(request);
        }

        var address = wantedPort.Length == 0 ? incoming.Host.Host : $"{incoming.Host.Host}:{wantedPort}";
        incoming.HttpContext.Response.Headers.Location = $"{scheme}://{address}{request.Path}{incoming.QueryString.ToUriComponent()}";
        var status = StatusFor(HttpMethods.IsGet(incoming.Method));
        return request.AnswerAsync(status, ReasonPhrases.GetReasonPhrase(status));
    }

    // Only 307 and 308 keep the method.
    private int StatusFor(bool isGet) => (isAlways308, isPermanent, isGet) switch
    {
        (true, _, _) => StatusCodes.Status308PermanentRedirect,
        (_, true, true) => StatusCodes.Status301MovedPermanently,
        (_, true, false) => StatusCodes.Status308PermanentRedirect,
        (_, false, true) => StatusCodes.Status302Found,
        (_, false, false) => StatusCodes.Status307TemporaryRedirect,
    };

    private static bool IsUsual(string scheme, string port) => (scheme, port) is ("http", "80") or ("https", "443");
}
