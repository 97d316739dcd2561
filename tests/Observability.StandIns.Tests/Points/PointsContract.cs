using System.Net;

namespace Observability.StandIns.Tests.Points;

/// <summary>
/// What a server must do to take InfluxDB 2's place, written from its documentation (https://docs.influxdata.com/influxdb/v2/api/) and
/// run against everything that claims to (design decision D3).
/// </summary>
public abstract partial class PointsContract<TBackend>(PointsFixture<TBackend> fixture) : IClassFixture<PointsFixture<TBackend>>
    where TBackend : IPointsBackend, new()
{
    private static readonly HttpMethod s_get = HttpMethod.Get;
    private static readonly HttpMethod s_post = HttpMethod.Post;

    [Fact]
    public async Task Health_Running_Passes()
    {
        var server = await fixture.ServerAsync();

        var health = await server.SendAsync(s_get, "/health", token: "");

        Assert.Equal(HttpStatusCode.OK, health.Status);
        Assert.Equal(("influxdb", "pass"), (health.Json.GetProperty("name").GetString(), health.Json.GetProperty("status").GetString()));
        Assert.Equal("ready", (await server.SendAsync(s_get, "/ready", token: "")).Json.GetProperty("status").GetString());
    }

    [Fact]
    public async Task Ping_Running_HasNoContentAndTheVersion()
    {
        var ping = await (await fixture.ServerAsync()).SendAsync(s_get, "/ping", token: "");

        Assert.Equal(HttpStatusCode.NoContent, ping.Status);
        Assert.StartsWith("v2.", Assert.Single(ping.Headers.GetValues("X-Influxdb-Version")), StringComparison.Ordinal);
        Assert.Equal("OSS", Assert.Single(ping.Headers.GetValues("X-Influxdb-Build")));
    }

    [Fact]
    public async Task Metrics_AfterRequests_CountThemAndTheSeries()
    {
        var server = await fixture.ServerAsync();
        await server.WriteAsync("counted v=1 1");

        var metrics = (await server.SendAsync(s_get, "/metrics", token: "")).Text.Split('\n');

        Assert.Contains(metrics, line =>
            line.StartsWith("http_api_requests_total{", StringComparison.Ordinal)
            && line.Contains("path=\"/api/v2/write\"", StringComparison.Ordinal));
        Assert.Contains(metrics, line => line.StartsWith("storage_bucket_series_num{bucket=", StringComparison.Ordinal));
        Assert.Contains(metrics, line => line.StartsWith("qc_executing_active", StringComparison.Ordinal));
        Assert.Contains(metrics, line => line.StartsWith("process_resident_memory_bytes ", StringComparison.Ordinal));
        Assert.Contains(metrics, line => line.StartsWith("influxdb_buckets_total", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Setup_SecondTime_IsRefused()
    {
        var server = await fixture.ServerAsync();

        Assert.False((await server.SendAsync(s_get, "/api/v2/setup", token: "")).Json.GetProperty("allowed").GetBoolean());
        var again = await server.SendAsync(s_post, "/api/v2/setup", """{"username":"x","password":"xxxxxxxx","org":"x","bucket":"x"}""", token: "");

        Assert.Equal((HttpStatusCode.UnprocessableEntity, "conflict"), (again.Status, again.Code));
    }

    [Theory]
    [InlineData("")]
    [InlineData("wrong")]
    public async Task Request_WithoutAKnownToken_Is401(string token)
    {
        var server = await fixture.ServerAsync();
        foreach (var path in new[] { "/api/v2/buckets", "/api/v2/orgs", "/api/v2/authorizations", "/api/v2/me" })
        {
            var answer = await server.SendAsync(s_get, path, token: token);

            Assert.Equal((HttpStatusCode.Unauthorized, "unauthorized", "unauthorized access"),
                (answer.Status, answer.Code, answer.Json.GetProperty("message").GetString()));
        }

        Assert.Equal(HttpStatusCode.Unauthorized, (await server.WriteAsync("m v=1", token: token)).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await server.FluxAsync("buckets()", token)).Status);
    }

    [Fact]
    public async Task Token_AsBearer_IsTheSame()
    {
        var server = await fixture.ServerAsync();

        var answer =
            await server.SendAsync(s_get, "/api/v2/me", token: "", change: request =>
            request.Headers.Add("Authorization", $"Bearer {RunningPoints.Token}"));

        Assert.Equal("admin", answer.Json.GetProperty("name").GetString());
    }

    [Fact]
    public async Task Organizations_ByName_FindsOneOrSays404()
    {
        var server = await fixture.ServerAsync();

        var found = await server.SendAsync(s_get, $"/api/v2/orgs?org={RunningPoints.Organization}");
        var missing = await server.SendAsync(s_get, "/api/v2/orgs?org=nobody");

        Assert.Equal(server.OrganizationId, Assert.Single(found.Json.GetProperty("orgs").EnumerateArray()).GetProperty("id").GetString());
        Assert.Equal((HttpStatusCode.NotFound, "not found"), (missing.Status, missing.Code));
    }

    [Fact]
    public async Task Buckets_ALife_FromCreationToDeletion()
    {
        var server = await fixture.ServerAsync();
        var made = await CreateBucketAsync(server, "a life", """[{"type":"expire","everySeconds":7200}]""");
        var id = made.Json.GetProperty("id").GetString();
        Assert.Equal(HttpStatusCode.Created, made.Status);
        Assert.Equal((7_200, 3_600), (
            made.Json.GetProperty("retentionRules")[0].GetProperty("everySeconds").GetInt32(),
            made.Json.GetProperty("retentionRules")[0].GetProperty("shardGroupDurationSeconds").GetInt32()));
        Assert.Equal("conflict", (await CreateBucketAsync(server, "a life", "[]")).Code);

        var changed = await server.SendAsync(HttpMethod.Patch, $"/api/v2/buckets/{id}", """{"name":"another","retentionRules":[{"type":"expire","everySeconds":0}]}""");
        Assert.Equal("another", changed.Json.GetProperty("name").GetString());
        var listed = await server.SendAsync(s_get, $"/api/v2/buckets?orgID={server.OrganizationId}&name=another");
        Assert.Equal(id, Assert.Single(listed.Json.GetProperty("buckets").EnumerateArray()).GetProperty("id").GetString());

        Assert.Equal(HttpStatusCode.NoContent, (await server.SendAsync(HttpMethod.Delete, $"/api/v2/buckets/{id}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await server.SendAsync(s_get, $"/api/v2/buckets/{id}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await server.WriteAsync("m v=1", "another")).Status);
    }

    [Fact]
    public async Task Buckets_List_HasTheSystemsOwnAndPages()
    {
        var server = await fixture.ServerAsync();

        var all = Names(await server.SendAsync(s_get, "/api/v2/buckets?limit=100"));
        var first = Names(await server.SendAsync(s_get, "/api/v2/buckets?limit=1"));
        var rest = Names(await server.SendAsync(s_get, "/api/v2/buckets?limit=100&offset=1"));

        Assert.Contains("_monitoring", all);
        Assert.Contains("_tasks", all);
        Assert.Single(first);
        Assert.Equal(all, [.. first, .. rest]);
    }

    [Theory]
    [InlineData("_mine", "[]")]
    [InlineData("short", """[{"type":"expire","everySeconds":60}]""")]
    public async Task Buckets_ThatCannotBe_Are422(string name, string rules) =>
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await CreateBucketAsync(await fixture.ServerAsync(), name, rules)).Status);

    [Fact]
    public async Task Token_ForOneBucketToRead_MayNothingElse()
    {
        var server = await fixture.ServerAsync();
        await server.WriteAsync("secret v=1 1");
        var open = (await CreateBucketAsync(server, "open", "[]")).Json.GetProperty("id").GetString()!;
        await server.WriteAsync("m v=1 1", "open");
        var (token, id) = await CreateTokenAsync(server, "read", open);

        Assert.Contains(",1,", (await server.FluxAsync("from(bucket: \"open\") |> range(start: 0)", token)).Text, StringComparison.Ordinal);
        var other = await server.FluxAsync($"from(bucket: \"{RunningPoints.Bucket}\") |> range(start: 0)", token);
        Assert.Equal(HttpStatusCode.NotFound, other.Status);
        Assert.Contains($"could not find bucket \\\"{RunningPoints.Bucket}\\\"", other.Text, StringComparison.Ordinal);
        Assert.Equal(["open"], Names(await server.SendAsync(s_get, "/api/v2/buckets", token: token)));
        Assert.Equal(HttpStatusCode.Forbidden, (await server.WriteAsync("m v=2 2", "open", token)).Status);
        Assert.NotEqual(HttpStatusCode.Created, (await server.SendAsync(
            s_post, "/api/v2/buckets", $$"""{"orgID":"{{server.OrganizationId}}","name":"more"}""", token)).Status);

        Assert.Equal(HttpStatusCode.NoContent, (await server.SendAsync(HttpMethod.Delete, $"/api/v2/authorizations/{id}")).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await server.FluxAsync("buckets()", token)).Status);
    }

    [Fact]
    public async Task Token_ToWriteOnly_MayNotRead()
    {
        var server = await fixture.ServerAsync();
        var box = (await CreateBucketAsync(server, "letter box", "[]")).Json.GetProperty("id").GetString()!;
        var (token, _) = await CreateTokenAsync(server, "write", box);

        Assert.Equal(HttpStatusCode.NoContent, (await server.WriteAsync("m v=1 1", "letter box", token)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await server.FluxAsync("from(bucket: \"letter box\") |> range(start: 0)", token)).Status);
    }

    [Fact]
    public async Task Token_SwitchedOff_Is403()
    {
        var server = await fixture.ServerAsync();
        var bucket = (await CreateBucketAsync(server, "switched", "[]")).Json.GetProperty("id").GetString()!;
        var (token, id) = await CreateTokenAsync(server, "write", bucket);

        await server.SendAsync(HttpMethod.Patch, $"/api/v2/authorizations/{id}", """{"status":"inactive"}""");

        Assert.Equal(HttpStatusCode.Forbidden, (await server.WriteAsync("m v=1 1", "switched", token)).Status);
    }

    [Fact]
    public async Task Mappings_OfABucket_AreThereAndCanBeMade()
    {
        var server = await fixture.ServerAsync();
        var bucket = (await CreateBucketAsync(server, "mapped", "[]")).Json.GetProperty("id").GetString();
        var own = await server.SendAsync(s_get, $"/api/v2/dbrps?orgID={server.OrganizationId}&bucketID={bucket}&db=mapped");
        Assert.Equal("mapped", Assert.Single(own.Json.GetProperty("content").EnumerateArray()).GetProperty("database").GetString());

        var made = await server.SendAsync(
            s_post, "/api/v2/dbrps", $$"""{"orgID":"{{server.OrganizationId}}","bucketID":"{{bucket}}","database":"old","retention_policy":"week","default":true}""");
        Assert.Equal(HttpStatusCode.Created, made.Status);
        Assert.Equal(HttpStatusCode.NoContent, (await server.SendAsync(s_post, "/write?db=old", "m v=1 1")).Status);
        Assert.Contains("[1,1]", (await server.SendAsync(s_get, "/query?db=old&rp=week&epoch=ns&q=SELECT+v+FROM+m")).Text,
            StringComparison.Ordinal);
    }

    private static Task<Reply> CreateBucketAsync(RunningPoints server, string name, string rules) => server.SendAsync(
        s_post, "/api/v2/buckets", $$"""{"orgID":"{{server.OrganizationId}}","name":"{{name}}","retentionRules":{{rules}}}""");

    private static async Task<(string Token, string Id)> CreateTokenAsync(RunningPoints server, string action, string bucket)
    {
        var made = await server.SendAsync(s_post, "/api/v2/authorizations", $$$"""
            {"orgID":"{{{server.OrganizationId}}}","permissions":[{"action":"{{{action}}}","resource":{"type":"buckets","id":"{{{bucket}}}","orgID":"{{{server.OrganizationId}}}"}}]}
            """);
        Assert.Equal(HttpStatusCode.Created, made.Status);
        return (made.Json.GetProperty("token").GetString()!, made.Json.GetProperty("id").GetString()!);
    }

    private static List<string> Names(Reply list) =>
        [.. list.Json.GetProperty("buckets").EnumerateArray().Select(bucket => bucket.GetProperty("name").GetString()!)];
}
