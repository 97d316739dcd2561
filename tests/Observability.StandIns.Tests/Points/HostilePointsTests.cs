using System.IO.Compression;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Observability.StandIns.Tests.Points;

/// <summary>Requests that mean harm are refused with the right status, and the server goes on.</summary>
[Tier(Tier.Process)]
public sealed class HostilePointsTests(PointsFixture<StandInBackend> fixture) : IClassFixture<PointsFixture<StandInBackend>>
{
    private const int Megabyte = 1024 * 1024;

    [Fact]
    public async Task Body_TooLarge_Is413()
    {
        var server = await fixture.ServerAsync();

        var answer = await PostAsync(server, new ByteArrayContent(new byte[65 * Megabyte]));

        Assert.Equal((HttpStatusCode.RequestEntityTooLarge, "request too large"), (answer.Status, answer.Code));
        await AssertGoesOnAsync(server);
    }

    [Fact]
    public async Task Body_PackedManifold_Is413()
    {
        var server = await fixture.ServerAsync();
        using var packed = new MemoryStream();
        await using (var gzip = new GZipStream(packed, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            for (var i = 0; i < 300; i++)
            {
                await gzip.WriteAsync(new byte[Megabyte], TestContext.Current.CancellationToken);
            }
        }

        var answer = await PostAsync(server, new ByteArrayContent(packed.ToArray()) { Headers = { ContentEncoding = { "gzip" } } });

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.Status);
        await AssertGoesOnAsync(server);
    }

    [Theory]
    [InlineData("gzip", HttpStatusCode.BadRequest)]
    [InlineData("br", HttpStatusCode.UnsupportedMediaType)]
    public async Task Body_PackedOtherwise_IsRefused(string encoding, HttpStatusCode status) => Assert.Equal(status, (await PostAsync(
        await fixture.ServerAsync(), new ByteArrayContent("m v=1"u8.ToArray()) { Headers = { ContentEncoding = { encoding } } })).Status);

