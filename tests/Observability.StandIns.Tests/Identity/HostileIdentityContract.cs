using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace Observability.StandIns.Tests.Identity;

/// <summary>What nobody may get away with, whoever stands behind the realm.</summary>
public abstract class HostileIdentityContract(IdentityBackend backend) : IAsyncLifetime
{
    private readonly TestBrowser _browser = new(backend);
    private readonly TestApplication _grafana = TestApplication.Grafana(backend);
    private readonly TestApplication _traces = TestApplication.Traces(backend);

    public async ValueTask InitializeAsync() => await backend.StartAsync();

    public ValueTask DisposeAsync()
    {
        _browser.Dispose();
        _grafana.Dispose();
        _traces.Dispose();
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    [Theory]
    [InlineData("http://evil.example/login/generic_oauth")]
    [InlineData("http://grafana.localhost:8000/login/generic_oauth/more")]
    [InlineData("http://grafana.localhost:8000/login")]
    [InlineData("http://grafana.localhost:8001/login/generic_oauth")]
    [InlineData("https://grafana.localhost:8000/login/generic_oauth")]
    [InlineData("http://grafana.localhost:8000@evil.example/login/generic_oauth")]
    [InlineData("http://grafana.localhost:8000/login/../evil")]
    [InlineData("http://traces.localhost:8000/auth/callback")]
    [InlineData("/login/generic_oauth")]
    [InlineData("javascript:alert(1)")]
    [InlineData(null)]
    public async Task Authorization_UriThatIsNotRegistered_IsAnErrorPageAndNoRedirect(string? uri)
    {
        await _grafana.SignInAsync(_browser);

        var page = await _browser.OpenAsync(_grafana.SignInUrl(("redirect_uri", uri)));

        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.Null(page.Location);
        Assert.Null(page.Form);
    }

    [Fact]
    public async Task Authorization_UnknownClient_IsAnErrorPage()
    {
        var page = await _browser.OpenAsync(_grafana.SignInUrl(("client_id", "<script>nobody")));

        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.DoesNotContain("<script>nobody", page.Content, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Authorization_NoChallenge_GivesNoCode()
    {
        await _grafana.SignInAsync(_browser);

        var page = await _browser.OpenAsync(_grafana.SignInUrl(("code_challenge", null), ("code_challenge_method", null)));

        Assert.Null(page.Answer["code"]);
        Assert.Equal("invalid_request", page.Answer["error"]);
        Assert.Equal("state-of-the-application", page.Answer["state"]);
    }

    [Fact]
    public async Task Authorization_PlainChallenge_GivesNoCode()
    {
        await _grafana.SignInAsync(_browser);

        var page = await _browser.OpenAsync(_grafana.SignInUrl(("code_challenge", TestApplication.Verifier), ("code_challenge_method", "plain")));

        Assert.Null(page.Answer["code"]);
        Assert.Equal("invalid_request", page.Answer["error"]);
    }

    [Fact]
    public async Task Authorization_ScopeThatTheClientHasNot_GivesNoCode()
    {
        await _grafana.SignInAsync(_browser);

        var page = await _browser.OpenAsync(_grafana.SignInUrl(("scope", "openid root")));

        Assert.Equal("invalid_scope", page.Answer["error"]);
    }

    [Theory]
    [InlineData("token")]
    [InlineData("id_token")]
    [InlineData("code token")]
    public async Task Authorization_ImplicitFlow_GivesNoToken(string responseType)
    {
        await _grafana.SignInAsync(_browser);

        var page = await _browser.OpenAsync(_grafana.SignInUrl(("response_type", responseType), ("nonce", "n")));

        Assert.DoesNotContain("_token=ey", page.Location?.AbsoluteUri ?? string.Empty, StringComparison.Ordinal);
        Assert.Null(page.Answer["code"]);
    }

    [Theory]
    [InlineData("ada", "wrong")]
    [InlineData("ada", "")]
    [InlineData("ada", "canary-password-of-vera")]
    [InlineData("nobody", "canary-password-of-ada")]
    public async Task Login_WrongPasswordOrName_AsksAgainAndDoesNotSayWhich(string user, string password)
    {
        var page = await _browser.SignInAsync(await _browser.OpenAsync(_grafana.SignInUrl()), user, password);

        Assert.Null(page.Location);
        Assert.NotNull(page.Form);
        Assert.Contains("Invalid username or password.", page.Content, StringComparison.Ordinal);
        Assert.Equal("login_required", (await _browser.OpenAsync(_grafana.SignInUrl(("prompt", "none")))).Answer["error"]);
    }

    [Fact]
    public async Task Login_FormWithoutTheCookiesOfItsPage_SignsNobodyIn()
    {
        var form = (await _browser.OpenAsync(_grafana.SignInUrl())).Form!;
        form.Fields["username"] = "ada";
        form.Fields["password"] = IdentityBackend.Secrets["USER_ADA_PASSWORD"]!;
        using var victim = new TestBrowser(backend);

        var page = await victim.SubmitAsync(form);

        Assert.Null(page.Answer["code"]);
        Assert.Equal("login_required", (await victim.OpenAsync(_grafana.SignInUrl(("prompt", "none")))).Answer["error"]);
    }

    [Theory]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    [InlineData(TestApplication.Challenge)]
    [InlineData(null)]
    public async Task Token_WrongVerifier_GivesNothing(string? verifier)
    {
        var answer = await _grafana.ExchangeAsync(await _grafana.GetCodeAsync(_browser), verifier);

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Contains(answer["error"], new[] { "invalid_grant", "invalid_request" });
        Assert.Null(answer["access_token"]);
    }

    [Fact]
    public async Task Token_CodeTwice_GivesNothingAndTakesBackTheFirstTokens()
    {
        var code = await _grafana.GetCodeAsync(_browser);
        var first = await _grafana.ExchangeAsync(code);

        var second = await _grafana.ExchangeAsync(code);

        Assert.Equal("invalid_grant", second["error"]);
        Assert.Equal("invalid_grant", (await _grafana.RefreshAsync(first["refresh_token"]))["error"]);
    }

    [Fact]
    public async Task Token_CodeAfterAWrongVerifier_IsUsedUp()
    {
        var code = await _grafana.GetCodeAsync(_browser);
        await _grafana.ExchangeAsync(code, "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa");

        Assert.Equal("invalid_grant", (await _grafana.ExchangeAsync(code))["error"]);
    }

    [Fact]
    public async Task Token_CodeOfAnotherClient_GivesNothing()
    {
        var answer = await _traces.ExchangeAsync(await _grafana.GetCodeAsync(_browser));

        Assert.Equal("invalid_grant", answer["error"]);
    }

    [Fact]
    public async Task Token_AnotherRedirectUri_GivesNothing()
    {
        var answer = await _grafana.ExchangeAsync(
            await _grafana.GetCodeAsync(_browser), redirect: "http://localhost:3000/login/generic_oauth");

        Assert.Equal("invalid_grant", answer["error"]);
    }

    [Theory]
    [InlineData("wrong")]
    [InlineData("")]
    [InlineData("${GRAFANA_CLIENT_SECRET}")]
    public async Task Token_WrongSecret_IsUnauthorizedAndLeavesTheCode(string secret)
    {
        var code = await _grafana.GetCodeAsync(_browser);
        using var impostor = TestApplication.Grafana(backend, secret);

        var answer = await impostor.ExchangeAsync(code);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.Status);
        Assert.Contains(answer["error"], new[] { "invalid_client", "unauthorized_client" });
        Assert.NotNull((await _grafana.ExchangeAsync(code))["access_token"]);
    }

    [Fact]
    public async Task Token_PasswordGrantThatTheClientHasNot_IsRefused()
    {
        var answer = await _grafana.PostTokenAsync(
            ("grant_type", "password"), ("username", "ada"), ("password", IdentityBackend.Secrets["USER_ADA_PASSWORD"]));

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Equal("unauthorized_client", answer["error"]);
    }

    [Fact]
    public async Task Token_MadeUpCodeOrRefreshToken_GivesNothing()
    {
        Assert.Equal("invalid_grant", (await _grafana.ExchangeAsync("made.up.code"))["error"]);
        Assert.Equal("invalid_grant", (await _grafana.RefreshAsync("made-up"))["error"]);
    }

    [Fact]
    public async Task Refresh_TokenOfAnotherClient_GivesNothing()
    {
        var answer = await _grafana.SignInAsync(_browser);

        Assert.Equal("invalid_grant", (await _traces.RefreshAsync(answer["refresh_token"]))["error"]);
    }

    [Fact]
    public async Task UserInfo_TokensThatAreNone_AreUnauthorized()
    {
        var answer = await _grafana.SignInAsync(_browser);
        var parts = answer["access_token"]!.Split('.');

        Assert.All(
            await Task.WhenAll(
                _grafana.UserInfoAsync(null),
                _grafana.UserInfoAsync("nonsense"),
                _grafana.UserInfoAsync($"{WithoutAlgorithm(parts[0])}.{parts[1]}."),
                _grafana.UserInfoAsync($"{WithoutAlgorithm(parts[0])}.{WithRole(parts[1])}.{parts[2]}"),
                _grafana.UserInfoAsync($"{parts[0]}.{WithRole(parts[1])}.{parts[2]}"),
                _grafana.UserInfoAsync(answer["id_token"]),
                _grafana.UserInfoAsync(answer["refresh_token"])),
            refused => Assert.Equal(HttpStatusCode.Unauthorized, refused.Status));
    }

    [Theory]
    [InlineData("http://evil.example/")]
    [InlineData("http://grafana.localhost:8000.evil.example/")]
    [InlineData("http://traces.localhost:8000/")]
    public async Task Logout_ForeignUri_IsAnErrorPageAndEndsNothing(string uri)
    {
        var answer = await _grafana.SignInAsync(_browser);

        var page = await _browser.OpenAsync(_grafana.LogoutUrl(("id_token_hint", answer["id_token"]), ("post_logout_redirect_uri", uri)));

        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.Null(page.Location);
        Assert.Equal(HttpStatusCode.OK, (await _grafana.RefreshAsync(answer["refresh_token"])).Status);
    }

    [Fact]
    public async Task Logout_UriWithoutSayingWhoAsks_IsAnErrorPage()
    {
        var page = await _browser.OpenAsync(_grafana.LogoutUrl(("post_logout_redirect_uri", "http://grafana.localhost:8000/login")));

        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.Null(page.Location);
    }

    [Fact]
    public async Task Logout_NoHint_AsksThePersonFirst()
    {
        var answer = await _grafana.SignInAsync(_browser);

        var page = await _browser.OpenAsync(_grafana.LogoutUrl());

        Assert.NotNull(page.Form);
        Assert.Equal(HttpStatusCode.OK, (await _grafana.RefreshAsync(answer["refresh_token"])).Status);

        await _browser.SubmitAsync(page.Form);
        Assert.Equal("invalid_grant", (await _grafana.RefreshAsync(answer["refresh_token"]))["error"]);
    }

    private static string WithoutAlgorithm(string header) => Change(header, json => json["alg"] = "none");

    private static string WithRole(string payload) => Change(payload, json => json["preferred_username"] = "vera");

    private static string Change(string part, Action<JsonNode> change)
    {
        var json = JsonNode.Parse(Base64Url.Decode(part))!;
        change(json);
        return Base64Url.Encode(Encoding.UTF8.GetBytes(json.ToJsonString()));
    }
}
