using System.Net;
using System.Text.Json.Nodes;
using System.Web;
using Observability.StandIns.Dashboards.Configuration;
using Observability.StandIns.Dashboards.SignIn;

namespace Observability.StandIns.Tests.Dashboards;

/// <summary>People sign in at the identity stand-in, or at one that a test scripts, as <c>grafana.ini</c> says.</summary>
public sealed class SignInTests
{
    private const string OAuth = """
        [auth]
        disable_login_form = true
        [auth.generic_oauth]
        enabled = true
        name = Keycloak
        client_id = grafana
        client_secret = s3cret
        scopes = openid profile email offline_access
        use_pkce = true
        use_refresh_token = true
        auth_url = http://idp.localhost/auth
        token_url = {0}/token
        api_url = {0}/userinfo
        signout_redirect_url = http://idp.localhost/logout?post_logout_redirect_uri=http%3A%2F%2Fx
        login_attribute_path = preferred_username
        role_attribute_path = role
        role_attribute_strict = true
        """;

    [Fact]
    public async Task SignIn_WholeWay_HasPkceStateAndARole()
    {
        await using var provider = await ScriptedStore.StartAsync(Answer("Editor"));
        await using var dashboards = await StartAsync(provider);

        var (location, cookies) = await BeginAsync(dashboards, "/d/one?var-a=1");
        var query = HttpUtility.ParseQueryString(location.Query);
        Assert.Equal("http://idp.localhost/auth", location.GetLeftPart(UriPartial.Path));
        Assert.Equal(("code", "grafana", "S256", $"{dashboards.Root}login/generic_oauth"),
            (query["response_type"], query["client_id"], query["code_challenge_method"], query["redirect_uri"]));
        Assert.Equal(43, query["code_challenge"]!.Length);

        using var back = await dashboards.SendAsync(HttpMethod.Get, $"/login/generic_oauth?code=c0de&state={query["state"]}",
            cookie: cookies);
        Assert.Equal("/d/one?var-a=1", back.Headers.Location?.OriginalString);
        var token = provider.Requests.First(request => request.Path == "/token");
        Assert.Equal(("authorization_code", "c0de", $"Basic {Convert.ToBase64String("grafana:s3cret"u8)}"),
            (token.Form["grant_type"], token.Form["code"], token.Headers["Authorization"]));
        Assert.Equal(query["code_challenge"], Challenge(token.Form["code_verifier"]));

        var session = CookieOf(back, "grafana_session");
        using var user = await dashboards.SendAsync(HttpMethod.Get, "/api/user/orgs", cookie: session);
        Assert.Contains("Editor", await user.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        using var sources = await dashboards.SendAsync(HttpMethod.Get, "/api/datasources", cookie: session);
        Assert.Equal(HttpStatusCode.Forbidden, sources.StatusCode);
    }

    [Fact]
    public async Task SignIn_StateOfAnotherBrowser_IsRefused()
    {
        await using var provider = await ScriptedStore.StartAsync(Answer("Viewer"));
        await using var dashboards = await StartAsync(provider);
        var (_, cookies) = await BeginAsync(dashboards);
        var (other, _) = await BeginAsync(dashboards);

        foreach (var (state, cookie) in new[] { (HttpUtility.ParseQueryString(other.Query)["state"], cookies), ("", cookies),
            (HttpUtility.ParseQueryString(other.Query)["state"], "oauth_state=forged"), ("x", "a=b") })
        {
            using var back = await dashboards.SendAsync(HttpMethod.Get, $"/login/generic_oauth?code=c&state={state}", cookie: cookie);
            Assert.Equal("/login", back.Headers.Location?.OriginalString);
        }

        Assert.Empty(provider.Requests);
    }

    [Fact]
    public async Task SignIn_NoRole_IsToldSoOnTheLoginPage()
    {
        await using var provider = await ScriptedStore.StartAsync(Answer("Stranger"));
        await using var dashboards = await StartAsync(provider);
        var (location, cookies) = await BeginAsync(dashboards);

        using var back = await dashboards.SendAsync(HttpMethod.Get,
            $"/login/generic_oauth?code=c&state={HttpUtility.ParseQueryString(location.Query)["state"]}", cookie: cookies);

        Assert.Equal("/login", back.Headers.Location?.OriginalString);
        using var page = await dashboards.SendAsync(HttpMethod.Get, "/login", cookie: CookieOf(back, "login_message"));
        Assert.Contains("You have no role here", await page.Content.ReadAsStringAsync(TestContext.Current.CancellationToken),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Session_AccessTokenEnded_IsRefreshedOnceAndEndsWithTheRefreshToken()
    {
        var refreshes = 0;
        await using var provider = await ScriptedStore.StartAsync(request =>
            request.Form.GetValueOrDefault("grant_type") == "refresh_token" && ++refreshes > 1
            ? (400, "application/json", """{"error":"invalid_grant"}""")
            : Answer("Viewer", expires: -1)(request));
        await using var dashboards = await StartAsync(provider);
        var session = await SignInAsync(dashboards);

        using var first = await dashboards.SendAsync(HttpMethod.Get, "/api/user", cookie: session);
        using var second = await dashboards.SendAsync(HttpMethod.Get, "/api/user", cookie: session);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Unauthorized), (first.StatusCode, second.StatusCode));
        Assert.Equal("r3fresh", provider.Requests.First(request =>
            request.Form.GetValueOrDefault("grant_type") == "refresh_token").Form["refresh_token"]);
    }

    [Fact]
    public async Task Session_WhoeverRefreshesItLeaves_KeepsTheNewRefreshToken()
    {
        await using var provider = await ScriptedStore.StartAsync(request =>
            request.Form.GetValueOrDefault("refresh_token") is "s0"
                ? (200, "application/json", """{"access_token":"opaque","refresh_token":"s1","expires_in":300}""")
                : (400, "application/json", """{"error":"invalid_grant"}"""));
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var gone = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        provider.Before = _ =>
        {
            asked.TrySetResult();
            return gone.Task;
        };
        await using var dashboards = await StartAsync(provider);
        var now = TimeProvider.System.GetUtcNow();
        using var session = new Session(new Visitor("ada", "Ada", string.Empty, OrgRole.Viewer, IsGrafanaAdmin: false, VisitorKind.OAuth), now)
        {
            Tokens = new OAuthTokens("opaque", "s0", null, now.AddSeconds(-1)),
        };
        using var request = new CancellationTokenSource();

        var alive = dashboards.Get<OAuthFlow>().KeepAliveAsync(session, now, request.Token);
        await asked.Task.WaitAsync(Deadline.InProcess.Time, TestContext.Current.CancellationToken);
        await request.CancelAsync();
        gone.SetResult();

        Assert.True(await alive);
        Assert.Equal("s1", session.Tokens.Refresh);
        Assert.True(await dashboards.Get<OAuthFlow>().KeepAliveAsync(session, now, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Logout_EndsTheSessionHereAndAtTheProvider()
    {
        await using var provider = await ScriptedStore.StartAsync(Answer("Viewer"));
        await using var dashboards = await StartAsync(provider);
        var session = await SignInAsync(dashboards);

        using var answer = await dashboards.SendAsync(HttpMethod.Get, "/logout", cookie: session);
        using var after = await dashboards.SendAsync(HttpMethod.Get, "/api/user", cookie: session);

        Assert.StartsWith("http://idp.localhost/logout?post_logout_redirect_uri=http%3A%2F%2Fx&id_token_hint=e30.",
            answer.Headers.Location?.OriginalString, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Unauthorized, after.StatusCode);
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example/")]
    [InlineData("/\\evil.example/")]
    [InlineData("/\tevil")]
    [InlineData("javascript:alert(1)")]
    [InlineData("/login/generic_oauth")]
    [InlineData("/logout")]
    public async Task SignIn_AddressElsewhere_GoesToTheRoot(string wanted)
    {
        await using var provider = await ScriptedStore.StartAsync(Answer("Viewer"));
        await using var dashboards = await StartAsync(provider);
        var (location, cookies) = await BeginAsync(dashboards, wanted);

        using var back = await dashboards.SendAsync(HttpMethod.Get,
            $"/login/generic_oauth?code=c&state={HttpUtility.ParseQueryString(location.Query)["state"]}", cookie: cookies);

        Assert.Equal("/", back.Headers.Location?.OriginalString);
    }

    [Fact]
    public async Task LoginForm_Disabled_PasswordWorksForTheApiOnly()
    {
        await using var provider = await ScriptedStore.StartAsync(Answer("Viewer"));
        await using var dashboards = await StartAsync(provider);

        using var form = await dashboards.SendAsync(HttpMethod.Post, "/login",
            new JsonObject { ["user"] = "admin", ["password"] = RunningDashboards.AdminPassword }, asAdmin: false);
        using var api = await dashboards.SendAsync(HttpMethod.Get, "/api/datasources");

        Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.OK), (form.StatusCode, api.StatusCode));
    }

    [Fact]
    public async Task Password_FiveTimesWrong_IsLookedAtNoMore()
    {
        await using var dashboards = await new RunningDashboards().StartAsync();
        for (var attempt = 0; attempt < 5; attempt++)
        {
            using var wrong = await dashboards.SendAsync(HttpMethod.Post, "/login",
                new JsonObject { ["user"] = "admin", ["password"] = "wrong" }, asAdmin: false);
            Assert.Equal(HttpStatusCode.Unauthorized, wrong.StatusCode);
        }

        using var right = await dashboards.SendAsync(HttpMethod.Get, "/api/datasources");

        Assert.Equal(HttpStatusCode.Unauthorized, right.StatusCode);
    }

    [Fact]
    public async Task Api_NobodySignedIn_Is401AndPagesLeadToTheLogin()
    {
        await using var dashboards = await new RunningDashboards().StartAsync();
        foreach (var path in new[] { "/api/search", "/api/user", "/api/org", "/api/datasources", "/api/dashboards/uid/x", "/api/whatever",
            "/api/prometheus/grafana/api/v1/rules" })
        {
            using var answer = await dashboards.SendAsync(HttpMethod.Get, path, asAdmin: false);
            Assert.Equal((path, HttpStatusCode.Unauthorized), (path, answer.StatusCode));
        }

        using var page = await dashboards.SendAsync(HttpMethod.Get, "/d/one/x?from=now-1h", asAdmin: false);
        Assert.Equal("/login?redirectTo=%2Fd%2Fone%2Fx%3Ffrom%3Dnow-1h", page.Headers.Location?.OriginalString);
    }

    [Fact]
    public async Task Api_OriginOfAnotherSite_IsRefused()
    {
        await using var dashboards = await new RunningDashboards().StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, dashboards.Root + "login") { Content = new StringContent("{}") };
        request.Headers.Add("Origin", "http://evil.example");

        using var answer = await dashboards.Client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [Theory]
    [InlineData("login", """{"user":"admin","password":"x","user":"eve"}""")]
    [InlineData("api/ds/query", """{"queries":[],"from":"now-1h","to":"now","queries":[]}""")]
    public async Task Api_BodyWithAKeyTwice_Is400(string path, string body)
    {
        await using var dashboards = await new RunningDashboards().StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, dashboards.Root + path)
        {
            Content = new StringContent(body, System.Text.Encoding.UTF8, "application/json"),
        };
        request.Headers.Add("Authorization",
            $"Basic {Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes($"admin:{RunningDashboards.AdminPassword}"))}");

        using var answer = await dashboards.Client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task Api_FeatureThatIsNotThere_Is501AndNamesIt()
    {
        await using var dashboards = await new RunningDashboards().StartAsync();

        foreach (var (path, name) in new[] { ("/api/snapshots", "Snapshots"), ("/api/dashboards/db", "Saving dashboards"),
            ("/api/new-thing", "GET /api/new-thing") })
        {
            using var answer = await dashboards.SendAsync(HttpMethod.Get, path);
            Assert.Equal(HttpStatusCode.NotImplemented, answer.StatusCode);
            Assert.Contains(name, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task SubPath_Root_IsInEveryAddress()
    {
        var dashboards = new RunningDashboards { Ini = "[server]\nroot_url = http://example.org/grafana/\nserve_from_sub_path = true\n[security]\ncookie_secure = true\n" };
        await using (await dashboards.StartAsync())
        {
            using var page = await dashboards.SendAsync(HttpMethod.Get, "/grafana/dashboards", asAdmin: false);
            using var login = await dashboards.SendAsync(HttpMethod.Get, "/grafana/login", asAdmin: false);
            using var session = await dashboards.SendAsync(HttpMethod.Post, "/grafana/login",
                new JsonObject { ["user"] = "admin", ["password"] = RunningDashboards.AdminPassword }, asAdmin: false);

            Assert.Equal("/grafana/login?redirectTo=%2Fgrafana%2Fdashboards", page.Headers.Location?.OriginalString);
            Assert.Contains("/grafana/public/build/", await login.Content.ReadAsStringAsync(TestContext.Current.CancellationToken),
                StringComparison.Ordinal);
            var cookie = Assert.Single(session.Headers.GetValues("Set-Cookie"));
            Assert.Contains("path=/grafana", cookie, StringComparison.Ordinal);
            Assert.Contains("secure", cookie, StringComparison.Ordinal);
        }
    }

    private static Func<StoreRequest, (int Status, string ContentType, string Body)> Answer(string role, int expires = 300) => request =>
        request.Path switch
    {
        "/token" => (200, "application/json", new JsonObject
        {
            ["access_token"] = "opaque",
            ["refresh_token"] = "r3fresh",
            ["id_token"] = $"e30.{Microsoft.AspNetCore.WebUtilities.WebEncoders.Base64UrlEncode("{}"u8)}.x",
            ["expires_in"] = expires,
        }.ToJsonString()),
        _ => (200, "application/json", new JsonObject { ["preferred_username"] = "ada", ["role"] = role }.ToJsonString()),
    };

    private static Task<RunningDashboards> StartAsync(ScriptedStore provider) =>
        new RunningDashboards { Ini = OAuth.Replace("{0}", provider.Url, StringComparison.Ordinal) }.StartAsync();

    private static async Task<(Uri Location, string Cookies)> BeginAsync(RunningDashboards dashboards, string? wanted = null)
    {
        var query = wanted is null ? string.Empty : "?redirectTo=" + Uri.EscapeDataString(wanted);
        using var answer = await dashboards.SendAsync(HttpMethod.Get, "/login/generic_oauth" + query, asAdmin: false);
        return (answer.Headers.Location!, CookieOf(answer, "oauth_state"));
    }

    private static async Task<string> SignInAsync(RunningDashboards dashboards)
    {
        var (location, cookies) = await BeginAsync(dashboards);
        using var back = await dashboards.SendAsync(HttpMethod.Get,
            $"/login/generic_oauth?code=c&state={HttpUtility.ParseQueryString(location.Query)["state"]}", cookie: cookies);
        return CookieOf(back, "grafana_session");
    }

    private static string CookieOf(HttpResponseMessage answer, string name) =>
        answer.Headers.GetValues("Set-Cookie")
            .Select(cookie => cookie.Split(';')[0]).Single(cookie =>
            cookie.StartsWith(name + "=", StringComparison.Ordinal) && cookie.Length > name.Length + 1);

    private static string Challenge(string verifier) => Microsoft.AspNetCore.WebUtilities.WebEncoders.Base64UrlEncode(
        System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.ASCII.GetBytes(verifier)));
}
