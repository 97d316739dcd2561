using System.Net;
using System.Text.Json.Nodes;

namespace Observability.StandIns.Tests.Identity;

/// <summary>
/// What an application may rely on, whoever stands behind the realm: from Keycloak's documentation
/// (https://www.keycloak.org/securing-apps/oidc-layers) and the standards it names. One set of tests for the real server and for the
/// stand-in (design decision D3). The other half is in <see cref="HostileIdentityContract"/>.
/// </summary>
public abstract class IdentityContract(IdentityBackend backend) : IAsyncLifetime
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

    [Fact]
    public async Task Discovery_AskedAtAnotherAddress_NamesThePublicIssuerAndTheAddressUsed()
    {
        var document = (await _grafana.GetAsync($"{IdentityBackend.Root}/.well-known/openid-configuration")).Content!;

        Assert.Equal(backend.PublicUrl + IdentityBackend.Root, (string?)document["issuer"]);
        Assert.Equal($"{backend.PublicUrl}{IdentityBackend.Protocol}/auth", (string?)document["authorization_endpoint"]);
        Assert.Equal($"{backend.PublicUrl}{IdentityBackend.Protocol}/logout", (string?)document["end_session_endpoint"]);
        var inside = backend.Address.GetLeftPart(UriPartial.Authority);
        Assert.Equal($"{inside}{IdentityBackend.Protocol}/token", (string?)document["token_endpoint"]);
        Assert.Equal($"{inside}{IdentityBackend.Protocol}/userinfo", (string?)document["userinfo_endpoint"]);
        Assert.Equal($"{inside}{IdentityBackend.Protocol}/certs", (string?)document["jwks_uri"]);
        Assert.Contains("S256", document["code_challenge_methods_supported"]!.AsArray().Select(method => (string?)method));
        Assert.Contains("RS256", document["id_token_signing_alg_values_supported"]!.AsArray().Select(method => (string?)method));
    }

    [Fact]
    public async Task SignIn_RightPassword_GivesTokensThatTheRealmHasSigned()
    {
        var answer = await _grafana.SignInAsync(_browser, "ada", ("nonce", "nonce-of-the-application"));

        var keys = (await _grafana.GetAsync($"{IdentityBackend.Protocol}/certs")).Content!;
        var idToken = Jwt.Parse(answer["id_token"]);
        var accessToken = Jwt.Parse(answer["access_token"]);
        Assert.True(idToken.IsSignedBy(keys));
        Assert.True(accessToken.IsSignedBy(keys));
        Assert.Equal("Bearer", answer["token_type"]);
        Assert.True(answer.Content!["expires_in"]!.GetValue<int>() > 0);
        Assert.False(string.IsNullOrEmpty(answer["refresh_token"]));
        foreach (var token in new[] { idToken, accessToken })
        {
            Assert.Equal(backend.PublicUrl + IdentityBackend.Root, (string?)token.Payload["iss"]);
            Assert.Equal("grafana", (string?)token.Payload["azp"]);
            Assert.True(token.Payload["exp"]!.GetValue<long>() > token.Payload["iat"]!.GetValue<long>());
            Assert.False(string.IsNullOrEmpty((string?)token.Payload["sub"]));
            Assert.False(string.IsNullOrEmpty((string?)token.Payload["sid"]));
        }

        Assert.Equal("grafana", idToken.Payload["aud"] is JsonArray audience ? (string?)audience.Single() : (string?)idToken.Payload["aud"]);
        Assert.Equal("nonce-of-the-application", (string?)idToken.Payload["nonce"]);
        Assert.True(idToken.Payload["auth_time"]!.GetValue<long>() > 0);
    }

    [Theory]
    [InlineData("ada", "admin")]
    [InlineData("vera", "viewer")]
    public async Task SignIn_Person_HasTheRoleInAllThreePlacesThatApplicationsLookAt(string user, string role)
    {
        var answer = await _grafana.SignInAsync(_browser, user);
        var userInfo = await _grafana.UserInfoAsync(answer["access_token"]);

        Assert.Equal(HttpStatusCode.OK, userInfo.Status);
        foreach (var claims in new[] { Jwt.Parse(answer["id_token"]).Payload, Jwt.Parse(answer["access_token"]).Payload, userInfo.Content! })
        {
            Assert.Equal([role], claims["resource_access"]!["grafana"]!["roles"]!.AsArray().Select(name => (string?)name).Distinct());
            Assert.Equal(user, (string?)claims["preferred_username"]);
            Assert.Equal($"{user}@example.org", (string?)claims["email"]);
            Assert.True((bool?)claims["email_verified"]);
            Assert.EndsWith(" Local", (string?)claims["name"], StringComparison.Ordinal);
        }

        Assert.Equal((string?)Jwt.Parse(answer["id_token"]).Payload["sub"], userInfo["sub"]);
    }

    [Fact]
    public async Task SignIn_SecondApplication_NeedsNoPasswordAndSeesItsOwnRolesOnly()
    {
        var first = await _grafana.SignInAsync(_browser);

        var page = await _browser.OpenAsync(_traces.SignInUrl());
        var second = await _traces.ExchangeAsync(page.Answer["code"]!);

        var claims = Jwt.Parse(second["access_token"]).Payload;
        Assert.Equal("admin", (string?)claims["resource_access"]!["traces"]!["roles"]!.AsArray().First());
        Assert.Null(claims["resource_access"]!["grafana"]);
        Assert.Equal((string?)Jwt.Parse(first["id_token"]).Payload["sid"], (string?)claims["sid"]);
    }

    [Theory]
    [InlineData("plain")]
    [InlineData("a b+c&d=e#f/%41\"<ü>")]
    public async Task SignIn_State_ComesBackAsItWas(string state)
    {
        var page = await _browser.OpenAsync(_grafana.SignInUrl(("state", state)));
        page = await _browser.SignInAsync(page, "ada", IdentityBackend.Secrets["USER_ADA_PASSWORD"]!);

        Assert.Equal(state, page.Answer["state"]);
    }

    [Fact]
    public async Task SignIn_NoState_ComesBackWithoutOne()
    {
        var page = await _browser.OpenAsync(_grafana.SignInUrl(("state", null)));
        page = await _browser.SignInAsync(page, "ada", IdentityBackend.Secrets["USER_ADA_PASSWORD"]!);

        Assert.NotNull(page.Answer["code"]);
        Assert.DoesNotContain("state", page.Answer.AllKeys);
    }

    [Fact]
    public async Task SignIn_SecondRegisteredUri_IsAsGoodAsTheFirst()
    {
        using var grafana = new TestApplication(
            backend, "grafana", IdentityBackend.Secrets["GRAFANA_CLIENT_SECRET"]!, "http://localhost:3000/login/generic_oauth");

        Assert.NotNull((await grafana.SignInAsync(_browser))["id_token"]);
    }

    [Fact]
    public async Task Prompt_None_NeverShowsAPage()
    {
        var before = await _browser.OpenAsync(_grafana.SignInUrl(("prompt", "none")));
        await _grafana.SignInAsync(_browser);
        var after = await _browser.OpenAsync(_grafana.SignInUrl(("prompt", "none")));

        Assert.Equal("login_required", before.Answer["error"]);
        Assert.Equal("state-of-the-application", before.Answer["state"]);
        Assert.NotNull(after.Answer["code"]);
    }

    [Fact]
    public async Task Prompt_Login_AsksAgain()
    {
        await _grafana.SignInAsync(_browser);

        var page = await _browser.OpenAsync(_grafana.SignInUrl(("prompt", "login")));
        Assert.NotNull(page.Form);
        page = await _browser.SignInAsync(page, "ada", IdentityBackend.Secrets["USER_ADA_PASSWORD"]!);

        Assert.NotNull(page.Answer["code"]);
    }

    [Fact]
    public async Task Token_SecretInTheHeader_IsAsGoodAsInTheBody() =>
        Assert.NotNull((await _grafana.ExchangeWithBasicAsync(await _grafana.GetCodeAsync(_browser)))["access_token"]);

    [Fact]
    public async Task Refresh_SameTokenTwice_WorksAsByDefault()
    {
        var answer = await _grafana.SignInAsync(_browser);

        var first = await _grafana.RefreshAsync(answer["refresh_token"]);
        var second = await _grafana.RefreshAsync(answer["refresh_token"]);
        var third = await _grafana.RefreshAsync(second["refresh_token"]);

        foreach (var refreshed in new[] { first, second, third })
        {
            Assert.Equal(HttpStatusCode.OK, refreshed.Status);
            var claims = Jwt.Parse(refreshed["id_token"]).Payload;
            Assert.Equal((string?)Jwt.Parse(answer["id_token"]).Payload["sub"], (string?)claims["sub"]);
            Assert.Equal("admin", (string?)claims["resource_access"]!["grafana"]!["roles"]!.AsArray().First());
            Assert.Equal(HttpStatusCode.OK, (await _grafana.UserInfoAsync(refreshed["access_token"])).Status);
        }
    }

    [Fact]
    public async Task Refresh_OfflineAccess_OutlivesTheSession()
    {
        var answer = await _grafana.SignInAsync(_browser, "ada", ("scope", "openid profile email offline_access"));
        Assert.Contains("offline_access", answer["scope"]!.Split(' '));

        await _browser.OpenAsync(_grafana.LogoutUrl(("id_token_hint", answer["id_token"])));

        Assert.Equal(HttpStatusCode.OK, (await _grafana.RefreshAsync(answer["refresh_token"])).Status);
    }

    [Fact]
    public async Task Logout_WithHint_EndsTheSessionAndGoesToTheRegisteredUri()
    {
        var answer = await _grafana.SignInAsync(_browser);

        var page = await _browser.OpenAsync(_grafana.LogoutUrl(
            ("id_token_hint", answer["id_token"]), ("post_logout_redirect_uri", "http://grafana.localhost:8000/login"), ("state", "bye")));

        Assert.Equal("http://grafana.localhost:8000/login?state=bye", page.Location?.AbsoluteUri);
        Assert.Equal("invalid_grant", (await _grafana.RefreshAsync(answer["refresh_token"]))["error"]);
        Assert.Equal(HttpStatusCode.Unauthorized, (await _grafana.UserInfoAsync(answer["access_token"])).Status);
        Assert.NotNull((await _browser.OpenAsync(_grafana.SignInUrl())).Form);
    }

    [Fact]
    public async Task UserInfo_Post_AnswersToo()
    {
        var answer = await _grafana.SignInAsync(_browser);
        using var client = new HttpClient { BaseAddress = backend.Address };
        using var content = new FormUrlEncodedContent(new Dictionary<string, string> { ["access_token"] = answer["access_token"]! });

        using var response = await client.PostAsync($"{IdentityBackend.Protocol}/userinfo", content, TestContext.Current.CancellationToken);

        Assert.Equal("ada", (await JsonAnswer.ReadAsync(response))["preferred_username"]);
    }

    [Theory]
    [InlineData("/health/ready")]
    [InlineData("/health/live")]
    [InlineData("/health/started")]
    public async Task Management_Health_IsUp(string path)
    {
        using var client = new HttpClient { BaseAddress = backend.Management };
        using var response = await client.GetAsync(path, TestContext.Current.CancellationToken);

        Assert.Equal("UP", (await JsonAnswer.ReadAsync(response))["status"]);
    }

    [Fact]
    public async Task Management_Metrics_AreInPrometheusFormat()
    {
        using var client = new HttpClient { BaseAddress = backend.Management };

        var text = await client.GetStringAsync("/metrics", TestContext.Current.CancellationToken);

        Assert.Contains("# TYPE ", text, StringComparison.Ordinal);
        Assert.Matches("(?m)^jvm_memory_used_bytes\\{[^}]*area=\"heap\"[^}]*\\} [1-9]", text);
        Assert.Matches("(?m)^jvm_memory_max_bytes\\{[^}]*area=\"heap\"[^}]*\\} -?[1-9]", text);
    }

    [Fact]
    public async Task Health_PublicPort_IsNotServedThere()
    {
        using var client = new HttpClient { BaseAddress = backend.Address };

        using var response = await client.GetAsync("/health/ready", TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }
}
