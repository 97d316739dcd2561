using System.Net;

namespace Observability.StandIns.Tests.Gateway;

/// <summary>
/// What a gateway must do to take Traefik's place, written from Traefik's documentation (https://doc.traefik.io/traefik/) and
/// run against everything that claims to (design decision D3).
/// </summary>
public abstract partial class GatewayContract<TBackend>(GatewayFixture<TBackend> fixture) : IClassFixture<GatewayFixture<TBackend>>
    where TBackend : IGatewayBackend, new()
{
    [Theory]
    [InlineData("one.localhost")]
    [InlineData("ONE.LocalHost")]
    [InlineData("one.localhost:4711")]
    [InlineData("one.localhost.")]
    public async Task Host_InAnySpelling_IsRouted(string host) => Assert.Equal("one", await ServedByAsync(host, "/"));

    [Fact]
    public async Task Host_NobodyRoutes_Is404()
    {
        var gateway = await fixture.GatewayAsync();

        using var response = await gateway.GetAsync("nobody.localhost", "/");

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Equal("404 page not found\n", await BodyAsync(response));
    }

    [Theory]
    [InlineData("x.wild.localhost", "one")]
    [InlineData("x.y.wild.localhost", null)]
    [InlineData("wild.localhost", null)]
    public async Task Host_Wildcard_StandsForOneLabel(string host, string? server) => Assert.Equal(server, await ServedByAsync(host, "/"));

    [Theory]
    [InlineData("/api", "one")]
    [InlineData("/api/x", "one")]
    [InlineData("/apiary", "one")]
    [InlineData("/", null)]
    [InlineData("/API", null)]
    public async Task PathPrefix_Request_IsRoutedByTheBeginningOfItsPath(string path, string? server) =>
        Assert.Equal(server, await ServedByAsync("prefix.localhost", path));

    [Theory]
    [InlineData("/api/two", "two")]
    [InlineData("/api/two/forced", "two")]
    public async Task Priority_SeveralRulesFit_LongestRuleUnlessToldOtherwise(string path, string server) =>
        Assert.Equal(server, await ServedByAsync("prefix.localhost", path));

    [Theory]
    [InlineData("a.either.localhost", "/not", "one")]
    [InlineData("b.either.localhost", "/", "one")]
    [InlineData("b.either.localhost", "/nothing", null)]
    public async Task Rule_OrAndNot_BindAsInGo(string host, string path, string? server) =>
        Assert.Equal(server, await ServedByAsync(host, path));

    [Theory]
    [InlineData("two", "/?q=1", "two")]
    [InlineData("one", "/?q=1", null)]
    [InlineData("two", "/?q=2", null)]
    public async Task Rule_HeaderMethodAndQuery_AreLookedAt(string which, string path, string? server) =>
        Assert.Equal(server, await ServedByAsync("header.localhost", path, request => request.Headers.Add("X-Which", which)));

    [Theory]
    [InlineData("/a%20b", "/a%20b")]
    [InlineData("/%61%20b", "/a%20b")]
    public async Task Path_EncodedWithoutNeed_FitsAllTheSame(string path, string handedOn) =>
        Assert.Equal($"GET {handedOn}", (await EchoAsync("spaced.localhost", path))[1]);

    [Theory]
    [InlineData("/x/../y//z/?a=1;b=%2F", "/y/z/?a=1&b=%2F")]
    [InlineData("/x%2fy", "/x%2Fy")]
    [InlineData("/x/%2e%2E/y", "/y")]
    [InlineData("/caf%C3%A9%25", "/caf%C3%A9%25")]
    public async Task Path_HandedOn_IsCleanAndKeepsItsEncoding(string path, string handedOn) =>
        Assert.Equal($"GET {handedOn}", (await EchoAsync("one.localhost", path))[1]);

    [Fact]
    public async Task Rule_WithAMistake_PutsThatRouterOutOfForceOnly()
    {
        Assert.Null(await ServedByAsync("mistaken.localhost", "/"));
        Assert.Equal("one", await ServedByAsync("one.localhost", "/"));
    }

    [Fact]
    public async Task Router_WithTls_GetsNothingInClearText() => Assert.Null(await ServedByAsync("secure.localhost", "/"));

    /// <summary>Name of the server that answered, or null for 404.</summary>
    private async Task<string?> ServedByAsync(string host, string path, Action<HttpRequestMessage>? change = null)
    {
        var gateway = await fixture.GatewayAsync();
        using var response = await gateway.GetAsync(host, path, change);
        if (response.StatusCode == HttpStatusCode.NotFound)
        {
            return null;
        }

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return (await BodyAsync(response)).Split('\n')[0];
    }

    /// <summary>What the server was asked: its name, the request line, the headers.</summary>
    private async Task<string[]> EchoAsync(string host, string path, Action<HttpRequestMessage>? change = null)
    {
        var gateway = await fixture.GatewayAsync();
        using var response = await gateway.GetAsync(host, path, change);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return (await BodyAsync(response)).Split('\n');
    }

    private static Task<string> BodyAsync(HttpResponseMessage response) =>
        response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
}