    [Theory]
    [InlineData("/../../../../etc/passwd")]
    [InlineData("/api/v2/buckets/..%2f..%2f..%2fetc%2fpasswd")]
    [InlineData("/api/v2/buckets/%00")]
    [InlineData("/api/v2/orgs/0000000000000000/secrets")]
    [InlineData("//evil.example/api/v2")]
    [InlineData("/debug/pprof/heap")]
    public async Task Path_Astray_IsNotServed(string path)
    {
        var server = await fixture.ServerAsync();

        var answer =
            await RawAsync(server,
            $"GET {path} HTTP/1.1\r\nHost: x\r\nAuthorization: Token {RunningPoints.Token}\r\nConnection: close\r\n\r\n");

        Assert.Matches("^HTTP/1.1 (400|404|501) ", answer);
        Assert.DoesNotContain("root:", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Parameters_WithLineEnds_MakeNoHeaders()
    {
        var server = await fixture.ServerAsync();

        var answer =
            await RawAsync(server,
                $"GET /api/v2/orgs?org=a%0d%0aX-Evil:%201 HTTP/1.1\r\nHost: x\r\nAuthorization: Token {RunningPoints.Token}\r\nConnection: close\r\n\r\n");

        Assert.StartsWith("HTTP/1.1 404 ", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("\nX-Evil", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{")]
    [InlineData("[1,2]")]
    [InlineData("{\"orgID\":{},\"name\":[]}")]
    [InlineData("\"\\ud800\"")]
    [InlineData("{\"orgID\":\"x\",\"retentionRules\":[null]}")]
    [InlineData("{\"orgID\":\"x\",\"orgID\":\"y\"}")]
    [InlineData("")]
    public async Task Json_Wrong_IsRefused(string body)
    {
        var server = await fixture.ServerAsync();
        foreach (var path in new[] { "/api/v2/buckets", "/api/v2/orgs", "/api/v2/authorizations", "/api/v2/dbrps", "/api/v2/setup",
            $"/api/v2/query?org={RunningPoints.Organization}" })
        {
            Assert.InRange((int)(await server.SendAsync(HttpMethod.Post, path, body)).Status, 400, 422);
        }

        await AssertGoesOnAsync(server);
    }

    [Fact]
    public async Task Json_NestedDeeply_IsRefused()
    {
        var answer =
            await (await fixture.ServerAsync()).SendAsync(HttpMethod.Post, "/api/v2/buckets",
            string.Concat(Enumerable.Repeat("{\"a\":", 10_000)));

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
    }

    [Theory]
    [InlineData("from(bucket: \"main\") |> range(start: 0) |> aggregateWindow(every: 1ns, fn: mean)")]
    [InlineData("from(bucket: \"main\") |> range(start: 0) |> aggregateWindow(every: 1ns, period: 1y, fn: mean)")]
    [InlineData("from(bucket: \"main\") |> range(start: 0) |> window(every: 1ns, period: 9000000000s)")]
    [InlineData("from(bucket: \"main\") |> range(start: 0) |> aggregateWindow(every: 1ns, period: inf, fn: mean)")]
    [InlineData("a = from(bucket: \"main\") |> range(start: 0) |> filter(fn: (r) => r._measurement == \"bomb\") |> group()\njoin(tables: {a: a, b: a}, on: [\"k\"]) |> count(column: \"_time_a\")")]
    public async Task Flux_ThatAsksForTooMuch_IsRefused(string query)
    {
        var server = await fixture.ServerAsync();
        await server.WriteAsync(string.Join('\n', Enumerable.Range(0, 6_000).Select(i => $"bomb,k=same v={i} {i}")));

        var answer = await server.FluxAsync(query);

        Assert.InRange((int)answer.Status, 400, 422);
        await AssertGoesOnAsync(server);
    }

    [Theory]
    [InlineData("SELECT mean(v) FROM bomb GROUP BY time(1ns)")]
    [InlineData("SELECT v FROM bomb WHERE k =~ /((a{1,900}){1,900}){1,900}/")]
    [InlineData("SELECT mean(v) FROM bomb WHERE time > 0 GROUP BY time(1u) fill(0)")]
    public async Task InfluxQL_ThatAsksForTooMuch_IsRefused(string query)
    {
        var server = await fixture.ServerAsync();
        await server.WriteAsync("bomb,k=same v=1 1\nbomb,k=same v=1 100000");

        Assert.Contains("\"error\"", (await server.InfluxQLAsync(query)).Text, StringComparison.Ordinal);
        await AssertGoesOnAsync(server);
    }

    [Fact]
    public async Task InfluxQL_NestedDeeply_IsRefused()
    {
        var server = await fixture.ServerAsync();
        foreach (var query in new[]
        {
            "SELECT " + new string('(', 2_500) + "v" + new string(')', 2_500) + " FROM m",
            "SELECT v FROM " + string.Concat(Enumerable.Repeat("(SELECT v FROM ", 400)) + "m" + new string(')', 400),
            "SELECT v FROM m WHERE v = 1" + string.Concat(Enumerable.Repeat(" OR v = 1", 600)),
        })
        {
            var answer = await server.InfluxQLAsync(query);
            Assert.InRange((int)answer.Status, 200, 414);
        }

        await AssertGoesOnAsync(server);
    }

    [Theory]
    [InlineData("SELECT v FROM chain WHERE time > 1")]
    [InlineData("SELECT v FROM chain WHERE v > 1")]
    [InlineData("SHOW SERIES WHERE time > 1")]
    public async Task InfluxQL_LongChainOfSums_IsAnsweredSoon(string query)
    {
        var server = await fixture.ServerAsync();
        await server.WriteAsync("chain v=1 1");
        var form = new FormUrlEncodedContent([new("q", query + string.Concat(Enumerable.Repeat("+1", 100_000)))]);

        var answer = await server.SendAsync(
            HttpMethod.Post, $"/query?db={RunningPoints.Bucket}", "", change: request => request.Content = form)
            .WaitAsync(Deadline.InProcess.Time, TestContext.Current.CancellationToken);

        Assert.Contains("the query is nested too deeply", answer.Text, StringComparison.Ordinal);
        await AssertGoesOnAsync(server);
    }

    [Fact]
    public async Task InfluxQL_MovingAverageOfMany_IsAnsweredSoon()
    {
        var server = await fixture.ServerAsync();
        await server.WriteAsync(string.Join('\n', Enumerable.Range(0, 200_000).Select(i => $"moving v={i} {i}")));

        var answer = await server.InfluxQLAsync("SELECT last(a) FROM (SELECT moving_average(v, 100000) AS a FROM moving)")
            .WaitAsync(Deadline.InProcess.Time, TestContext.Current.CancellationToken);

        Assert.Contains("[199999000000000,149999.5]", answer.Text, StringComparison.Ordinal);
        await AssertGoesOnAsync(server);
    }

    [Fact]
    public async Task InfluxQL_QueriesInQueriesOfNothing_AreAnsweredSoon()
    {
        var server = await fixture.ServerAsync();
        var query = string.Concat(Enumerable.Repeat("SELECT a FROM (", 60)) + "SELECT a FROM nothing" + new string(')', 60);

        var answer = await server.InfluxQLAsync(query).WaitAsync(Deadline.InProcess.Time, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.DoesNotContain("\"error\"", answer.Text, StringComparison.Ordinal);
        await AssertGoesOnAsync(server);
    }

    [Fact]
    public async Task Line_OfVeryManyFields_IsRefusedSoonAndOthersAreTaken()
    {
        var server = await fixture.ServerAsync();
        var line = $"wide {string.Join(',', Enumerable.Range(0, 100_000).Select(i => $"f{i}=1"))} 1";

        var answer = await server.WriteAsync(line).WaitAsync(Deadline.InProcess.Time, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.Contains("max-fields-per-measurement limit exceeded: (10000)", answer.Text, StringComparison.Ordinal);
        await AssertGoesOnAsync(server);
    }

    [Fact]
    public async Task Retention_LongerThanTime_IsRefusedAndNothingIsDropped()
    {
        var server = await fixture.ServerAsync();
        const string Rules = """ "retentionRules":[{"type":"expire","everySeconds":18000000000}] """;
        var made = await server.SendAsync(
            HttpMethod.Post, "/api/v2/buckets", $$"""{"orgID":"{{server.OrganizationId}}","name":"ages","retentionRules":[]}""");
        await server.WriteAsync("m v=1 1", "ages");

        var another = await server.SendAsync(
            HttpMethod.Post, "/api/v2/buckets", $$"""{"orgID":"{{server.OrganizationId}}","name":"more ages",{{Rules}}}""");
        var changed = await server.SendAsync(
            HttpMethod.Patch, $"/api/v2/buckets/{made.Json.GetProperty("id").GetString()}", $$"""{ {{Rules}} }""");

        Assert.Equal((HttpStatusCode.UnprocessableEntity, HttpStatusCode.UnprocessableEntity), (another.Status, changed.Status));
        Assert.Equal(HttpStatusCode.NoContent, (await server.WriteAsync("m v=2 2", "ages")).Status);
        Assert.Contains(",2\r\n", (await server.FluxAsync("from(bucket: \"ages\") |> range(start: 0) |> count()")).Text, StringComparison.Ordinal);
        await AssertGoesOnAsync(server);
    }

    [Fact]
    public async Task Names_OfEveryKind_AreOnlyNames()
    {
        var server = await fixture.ServerAsync();
        const string Name = "x'; DROP TABLE col; --\\\"<script>";
        await server.SendAsync(HttpMethod.Post, $"/write?db={RunningPoints.Bucket}&precision=s",
            "x';\\ DROP\\ TABLE\\ col;\\ --\"<script>,k=../../x v=1 1");

        var measurements = await server.InfluxQLAsync("SHOW MEASUREMENTS");

        Assert.Contains(Name, measurements.Text, StringComparison.Ordinal);
        await AssertGoesOnAsync(server);
    }

    [Fact]
    public async Task Requests_Slow_DoNotHinderOthers()
    {
        var server = await fixture.ServerAsync();
        using var slow = new TcpClient();
        await slow.ConnectAsync(IPAddress.Loopback, server.Port, TestContext.Current.CancellationToken);
        await slow.GetStream().WriteAsync(
            Encoding.ASCII.GetBytes($"POST /api/v2/write?org={RunningPoints.Organization}&bucket={RunningPoints.Bucket} HTTP/1.1\r\nHost: x\r\nAuthorization: Token {RunningPoints.Token}\r\nContent-Length: 1000\r\n\r\nm v"),
            TestContext.Current.CancellationToken);

        await AssertGoesOnAsync(server);
    }

    private static Task<Reply> PostAsync(RunningPoints server, HttpContent content) => server.SendAsync(
        HttpMethod.Post, $"/api/v2/write?org={RunningPoints.Organization}&bucket={RunningPoints.Bucket}", "", change: request =>
        {
            // Else it sends on while the server has closed already.
            request.Headers.ExpectContinue = true;
            request.Content = content;
        });

    private static async Task<string> RawAsync(RunningPoints server, string request)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, server.Port, TestContext.Current.CancellationToken);
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(request), TestContext.Current.CancellationToken);
        using var reader = new StreamReader(client.GetStream());
        return await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
    }

    private static async Task AssertGoesOnAsync(RunningPoints server)
    {
        Assert.False(server.HasExited, server.Output);
        Assert.Equal(HttpStatusCode.NoContent, (await server.WriteAsync("alive v=1 1")).Status);
        Assert.DoesNotContain("   at Observability", server.Output, StringComparison.Ordinal);
    }
}
