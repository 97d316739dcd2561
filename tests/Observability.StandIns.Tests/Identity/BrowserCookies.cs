using System.Net;

namespace Observability.StandIns.Tests.Identity;

/// <summary>
/// Cookies as a browser has them for names that end with <c>.localhost</c>: it trusts them like HTTPS and sends secure cookies there,
/// which .NET does not.
/// </summary>
internal sealed class BrowserCookies(HttpMessageHandler inner) : DelegatingHandler(inner)
{
    private readonly CookieContainer _cookies = new();

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var trusted = new UriBuilder(request.RequestUri!) { Scheme = Uri.UriSchemeHttps }.Uri;
        if (_cookies.GetCookieHeader(trusted) is { Length: > 0 } header)
        {
            request.Headers.Add("Cookie", header);
        }

        var response = await base.SendAsync(request, cancellationToken);
        foreach (var cookie in response.Headers.TryGetValues("Set-Cookie", out var values) ? values : [])
        {
            _cookies.SetCookies(trusted, cookie);
        }

        return response;
    }
}
