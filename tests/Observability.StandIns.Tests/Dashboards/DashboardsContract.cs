using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace Observability.StandIns.Tests.Dashboards;

/// <summary>
/// What scripts and the harness may rely on, whoever answers: from the documentation of Grafana's HTTP API
/// (https://grafana.com/docs/grafana/latest/developers/http_api/). One set of tests for the real server and for the stand-in (design
/// decision D3). Nobody who is not signed in is a viewer here, since the configuration lets anonymous visitors in as one.
/// </summary>
public abstract class DashboardsContract<TBackend>(DashboardsFixture<TBackend> fixture) : IClassFixture<DashboardsFixture<TBackend>>,
    IAsyncLifetime
    where TBackend : IDashboardsBackend, new()
{
    private enum As
    {
        Admin,
        Viewer,
        Stranger,
    }

    public async ValueTask InitializeAsync() => await fixture.StartAsync();

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Health_Anybody_IsTold() => Assert.Equal("ok", (string?)(await GetAsync("/api/health", As.Viewer))["database"]);

    [Fact]
    public async Task User_Admin_IsThemselves()
    {
        var user = await GetAsync("/api/user", As.Admin);

        Assert.Equal(("admin", true, 1), ((string?)user["login"], (bool)user["isGrafanaAdmin"]!, (int)user["orgId"]!));
        Assert.Equal("Admin", (string?)(await GetAsync("/api/user/orgs", As.Admin))[0]!["role"]);
    }

    [Fact]
    public async Task User_WrongPassword_Is401() => Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync("/api/user", As.Stranger));

    [Fact]
    public async Task DataSources_Admin_SeesThemWithoutTheirSecrets()
    {
        var source = (await GetAsync("/api/datasources", As.Admin)).AsArray().Single()!;
        var single = await GetAsync("/api/datasources/uid/metrics", As.Admin);

        Assert.Equal(("metrics", "Metrics", "prometheus", true, true),
            ((string?)source["uid"], (string?)source["name"], (string?)source["type"], (bool)source["isDefault"]!,
            (bool)source["readOnly"]!));
        Assert.Equal("15s", (string?)source["jsonData"]!["timeInterval"]);
        Assert.True((bool)single["secureJsonFields"]!["httpHeaderValue1"]!);
        Assert.DoesNotContain("canary-tenant", source.ToJsonString() + single.ToJsonString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/api/datasources")]
    [InlineData("/api/datasources/uid/metrics")]
    public async Task DataSources_Viewer_Is403(string path) => Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(path, As.Viewer));

    [Fact]
    public async Task DataSource_Unknown_Is404() =>
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync("/api/datasources/uid/nothing", As.Admin));

    [Fact]
    public async Task DataSource_Health_IsOfTheStore() =>
        Assert.Equal("OK", (string?)(await GetAsync("/api/datasources/uid/metrics/health", As.Admin))["status"]);

    [Fact]
    public async Task Plugins_DataSources_NameWhatIsProvisioned() =>
        Assert.Contains("prometheus",
            (await GetAsync("/api/plugins?type=datasource", As.Admin)).AsArray().Select(plugin => (string?)plugin!["id"]));

    [Theory]
    [InlineData("", "One dashboard,Another")]
    [InlineData("&query=another", "Another")]
    [InlineData("&tag=first", "One dashboard")]
    [InlineData("&tag=first&tag=second", "")]
    [InlineData("&dashboardUIDs=two", "Another")]
    public async Task Search_Dashboards_FindsByTitleTagAndUid(string query, string titles)
    {
        var hits = await GetAsync("/api/search?type=dash-db" + query, As.Viewer);

        Assert.Equal(
            titles.Split(',', StringSplitOptions.RemoveEmptyEntries).Order(), hits.AsArray().Select(hit => (string)hit!["title"]!).Order());
    }

    [Fact]
    public async Task Search_DashboardInAFolder_NamesTheFolder()
    {
        var hit = (await GetAsync("/api/search?query=another", As.Viewer)).AsArray().Single()!;
        var folder = (await GetAsync("/api/folders", As.Viewer)).AsArray().Single()!;

        Assert.Equal(("two", "dash-db", "Team"), ((string?)hit["uid"], (string?)hit["type"], (string?)hit["folderTitle"]));
        Assert.Equal((string?)folder["uid"], (string?)hit["folderUid"]);
        Assert.Equal("/d/two/another", (string?)hit["url"]);
    }

    [Fact]
    public async Task Dashboard_Uid_GivesTheModelAndThatItIsProvisioned()
    {
        var answer = await GetAsync("/api/dashboards/uid/one", As.Viewer);

        Assert.Equal(("One dashboard", "one"), ((string?)answer["dashboard"]!["title"], (string?)answer["dashboard"]!["uid"]));
        Assert.Equal((true, "one-dashboard", "/d/one/one-dashboard"),
            ((bool)answer["meta"]!["provisioned"]!, (string?)answer["meta"]!["slug"], (string?)answer["meta"]!["url"]));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync("/api/dashboards/uid/nothing", As.Viewer));
    }

    [Fact]
    public async Task Query_Range_GivesOneFrameForEachSeries()
    {
        var (status, answer) = await QueryAsync("up", "{{job}}");
        var frame = answer["results"]!["A"]!["frames"]![0]!;

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal("[[1700000000000,1700000060000],[1,0]]", frame["data"]!["values"]!.ToJsonString());
        Assert.Equal(["time", "number"], frame["schema"]!["fields"]!.AsArray().Select(field => (string?)field!["type"]));
        Assert.Equal("a", (string?)frame["schema"]!["fields"]![1]!["labels"]!["job"]);
        Assert.Equal("a", (string?)frame["schema"]!["fields"]![1]!["config"]!["displayNameFromDS"]);
        Assert.Equal("canary-tenant",
            fixture.Store.Requests.Last(request => request.Form.GetValueOrDefault("query") == "up").Headers["X-Scope-OrgID"]);
    }

    [Fact]
    public async Task Query_StoreRefuses_IsAnErrorOfThatQuery()
    {
        var (status, answer) = await QueryAsync("broken(", "");

        Assert.True(status >= HttpStatusCode.BadRequest, $"{status}");
        Assert.Contains("parse error", (string?)answer["results"]!["A"]!["error"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Query_UnknownDataSource_IsRefused() =>
        Assert.True((await QueryAsync("up", "", source: "nothing")).Status >= HttpStatusCode.BadRequest);

    [Fact]
    public async Task Proxy_Read_ReachesTheStoreAndAWriteDoesNot()
    {
        var before = fixture.Store.Requests.Count(request => request.Method == "DELETE");

        Assert.Equal(HttpStatusCode.OK, await StatusAsync("/api/datasources/proxy/uid/metrics/api/v1/query?query=1", As.Viewer));
        Assert.True(await StatusAsync("/api/datasources/proxy/uid/metrics/api/v1/query", As.Viewer,
            HttpMethod.Delete) >= HttpStatusCode.BadRequest);
        Assert.Equal(before, fixture.Store.Requests.Count(request => request.Method == "DELETE"));
    }

    [Theory]
    [InlineData("datasources")]
    [InlineData("dashboards")]
    [InlineData("alerting")]
    public async Task Reload_Provisioning_IsForTheServersAdministrator(string kind)
    {
        var path = $"/api/admin/provisioning/{kind}/reload";

        Assert.Contains(await StatusAsync(path, As.Admin, HttpMethod.Post), new[] { HttpStatusCode.OK, HttpStatusCode.Accepted });
        Assert.Contains(await StatusAsync(path, As.Viewer, HttpMethod.Post),
            new[] { HttpStatusCode.Unauthorized, HttpStatusCode.Forbidden });
    }

    [Fact]
    public async Task Rules_OfGrafana_AreAList() =>
        Assert.Equal("success", (string?)(await GetAsync("/api/prometheus/grafana/api/v1/rules", As.Admin))["status"]);

    [Fact]
    public async Task Annotations_ThereAreNone() => Assert.Empty((await GetAsync("/api/annotations", As.Admin)).AsArray());

    [Fact]
    public async Task Metrics_Requests_AreCountedUnderGrafanasNames()
    {
        await GetAsync("/api/health", As.Viewer);

        using var response = await SendAsync("/metrics", As.Viewer);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        Assert.Contains("grafana_http_request_duration_seconds_count{", text, StringComparison.Ordinal);
        Assert.Contains("grafana_stat_totals_dashboard", text, StringComparison.Ordinal);
        Assert.Contains("\nprocess_resident_memory_bytes ", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Login_RightPassword_StartsASessionAndLogoutEndsIt()
    {
        using var answer = await LogInAsync(DashboardsFixture<TBackend>.Password);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var setCookie = answer.Headers.GetValues("Set-Cookie").Single(cookie =>
            cookie.StartsWith("grafana_session=", StringComparison.Ordinal));
        Assert.Contains("HttpOnly", setCookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("SameSite=Lax", setCookie, StringComparison.OrdinalIgnoreCase);
        var cookie = setCookie.Split(';')[0];

        Assert.Equal(HttpStatusCode.OK, await StatusAsync("/api/datasources", cookie));
        Assert.Equal(HttpStatusCode.Found, await StatusAsync("/logout", cookie));
        Assert.NotEqual(HttpStatusCode.OK, await StatusAsync("/api/datasources", cookie));
    }

    [Fact]
    public async Task Login_WrongPassword_Is401WithoutACookie()
    {
        using var answer = await LogInAsync("wrong");

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.False(answer.Headers.TryGetValues("Set-Cookie", out var cookies)
            && cookies.Any(cookie => cookie.StartsWith("grafana_session=", StringComparison.Ordinal)));
    }

    private async Task<HttpResponseMessage> LogInAsync(string password)
    {
        using var content = new StringContent(new JsonObject { ["user"] = "admin", ["password"] = password }.ToJsonString(), Encoding.UTF8,
            "application/json");
        return await fixture.Client.PostAsync(new Uri($"{fixture.Root}/login"), content, TestContext.Current.CancellationToken);
    }

    private async Task<(HttpStatusCode Status, JsonNode Answer)> QueryAsync(string expression, string legend, string source = "metrics")
    {
        var query = new JsonObject
        {
            ["refId"] = "A",
            ["datasource"] = new JsonObject { ["uid"] = source, ["type"] = "prometheus" },
            ["expr"] = expression,
            ["legendFormat"] = legend,
            ["range"] = true,
            ["intervalMs"] = 60_000,
            ["maxDataPoints"] = 100,
        };
        var body = new JsonObject { ["from"] = "1700000000000", ["to"] = "1700000060000", ["queries"] = new JsonArray(query) };
        using var response = await SendAsync("/api/ds/query", As.Viewer, HttpMethod.Post, body);
        return (response.StatusCode, JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!);
    }

    private async Task<JsonNode> GetAsync(string path, As who)
    {
        using var response = await SendAsync(path, who);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(response.StatusCode == HttpStatusCode.OK, $"GET {path}: {response.StatusCode} {text}");
        return JsonNode.Parse(text)!;
    }

    private async Task<HttpStatusCode> StatusAsync(string path, As who, HttpMethod? method = null)
    {
        using var response = await SendAsync(path, who, method);
        return response.StatusCode;
    }

    private async Task<HttpStatusCode> StatusAsync(string path, string cookie)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, fixture.Root + path);
        request.Headers.Add("Cookie", cookie);
        using var response = await fixture.Client.SendAsync(request, TestContext.Current.CancellationToken);
        return response.StatusCode;
    }

    private async Task<HttpResponseMessage> SendAsync(string path, As who, HttpMethod? method = null, JsonNode? body = null)
    {
        using var request = new HttpRequestMessage(method ?? HttpMethod.Get, fixture.Root + path);
        if (who != As.Viewer)
        {
            var password = who == As.Admin ? DashboardsFixture<TBackend>.Password : "wrong";
            request.Headers.Authorization = new AuthenticationHeaderValue("Basic",
                Convert.ToBase64String(Encoding.UTF8.GetBytes($"admin:{password}")));
        }

        if (body is not null)
        {
            request.Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
        }

        return await fixture.Client.SendAsync(request, TestContext.Current.CancellationToken);
    }
}
