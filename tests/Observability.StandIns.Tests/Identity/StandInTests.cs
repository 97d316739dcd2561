using System.Net;

namespace Observability.StandIns.Tests.Identity;

/// <summary>What is the stand-in's own affair: that it says what it is, and what it does not do.</summary>
[Tier(Tier.Process)]
public sealed class StandInTests(StandInBackend backend) : IClassFixture<StandInBackend>, IAsyncLifetime
{
    private readonly TestBrowser _browser = new(backend);
    private readonly TestApplication _grafana = TestApplication.Grafana(backend);

    public async ValueTask InitializeAsync() => await backend.StartAsync();

    public ValueTask DisposeAsync()
    {
        _browser.Dispose();
        _grafana.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Pages_Always_SayThatThisIsAStandInAndKeepOthersOut()
    {
        foreach (var page in new[]
        {
            await _browser.OpenAsync(_grafana.SignInUrl()),
            await _browser.OpenAsync(_grafana.SignInUrl(("client_id", "nobody"))),
            await _browser.OpenAsync(new Uri($"{backend.PublicUrl}/")),
            await _browser.OpenAsync(new Uri($"{backend.PublicUrl}/nowhere")),
        })
        {
            Assert.Contains("Stand-in for Keycloak", page.Content, StringComparison.Ordinal);
            var policy = Assert.Single(page.Headers.GetValues("Content-Security-Policy"));
            Assert.StartsWith("default-src 'none'", policy, StringComparison.Ordinal);
            Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
            Assert.Equal("nosniff", Assert.Single(page.Headers.GetValues("X-Content-Type-Options")));
            Assert.True(page.Headers.CacheControl!.NoStore);
            Assert.False(page.Headers.Contains("Server"));
        }
    }

    [Fact]
    public async Task Cookies_Always_AreKeptFromScripts()
    {
        var form = (await _browser.OpenAsync(_grafana.SignInUrl())).Form!;
        form.Fields["username"] = "ada";
        form.Fields["password"] = IdentityBackend.Secrets["USER_ADA_PASSWORD"]!;

        var page = await _browser.SubmitAsync(form);

        var cookie = Assert.Single(page.Headers.GetValues("Set-Cookie"));
        Assert.Contains("httponly", cookie, StringComparison.Ordinal);
        Assert.Contains("samesite=lax", cookie, StringComparison.Ordinal);
        Assert.Contains($"path={IdentityBackend.Root}", cookie, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Form_LeadsOnlyToTheApplicationThatThePersonComesFrom()
    {
        var page = await _browser.OpenAsync(_grafana.SignInUrl());

        Assert.EndsWith(
            "form-action 'self' http://grafana.localhost:8000", Assert.Single(page.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Form_WithoutItsToken_IsRefusedThoughTheCookiesAreThere()
    {
        var form = (await _browser.OpenAsync(_grafana.SignInUrl())).Form!;
        form.Fields.Remove("__RequestVerificationToken");
        form.Fields["username"] = "ada";
        form.Fields["password"] = IdentityBackend.Secrets["USER_ADA_PASSWORD"]!;

        Assert.Equal(HttpStatusCode.BadRequest, (await _browser.SubmitAsync(form)).Status);
    }

    [Fact]
    public async Task Form_TypedName_ComesBackAsTextOnly()
    {
        var page = await _browser.SignInAsync(await _browser.OpenAsync(_grafana.SignInUrl()), "\"><script>alert(1)</script>", "wrong");

        Assert.DoesNotContain("<script>", page.Content, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Form_ChangedRequest_LeadsNowhereElse()
    {
        var form = (await _browser.OpenAsync(_grafana.SignInUrl())).Form!;
        form.Fields["username"] = "ada";
        form.Fields["password"] = IdentityBackend.Secrets["USER_ADA_PASSWORD"]!;
        var changed = form with
        {
            Action = new Uri(form.Action.AbsoluteUri.Replace("grafana.localhost%3A8000", "evil.example", StringComparison.Ordinal)),
        };

        var page = await _browser.SubmitAsync(changed);
        Assert.Equal(new Uri(backend.PublicUrl).Authority, page.Location!.Authority);
        page = await _browser.GetAsync(page.Location);

        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.Null(page.Location);
    }

    [Fact]
    public async Task Form_TooLarge_IsRefused()
    {
        var form = (await _browser.OpenAsync(_grafana.SignInUrl())).Form!;
        form.Fields["username"] = new string('a', 100_000);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await _browser.SubmitAsync(form)).Status);
    }

    [Theory]
    [InlineData("/admin/realms/observability/users", "the admin console and the admin API")]
    [InlineData($"{IdentityBackend.Root}/clients-registrations/openid-connect", "client registration")]
    [InlineData($"{IdentityBackend.Protocol}/auth/device", "device authorization")]
    [InlineData($"{IdentityBackend.Protocol}/token/introspect", "token introspection")]
    [InlineData($"{IdentityBackend.Protocol}/revoke", "token revocation")]
    [InlineData($"{IdentityBackend.Protocol}/ext/par/request", "pushed authorization requests (PAR)")]
    [InlineData($"{IdentityBackend.Root}/broker/github/endpoint", "identity brokering")]
    [InlineData($"{IdentityBackend.Root}/account", "the account console")]
    [InlineData("/realms/master/.well-known/openid-configuration", "the realm 'master'")]
    public async Task Feature_NotDone_Is501AndNamesIt(string path, string feature)
    {
        var answer = await _grafana.GetAsync(path);

        Assert.Equal(HttpStatusCode.NotImplemented, answer.Status);
        Assert.Equal("not_implemented", answer["error"]);
        Assert.Contains(feature, answer["error_description"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("urn:ietf:params:oauth:grant-type:device_code", "device authorization")]
    [InlineData("urn:ietf:params:oauth:grant-type:token-exchange", "token exchange")]
    public async Task Grant_NotDone_Is501AndNamesIt(string grant, string feature)
    {
        var answer = await _grafana.PostTokenAsync(("grant_type", grant));

        Assert.Equal(HttpStatusCode.NotImplemented, answer.Status);
        Assert.Contains(feature, answer["error_description"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Hint_IdentityProviderOfTheRealm_Is501OnAPage()
    {
        var page = await _browser.OpenAsync(_grafana.SignInUrl(("kc_idp_hint", "github")));

        Assert.Equal(HttpStatusCode.NotImplemented, page.Status);
        Assert.Contains("identity brokering", page.Content, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Hint_IdentityProviderThatIsNone_IsIgnoredAsByKeycloak() =>
        Assert.NotNull((await _browser.OpenAsync(_grafana.SignInUrl(("kc_idp_hint", "nobody")))).Form);

    [Fact]
    public async Task LoginPage_OtherProviders_AreSaidToBeMissing() =>
        Assert.Contains("GitHub", (await _browser.OpenAsync(_grafana.SignInUrl())).Content, StringComparison.Ordinal);

    [Fact]
    public async Task Metrics_AfterASignIn_CountIt()
    {
        await _grafana.SignInAsync(_browser);
        using var client = new HttpClient { BaseAddress = backend.Management };

        var text = await client.GetStringAsync("/metrics", TestContext.Current.CancellationToken);

        Assert.Contains("identity_standin_info 1\n", text, StringComparison.Ordinal);
        Assert.Matches("identity_standin_logins_total\\{outcome=\"good\"\\} [1-9]", text);
        Assert.Matches("identity_standin_token_responses_total\\{grant=\"authorization_code\"\\} [1-9]", text);
    }

    [Fact]
    public async Task Metrics_MethodsThatSomebodyMakesUp_AreNoSeriesOfTheirOwn()
    {
        using var client = new HttpClient { BaseAddress = backend.Management };
        for (var number = 0; number < 100; number++)
        {
            using var request = new HttpRequestMessage(new HttpMethod($"M{number}"), backend.Address);
            using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);
            Assert.False(answer.IsSuccessStatusCode);
        }

        var text = await client.GetStringAsync("/metrics", TestContext.Current.CancellationToken);

        Assert.DoesNotContain("method=\"M", text, StringComparison.Ordinal);
        Assert.Contains("http_server_requests_seconds_count{method=\"UNKNOWN\"", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Log_AfterASignIn_HoldsNoSecretAndNoToken()
    {
        var answer = await _grafana.SignInAsync(_browser);
        await _browser.SignInAsync(await _browser.OpenAsync(_grafana.SignInUrl(("prompt", "login"))), "ada", "canary-wrong-password");
        await _grafana.RefreshAsync(answer["refresh_token"]);

        Assert.Contains("User ada signed in", backend.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", backend.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("eyJ", backend.Output, StringComparison.Ordinal);
    }
}
