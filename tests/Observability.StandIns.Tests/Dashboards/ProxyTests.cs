using System.Net;
using System.Net.Sockets;
using System.Text;
using Observability.StandIns.Dashboards.Api;

namespace Observability.StandIns.Tests.Dashboards;

/// <summary>The proxy hands on what reads, nothing else, with the data source's credentials and none of the visitor's.</summary>
public sealed class ProxyTests
{
    [Theory]
    [InlineData("/api/datasources/proxy/uid/p/api/v1/labels?a=b", "api/v1/labels", "?a=b")]
    [InlineData("/grafana/api/datasources/proxy/uid/p/api/v1/label/a%3Ab/values", "api/v1/label/a%3Ab/values", "")]
    public void Target_Path_IsTakenAsItWasWritten(string target, string path, string query) =>
        Assert.Equal((path, query), ProxyApi.FindTarget(target, "/datasources/proxy/uid/p/"));

    [Theory]
    [InlineData("../admin")]
    [InlineData("api/../../x")]
    [InlineData("api/./x")]
    [InlineData("api//x")]
    [InlineData("/evil.example/x")]
    [InlineData("api/%2e%2e/x")]
    [InlineData("api/v1/%2fx")]
    [InlineData("api\\..\\x")]
    [InlineData("api/%5c..%5cx")]
    [InlineData("api/v1/labels%0d%0aX-Evil:1")]
    [InlineData("api/v1/labels#x")]
    [InlineData("")]
    public void Target_PathThatLeadsElsewhere_IsRefused(string path) =>
        Assert.Null(ProxyApi.FindTarget("/api/datasources/proxy/uid/p/" + path, "/datasources/proxy/uid/p/"));

    [Theory]
    [InlineData("GET", "prometheus", "api/v1/query?query=up", HttpStatusCode.OK)]
    [InlineData("POST", "prometheus", "api/v1/query_range", HttpStatusCode.OK)]
    [InlineData("GET", "prometheus", "api/v1/label/job/values", HttpStatusCode.OK)]
    [InlineData("GET", "prometheus", "api/v1/admin/tsdb/snapshot", HttpStatusCode.Forbidden)]
    [InlineData("POST", "prometheus", "api/v1/admin/tsdb/delete_series", HttpStatusCode.Forbidden)]
    [InlineData("POST", "prometheus", "-/reload", HttpStatusCode.Forbidden)]
    [InlineData("POST", "prometheus", "-/quit", HttpStatusCode.Forbidden)]
    [InlineData("PUT", "prometheus", "api/v1/query", HttpStatusCode.Forbidden)]
    [InlineData("DELETE", "prometheus", "api/v1/query", HttpStatusCode.Forbidden)]
    [InlineData("POST", "prometheus", "api/v1/rules", HttpStatusCode.Forbidden)]
    [InlineData("GET", "loki", "loki/api/v1/query_range?query=x", HttpStatusCode.OK)]
    [InlineData("POST", "loki", "loki/api/v1/push", HttpStatusCode.Forbidden)]
    [InlineData("POST", "loki", "loki/api/v1/delete", HttpStatusCode.Forbidden)]
    [InlineData("POST", "elasticsearch", "_msearch", HttpStatusCode.OK)]
    [InlineData("GET", "elasticsearch", "telegraf/_mapping", HttpStatusCode.OK)]
    [InlineData("POST", "elasticsearch", "telegraf/_doc", HttpStatusCode.Forbidden)]
    [InlineData("GET", "elasticsearch", "_security/user", HttpStatusCode.Forbidden)]
    [InlineData("DELETE", "elasticsearch", "telegraf", HttpStatusCode.Forbidden)]
    [InlineData("POST", "influxdb", "api/v2/query", HttpStatusCode.Forbidden)]
    [InlineData("GET", "influxdb", "query?q=DROP", HttpStatusCode.Forbidden)]
    [InlineData("GET", "alertmanager", "api/v2/alerts", HttpStatusCode.OK)]
    [InlineData("POST", "alertmanager", "api/v2/silences", HttpStatusCode.Forbidden)]
    [InlineData("GET", "unheard-of", "x", HttpStatusCode.NotImplemented)]
    public async Task Proxy_Request_IsHandedOnOrRefused(string method, string type, string path, HttpStatusCode expected)
    {
        await using var store = await ScriptedStore.StartAsync("{}");
        await using var dashboards = new RunningDashboards();
        dashboards.WriteDataSources($"{{name: s, uid: s, type: {type}, url: '{store.Url}', jsonData: {{version: Flux}}}}");
        await dashboards.StartAsync();

        using var response = await dashboards.SendAsync(new HttpMethod(method), $"/api/datasources/proxy/uid/s/{path}");

        Assert.Equal(expected, response.StatusCode);
        Assert.Equal(expected == HttpStatusCode.OK ? 1 : 0, store.Requests.Count);
    }

