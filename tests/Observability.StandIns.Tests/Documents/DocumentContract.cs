using System.Net;
using System.Net.Http.Headers;

namespace Observability.StandIns.Tests.Documents;

/// <summary>
/// What a server must do to take Elasticsearch's place, written from Elasticsearch's documentation
/// (https://www.elastic.co/docs/api/doc/elasticsearch/) and run against everything that claims to (design decision D3).
/// </summary>
public abstract partial class DocumentContract<TBackend>(DocumentFixture<TBackend> fixture) : IClassFixture<DocumentFixture<TBackend>>
    where TBackend : IDocumentBackend, new()
{
    [Fact]
    public async Task Root_TellsVersionAndProduct_SoThatOfficialClientsGoOn()
    {
        var answer = await SendAsync("GET", "/");

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Matches(@"^\d+\.\d+\.\d+", answer.Of("version.number"));
        Assert.Equal("You Know, for Search", answer.Of("tagline"));
        Assert.Equal("contract", answer.Of("cluster_name"));
        Assert.Equal("Elasticsearch", Assert.Single(answer.Headers["X-Elastic-Product"]));
    }

    [Fact]
    public async Task Root_Head_HasTheHeadersAndNoBody()
    {
        var answer = await SendAsync("HEAD", "/");

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Empty(answer.Text);
        Assert.Equal("Elasticsearch", Assert.Single(answer.Headers["X-Elastic-Product"]));
    }

    [Theory]
    [InlineData("application/vnd.elasticsearch+json;compatible-with=9", "application/vnd.elasticsearch+json;compatible-with=9")]
    [InlineData("application/vnd.elasticsearch+json;compatible-with=8", "application/vnd.elasticsearch+json;compatible-with=8")]
    [InlineData("application/json", "application/json")]
    [InlineData("*/*", "application/json")]
    public async Task Accept_OfAClient_IsWhatComes(string accept, string contentType)
    {
        var answer = await SendAsync("GET", "/", change: request => request.Headers.TryAddWithoutValidation("Accept", accept));

        Assert.Equal(contentType, string.Concat(answer.Headers["Content-Type"]).Replace("; ", ";", StringComparison.Ordinal));
    }

    [Fact]
    public async Task ContentType_OfAnotherMajorVersion_Is400() => Assert.Equal(
        HttpStatusCode.BadRequest,
        (await SendAsync("POST", "/_search", "{}", "application/vnd.elasticsearch+json;compatible-with=3")).Status);

    [Fact]
    public async Task ContentType_ThatIsNone_Is406() =>
        Assert.Equal(HttpStatusCode.NotAcceptable, (await SendAsync("POST", "/_search", "{}", "text/plain")).Status);

    [Fact]
    public async Task Health_Anonymous_IsAllowed()
    {
        var answer = await SendAsync("GET", "/_cluster/health?wait_for_status=yellow&timeout=1s", change: Anonymous);

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Contains(answer.Of("status"), new[] { "green", "yellow" });
        Assert.Equal("1", answer.Of("number_of_nodes"));
        Assert.Equal("false", answer.Of("timed_out"));
    }

    [Theory]
    [InlineData("GET", "/")]
    [InlineData("GET", "/_search")]
    [InlineData("GET", "/_cat/indices")]
    [InlineData("GET", "/no-such-index")]
    [InlineData("PUT", "/anonymous-made-this")]
    [InlineData("POST", "/_bulk")]
    [InlineData("GET", "/_no_such_api")]
    public async Task Anonymous_BeyondHealth_IsAskedToSignIn(string method, string path)
    {
        var answer = await SendAsync(method, path, method == "POST" ? "{}\n" : null, change: Anonymous);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.Status);
        Assert.Contains("Basic realm=\"security\"", string.Concat(answer.Headers["WWW-Authenticate"]), StringComparison.Ordinal);
        Assert.Equal("security_exception", answer.ErrorType);
    }

    [Theory]
    [InlineData("elastic", "wrong")]
    [InlineData("elastic", "")]
    [InlineData("nobody", RunningServer.Password)]
    public async Task Credentials_Wrong_Are401EvenForHealth(string user, string password)
    {
        var answer = await SendAsync(
            "GET", "/_cluster/health", change: request => request.Headers.Authorization = RunningServer.Basic(user, password));

        Assert.Equal(HttpStatusCode.Unauthorized, answer.Status);
        Assert.DoesNotContain("correct horse", answer.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Bearer abc")]
    [InlineData("ApiKey abc")]
    [InlineData("Basic !!!")]
    public async Task Credentials_OfAnotherKind_Are401(string header) => Assert.Equal(
        HttpStatusCode.Unauthorized,
        (await SendAsync("GET", "/", change: request => request.Headers.Authorization = AuthenticationHeaderValue.Parse(header))).Status);

    [Fact]
    public async Task User_WithoutTheRight_Is403AndMayDoWhatItsRoleSays()
    {
        await BulkAsync("""{"index":{"_index":"public-1","_id":"1"}}""", """{"a":1}""", """{"index":{"_index":"private-1","_id":"1"}}""", """{"a":1}""");
        void Reader(HttpRequestMessage request) => request.Headers.Authorization = RunningServer.Basic("reader", "reads only");

        Assert.Equal(["1"], (await SendAsync("GET", "/public-1/_search", change: Reader)).Ids);
        var denied = await SendAsync("GET", "/private-1/_search", change: Reader);
        Assert.Equal(HttpStatusCode.Forbidden, denied.Status);
        Assert.Equal("security_exception", denied.ErrorType);
        Assert.Equal(HttpStatusCode.Forbidden, (await SendAsync("PUT", "/public-1/_doc/2", """{"a":2}""", change: Reader)).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await SendAsync("DELETE", "/public-1", change: Reader)).Status);
    }

    [Fact]
    public async Task Health_GreenOfAnIndexWithACopyNobodyCanPlace_TimesOutWith408()
    {
        await SendAsync("PUT", "/health-yellow", """{"settings":{"number_of_replicas":1}}""");
        await SendAsync("PUT", "/health-green", """{"settings":{"number_of_replicas":0}}""");

        Assert.Equal("yellow", (await SendAsync("GET", "/_cluster/health/health-yellow")).Of("status"));
        Assert.Equal("green", (await SendAsync("GET", "/_cluster/health/health-green?wait_for_status=green&timeout=10s")).Of("status"));
        var late = await SendAsync("GET", "/_cluster/health/health-yellow?wait_for_status=green&timeout=200ms");
        Assert.Equal(HttpStatusCode.RequestTimeout, late.Status);
        Assert.Equal("true", late.Of("timed_out"));
        var levels = await SendAsync("GET", "/_cluster/health/health-yellow,health-green?level=indices");
        Assert.Equal("green", levels.Of("indices.health-green.status"));
        Assert.Equal("1", levels.Of("indices.health-yellow.unassigned_shards"));
    }

    [Fact]
    public async Task ClusterSettings_Changed_AreThere()
    {
        var changed = await SendAsync("PUT", "/_cluster/settings", """{"persistent":{"search.max_buckets":50000}}""");
        Assert.Equal("true", changed.Of("acknowledged"));
        Assert.Equal(
            "50000",
            (await SendAsync("GET", "/_cluster/settings?flat_settings=true"))["persistent"]!["search.max_buckets"]!.GetValue<string>());
        await SendAsync("PUT", "/_cluster/settings", """{"persistent":{"search.max_buckets":null}}""");
        Assert.Null((await SendAsync("GET", "/_cluster/settings?flat_settings=true"))["persistent"]!["search.max_buckets"]);
        Assert.Equal(HttpStatusCode.BadRequest, (await SendAsync("PUT", "/_cluster/settings", """{"persistent":{"no.such.setting":1}}""")).Status);
    }

    [Fact]
    public async Task Nodes_Http_TellsWhereTheNodeIs()
    {
        var server = await fixture.ServerAsync();

        var answer = await SendAsync("GET", "/_nodes/http");

        var node = Assert.Single(answer["nodes"]!.AsObject()).Value!;
        Assert.Equal($"127.0.0.1:{server.Port}", node["http"]!["publish_address"]!.GetValue<string>());
        Assert.Equal("1", answer.Of("_nodes.total"));
    }

    [Fact]
    public async Task License_And_Features_AreThoseOfAFreeNode()
    {
        Assert.Equal("basic", (await SendAsync("GET", "/_license")).Of("license.type"));
        Assert.Equal("true", (await SendAsync("GET", "/_xpack")).Of("features.security.enabled"));
        Assert.Equal("elastic", (await SendAsync("GET", "/_security/_authenticate")).Of("username"));
    }

    [Theory]
    [InlineData("PATCH", "/_search", HttpStatusCode.MethodNotAllowed)]
    [InlineData("GET", "/a/b/c/d/e", HttpStatusCode.BadRequest)]
    [InlineData("GET", "/_search?no_such_parameter=1", HttpStatusCode.BadRequest)]
    public async Task Request_ThatIsNone_IsRefused(string method, string path, HttpStatusCode status) =>
        Assert.Equal(status, (await SendAsync(method, path)).Status);

    [Fact]
    public async Task FilterPath_Some_CutsTheAnswer()
    {
        await BulkAsync("""{"index":{"_index":"filtered","_id":"1"}}""", """{"a":1,"b":{"c":2,"d":3}}""");

        var answer = await SendAsync("GET", "/filtered/_search?filter_path=hits.hits._source.b.*,-hits.hits._source.b.d");

        Assert.Equal("""{"hits":{"hits":[{"_source":{"b":{"c":2}}}]}}""", answer.Text);
    }

    /// <summary>Sends a request as the administrator.</summary>
    private async Task<Answer> SendAsync(
        string method, string path, string? body = null, string contentType = "application/json",
        Action<HttpRequestMessage>? change = null) =>
        await (await fixture.ServerAsync()).SendAsync(method, path, body, contentType, change);

    /// <summary>Sends lines in bulk, none of which may fail.</summary>
    private async Task BulkAsync(params IEnumerable<string> lines)
    {
        var answer = await (await fixture.ServerAsync()).BulkAsync(lines);
        Assert.True(answer.Of("errors") == "false", answer.Text);
    }

    private static void Anonymous(HttpRequestMessage request) => request.Headers.Authorization = null;
}
