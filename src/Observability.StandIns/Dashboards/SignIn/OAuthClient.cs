using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.WebUtilities;
using Observability.StandIns.Dashboards.Configuration;
using Observability.StandIns.Dashboards.Provisioning;

namespace Observability.StandIns.Dashboards.SignIn;

/// <summary>Talks to the identity provider, server to server.</summary>
internal sealed class OAuthClient(OAuthSettings settings, TimeProvider clock) : IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false })
    {
        Timeout = TimeSpan.FromSeconds(15),
        MaxResponseContentBufferSize = 1 << 20,
    };

    /// <summary>Exchanges the code of a sign-in.</summary>
    /// <exception cref="SignInRefusedException">The provider refuses, or does not answer.</exception>
    public Task<OAuthTokens> RedeemAsync(string code, string redirectUri, string? verifier, CancellationToken cancellationToken)
    {
        var form = new Dictionary<string, string>
        {
            ["grant_type"] = "authorization_code",
            ["code"] = code,
            ["redirect_uri"] = redirectUri,
        };
        if (verifier is not null)
        {
            form["code_verifier"] = verifier;
        }

        return AskForTokensAsync(form, cancellationToken);
    }

    /// <summary>Exchanges a refresh token.</summary>
    /// <exception cref="SignInRefusedException">The provider refuses, or does not answer.</exception>
    public async Task<OAuthTokens> RefreshAsync(OAuthTokens tokens, CancellationToken cancellationToken)
    {
        var form = new Dictionary<string, string> { ["grant_type"] = "refresh_token", ["refresh_token"] = tokens.Refresh! };
        var fresh = await AskForTokensAsync(form, cancellationToken).ConfigureAwait(false);
        return fresh with { Refresh = fresh.Refresh ?? tokens.Refresh, Id = fresh.Id ?? tokens.Id };
    }

    /// <summary>
    /// Everything the provider says of somebody: the id token's claims, userinfo, the access token's claims; what is missing
    /// is left out.
    /// </summary>
    public async Task<IReadOnlyList<string>> ReadClaimsAsync(OAuthTokens tokens, CancellationToken cancellationToken)
    {
        var sources = new List<string>();
        if (DecodePayload(tokens.Id) is { } idToken)
        {
            sources.Add(idToken);
        }

        if (settings.UserInfoUrl is { } url)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, url);
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", tokens.Access);
            sources.Add((await SendAsync(request, cancellationToken).ConfigureAwait(false)).ToJsonString());
        }

        if (DecodePayload(tokens.Access) is { } accessToken)
        {
            sources.Add(accessToken);
        }

        return sources;
    }

    /// <inheritdoc />
    public void Dispose() => _http.Dispose();

    private async Task<OAuthTokens> AskForTokensAsync(Dictionary<string, string> form, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, settings.TokenUrl) { Content = new FormUrlEncodedContent(form) };
        var credentials = $"{Uri.EscapeDataString(settings.ClientId)}:{Uri.EscapeDataString(settings.ClientSecret)}";
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(credentials)));
        var answer = await SendAsync(request, cancellationToken).ConfigureAwait(false);
        return new OAuthTokens(
            answer.Text("access_token") ?? throw new SignInRefusedException("The identity provider gave no access token."),
            answer.Text("refresh_token"),
            answer.Text("id_token"),
            answer.Number("expires_in") is { } seconds ? clock.GetUtcNow() + TimeSpan.FromSeconds(seconds) : null);
    }

    private async Task<JsonObject> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            using var response = await _http.SendAsync(request, cancellationToken).ConfigureAwait(false);
            var text = await response.Content.ReadAsStringAsync(cancellationToken).ConfigureAwait(false);
            return response.IsSuccessStatusCode && JsonNode.Parse(text) is JsonObject answer
                ? answer
                : throw new SignInRefusedException($"The identity provider refused ({(int)response.StatusCode}).");
        }
        catch (Exception error) when (error is HttpRequestException or JsonException
            || (error is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw new SignInRefusedException("The identity provider does not answer as it should.");
        }
    }

    // The token comes from the provider itself, over the server's own connection: its signature says nothing more. One that
    // is no JWT has no claims.
    private static string? DecodePayload(string? token)
    {
        if (token?.Split('.') is not [_, var payload, _])
        {
            return null;
        }

        try
        {
            var text = Encoding.UTF8.GetString(WebEncoders.Base64UrlDecode(payload));
            return JsonNode.Parse(text) is JsonObject ? text : null;
        }
        catch (Exception error) when (error is FormatException or JsonException)
        {
            return null;
        }
    }
}