    [Fact]
    public async Task Proxy_Credentials_AreTheDataSourcesAndNotTheVisitors()
    {
        await using var store = await ScriptedStore.StartAsync("{}");
        await using var dashboards = new RunningDashboards();
        dashboards.WriteDataSources(
            $"{{name: s, uid: s, type: prometheus, url: '{store.Url}/base', basicAuth: true, basicAuthUser: ada, secureJsonData: {{basicAuthPassword: pw, httpHeaderValue1: tenant}}, jsonData: {{httpHeaderName1: X-Scope-OrgID}}}}");
        await dashboards.StartAsync();

        using var response = await dashboards.SendAsync(HttpMethod.Get, "/api/datasources/proxy/uid/s/api/v1/labels?x=%20y", cookie: null);

        var request = Assert.Single(store.Requests);
        Assert.Equal("/base/api/v1/labels?x=%20y", request.Target);
        Assert.Equal($"Basic {Convert.ToBase64String("ada:pw"u8)}", request.Headers["Authorization"]);
        Assert.Equal("tenant", request.Headers["X-Scope-OrgID"]);
        Assert.False(request.Headers.ContainsKey("Cookie"));
    }

    [Fact]
    public async Task Proxy_AnswerOfTheStore_CannotActOnThisSite()
    {
        await using var store = await ScriptedStore.StartAsync(_ => (200, "text/html", "<script>alert(1)</script>"));
        await using var dashboards = new RunningDashboards();
        dashboards.WriteDataSources($"{{name: s, uid: s, type: prometheus, url: '{store.Url}'}}");
        await dashboards.StartAsync();

        using var response = await dashboards.SendAsync(HttpMethod.Get, "/api/datasources/proxy/uid/s/api/v1/labels");

        Assert.Equal("sandbox", Assert.Single(response.Headers.GetValues("Content-Security-Policy")));
        Assert.Equal("nosniff", Assert.Single(response.Headers.GetValues("X-Content-Type-Options")));
    }

    [Fact]
    public async Task Proxy_TargetOfARawSocket_IsRefusedBeforeTheStoreSeesIt()
    {
        await using var store = await ScriptedStore.StartAsync("{}");
        await using var dashboards = new RunningDashboards();
        dashboards.WriteDataSources($"{{name: s, uid: s, type: prometheus, url: '{store.Url}'}}");
        await dashboards.StartAsync();
        using var socket = new TcpClient();
        await socket.ConnectAsync(IPAddress.Loopback, new Uri(dashboards.Root).Port, TestContext.Current.CancellationToken);
        var credentials = Convert.ToBase64String(Encoding.UTF8.GetBytes($"admin:{RunningDashboards.AdminPassword}"));

        await socket.GetStream().WriteAsync(
            Encoding.ASCII.GetBytes($"GET /api/datasources/proxy/uid/s/api/v1/../../-/quit HTTP/1.1\r\nHost: localhost\r\nAuthorization: Basic {credentials}\r\nConnection: close\r\n\r\n"),
            TestContext.Current.CancellationToken);
        using var reader = new StreamReader(socket.GetStream());
        var answer = await reader.ReadToEndAsync(TestContext.Current.CancellationToken);

        Assert.DoesNotContain(" 200 ", answer.Split('\r')[0], StringComparison.Ordinal);
        Assert.Empty(store.Requests);
    }
}
