using System.Net;

namespace Observability.StandIns.Tests.Identity;

/// <summary>Everything ends when the realm says so; the times are Keycloak's defaults.</summary>
[Tier(Tier.Process)]
public sealed class ExpiryTests : IAsyncLifetime
{
    private readonly InProcessStandIn _identity = new();
    private readonly TestBrowser _browser;
    private readonly TestApplication _grafana;

    public ExpiryTests()
    {
        _browser = new TestBrowser(_identity);
        _grafana = TestApplication.Grafana(_identity);
    }

    public async ValueTask InitializeAsync() => await _identity.StartAsync();

    public async ValueTask DisposeAsync()
    {
        _browser.Dispose();
        _grafana.Dispose();
        await _identity.DisposeAsync();
    }

    [Fact]
    public async Task Code_AfterAMinute_IsWorthNothing()
    {
        var code = await _grafana.GetCodeAsync(_browser);

        _identity.Clock.Advance(61);

        Assert.Equal("invalid_grant", (await _grafana.ExchangeAsync(code))["error"]);
    }

    [Fact]
    public async Task AccessToken_AfterFiveMinutes_IsRefusedAndTheRefreshTokenGivesANewOne()
    {
        var answer = await _grafana.SignInAsync(_browser);

        _identity.Clock.Advance(301);

        Assert.Equal(HttpStatusCode.Unauthorized, (await _grafana.UserInfoAsync(answer["access_token"])).Status);
        var refreshed = await _grafana.RefreshAsync(answer["refresh_token"]);
        Assert.Equal(HttpStatusCode.OK, (await _grafana.UserInfoAsync(refreshed["access_token"])).Status);
    }

    [Fact]
    public async Task Session_HalfAnHourUnused_IsOverForBrowserAndApplication()
    {
        var answer = await _grafana.SignInAsync(_browser);

        _identity.Clock.Advance((30 * 60) + 1);

        Assert.Equal("invalid_grant", (await _grafana.RefreshAsync(answer["refresh_token"]))["error"]);
        Assert.NotNull((await _browser.OpenAsync(_grafana.SignInUrl())).Form);
    }

    [Fact]
    public async Task Session_RefreshedNowAndThen_LastsUntilItsLongestTime()
    {
        var answer = await _grafana.SignInAsync(_browser);

        for (var hours = 0.0; hours < 9.75; hours += 0.25)
        {
            _identity.Clock.Advance(15 * 60);
            answer = await _grafana.RefreshAsync(answer["refresh_token"]);
            Assert.Equal(HttpStatusCode.OK, answer.Status);
        }

        _identity.Clock.Advance(15 * 60);
        Assert.Equal("invalid_grant", (await _grafana.RefreshAsync(answer["refresh_token"]))["error"]);
    }

    [Fact]
    public async Task OfflineToken_AfterAWeek_StillWorks()
    {
        var answer = await _grafana.SignInAsync(_browser, "ada", ("scope", "openid offline_access"));

        _identity.Clock.Advance(7 * 24 * 3600);

        Assert.Equal(HttpStatusCode.OK, (await _grafana.RefreshAsync(answer["refresh_token"])).Status);
    }

    [Fact]
    public async Task Logout_HintThatHasExpired_IsGoodEnough()
    {
        var answer = await _grafana.SignInAsync(_browser);

        _identity.Clock.Advance(20 * 60);
        var page = await _browser.OpenAsync(_grafana.LogoutUrl(
            ("id_token_hint", answer["id_token"]), ("post_logout_redirect_uri", "http://grafana.localhost:8000/login")));

        Assert.Equal("http://grafana.localhost:8000/login", page.Location?.AbsoluteUri);
        Assert.NotNull((await _browser.OpenAsync(_grafana.SignInUrl())).Form);
    }

    [Fact]
    public async Task MaxAge_SessionThatIsOlder_AsksAgain()
    {
        await _grafana.SignInAsync(_browser);

        _identity.Clock.Advance(120);

        Assert.NotNull((await _browser.OpenAsync(_grafana.SignInUrl(("max_age", "60")))).Form);
        Assert.NotNull((await _browser.OpenAsync(_grafana.SignInUrl(("max_age", "600")))).Answer["code"]);

        // Longer than any time there is; it once was an error of the server.
        Assert.NotNull((await _browser.OpenAsync(_grafana.SignInUrl(("max_age", "99999999999999")))).Answer["code"]);
    }
}
