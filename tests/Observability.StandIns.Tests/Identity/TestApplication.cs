using System.Net.Http.Headers;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Observability.StandIns.Tests.Identity;

/// <summary>An application of the realm: asks for codes, exchanges them, calls the endpoints from its server's side.</summary>
internal sealed class TestApplication(IdentityBackend backend, string clientId, string secret, string redirectUri) : IDisposable
{
    /// <summary>From https://www.rfc-editor.org/rfc/rfc7636#appendix-B.</summary>
    public const string Verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

    public const string Challenge = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
    public const string AllScopes = "openid profile email";

    private readonly HttpClient _client = new() { BaseAddress = backend.Address };

    public string RedirectUri => redirectUri;

    public static TestApplication Grafana(IdentityBackend backend, string? secret = null) => new(
        backend, "grafana", secret ?? IdentityBackend.Secrets["GRAFANA_CLIENT_SECRET"]!, "http://grafana.localhost:8000/login/generic_oauth");

    public static TestApplication Traces(IdentityBackend backend) => new(
        backend, "traces", IdentityBackend.Secrets["TRACES_CLIENT_SECRET"]!, "http://traces.localhost:8000/auth/callback");

    /// <summary>The URL that begins a sign-in; a null value takes a parameter out.</summary>
    public Uri SignInUrl(params (string Name, string? Value)[] changes)
    {
        var parameters = new Dictionary<string, string?>
        {
            ["client_id"] = clientId,
            ["redirect_uri"] = redirectUri,
            ["response_type"] = "code",
            ["scope"] = AllScopes,
            ["state"] = "state-of-the-application",
            ["code_challenge"] = Challenge,
            ["code_challenge_method"] = "S256",
        };
        foreach (var (name, value) in changes)
        {
            parameters[name] = value;
        }

        return new Uri($"{backend.PublicUrl}{IdentityBackend.Protocol}/auth{QueryString.Create(parameters.Where(parameter => parameter.Value is not null))}");
    }

    /// <summary>The whole of it: opens the page, signs in where it asks, and returns the code.</summary>
    public async Task<string> GetCodeAsync(TestBrowser browser, string user = "ada", params (string Name, string? Value)[] changes)
    {
        var page = await browser.OpenAsync(SignInUrl(changes));
        if (page.Location is null)
        {
            page = await browser.SignInAsync(page, user, IdentityBackend.Secrets[$"USER_{user.ToUpperInvariant()}_PASSWORD"]!);
        }

        Assert.NotNull(page.Location);
        Assert.StartsWith(redirectUri, page.Location.AbsoluteUri, StringComparison.Ordinal);
        var code = page.Answer["code"];
        Assert.False(string.IsNullOrEmpty(code), page.Location.AbsoluteUri);
        return code;
    }

    public async Task<JsonAnswer> SignInAsync(TestBrowser browser, string user = "ada", params (string Name, string? Value)[] changes)
    {
        var answer = await ExchangeAsync(await GetCodeAsync(browser, user, changes));
        Assert.True(answer.Status == System.Net.HttpStatusCode.OK, $"{answer.Status} {answer.Content}{Environment.NewLine}{backend.Output}");
        return answer;
    }

    public Task<JsonAnswer> ExchangeAsync(string code, string? verifier = Verifier, string? redirect = null) => PostTokenAsync(
        ("grant_type", "authorization_code"), ("code", code), ("redirect_uri", redirect ?? redirectUri), ("code_verifier", verifier));

    public Task<JsonAnswer> RefreshAsync(string? refreshToken) =>
        PostTokenAsync(("grant_type", "refresh_token"), ("refresh_token", refreshToken));

    public async Task<JsonAnswer> PostTokenAsync(params (string Name, string? Value)[] parameters)
    {
        using var content = new FormUrlEncodedContent(
            parameters.Append(("client_id", clientId)).Append(("client_secret", secret))
                .Where(parameter => parameter.Item2 is not null)
                .Select(parameter => KeyValuePair.Create(parameter.Item1, parameter.Item2!)));
        using var response = await _client.PostAsync($"{IdentityBackend.Protocol}/token", content, TestContext.Current.CancellationToken);
        return await JsonAnswer.ReadAsync(response);
    }

    /// <summary>The same, with the secret in the header as most libraries send it.</summary>
    public async Task<JsonAnswer> ExchangeWithBasicAsync(string code)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{IdentityBackend.Protocol}/token")
        {
            Content = new FormUrlEncodedContent(new Dictionary<string, string>
            {
                ["grant_type"] = "authorization_code", ["code"] = code, ["redirect_uri"] = redirectUri, ["code_verifier"] = Verifier,
            }),
        };
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{clientId}:{secret}")));
        using var response = await _client.SendAsync(request, TestContext.Current.CancellationToken);
        return await JsonAnswer.ReadAsync(response);
    }

    public async Task<JsonAnswer> UserInfoAsync(string? token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{IdentityBackend.Protocol}/userinfo");
        request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        using var response = await _client.SendAsync(request, TestContext.Current.CancellationToken);
        return await JsonAnswer.ReadAsync(response);
    }

    public async Task<JsonAnswer> GetAsync(string path)
    {
        using var response = await _client.GetAsync(path, TestContext.Current.CancellationToken);
        return await JsonAnswer.ReadAsync(response);
    }

    public Uri LogoutUrl(params (string Name, string? Value)[] parameters) => new(
        $"{backend.PublicUrl}{IdentityBackend.Protocol}/logout{QueryString.Create(parameters.Select(parameter => KeyValuePair.Create(parameter.Name, parameter.Value)))}");

    public void Dispose() => _client.Dispose();
}
