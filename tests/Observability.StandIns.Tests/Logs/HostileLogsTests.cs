using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Observability.StandIns.Tests.Logs;

/// <summary>What a stranger may send: it is refused with a clear answer, costs little, and the next request is answered.</summary>
[Tier(Tier.Process)]
public sealed class HostileLogsTests(LogsFixture<StandInBackend> fixture) : IClassFixture<LogsFixture<StandInBackend>>
{
    private const string Push = "/loki/api/v1/push";

    [Theory]
    [InlineData("../../etc")]
    [InlineData("..")]
    [InlineData("a/b")]
    [InlineData("a\\b")]
    [InlineData("a b")]
    [InlineData("ä")]
    [InlineData("a|../b")]
    public async Task Tenant_ThatIsAPath_Is400(string tenant)
    {
        var logs = await fixture.LogsAsync();

        var status = await RawStatusAsync(
            logs, $"GET /loki/api/v1/labels HTTP/1.1\r\nHost: x\r\nX-Scope-OrgID: {tenant}\r\nConnection: close\r\n\r\n");

        Assert.Equal(400, status);
    }

    [Fact]
    public async Task Tenant_TooLong_Is400()
    {
        var logs = await fixture.LogsAsync();

        var (status, body) = await logs.TryGetAsync("/loki/api/v1/labels", new string('a', 151));

        Assert.Equal(400, status);
        Assert.Contains("too long", body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("..%2F..%2Floki.yaml")]
    [InlineData("..")]
    [InlineData("%2e%2e/loki.yaml")]
    [InlineData("/etc/passwd")]
    public async Task Rules_NamesThatArePaths_FindNothing(string name)
    {
        var logs = await fixture.LogsAsync();

        var status = await RawStatusAsync(
            logs, $"GET /loki/api/v1/rules/{name} HTTP/1.1\r\nHost: x\r\nX-Scope-OrgID: a\r\nConnection: close\r\n\r\n");

        Assert.Equal(404, status);
    }

    [Fact]
    public async Task Snappy_ThatClaimsToBeLarge_Is413()
    {
        var logs = await fixture.LogsAsync();

        // Four gigabytes, says the length that the body begins with.
        var status = await PostAsync(logs, Push, RunningLogs.Content([0xFF, 0xFF, 0xFF, 0xFF, 0x07, 0x00, 0x61], "application/x-protobuf"));

        Assert.True(status is 400 or 413, $"{status}");
    }

    [Theory]
    [InlineData(new byte[] { })]
    [InlineData(new byte[] { 0x05, 0xFE, 0xFF, 0xFF, 0xFF })]
    [InlineData(new byte[] { 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF })]
    [InlineData(new byte[] { 0x03, 0x08, 0x0A, 0xFF, 0x01 })]
    public async Task Snappy_Broken_Is400OrNothing(byte[] body)
    {
        var logs = await fixture.LogsAsync();

        var status = await PostAsync(logs, Push, RunningLogs.Content(body, "application/x-protobuf"));

        Assert.True(status is 400 or 413, $"{status}");
    }

    [Theory]
    [InlineData(Push)]
    [InlineData("/otlp/v1/logs")]
    public async Task Gzip_Bomb_Is413(string path)
    {
        await using var logs = await RunningLogs.StartAsync(new StandInBackend().Command, more: "distributor: {max_recv_msg_size: 1MB}");
        using var packed = new MemoryStream();
        await using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
        {
            await gzip.WriteAsync("{\"streams\":[{\"x\":\""u8.ToArray(), TestContext.Current.CancellationToken);
            for (var i = 0; i < 100; i++)
            {
                await gzip.WriteAsync(new byte[1 << 20].Select(_ => (byte)'a').ToArray(), TestContext.Current.CancellationToken);
            }
        }

        Assert.Equal(413, await PostAsync(logs, path, RunningLogs.Content(packed.ToArray(), "application/json", "gzip")));
    }

    [Fact]
    public async Task Body_TooLarge_Is413()
    {
        await using var logs = await RunningLogs.StartAsync(new StandInBackend().Command, more: "distributor: {max_recv_msg_size: 1MB}");

        Assert.Equal(413, await PostAsync(logs, Push, RunningLogs.Content(new byte[2 << 20], "application/json")));
    }

    [Theory]
    [InlineData("[")]
    [InlineData("{\"a\":")]
    public async Task Json_Deep_Is400(string open)
    {
        var logs = await fixture.LogsAsync();
        var deep = string.Concat(Enumerable.Repeat(open, 100_000));

        Assert.Equal(400, await PostAsync(logs, Push, RunningLogs.Content(Encoding.UTF8.GetBytes($"{{\"x\":{deep}"), "application/json")));
        Assert.Equal(400, await PostAsync(
            logs, "/otlp/v1/logs", RunningLogs.Content(Encoding.UTF8.GetBytes($"{{\"resourceLogs\":{deep}"), "application/json")));
    }

    [Fact]
    public async Task Otlp_DeepValues_Are400()
    {
        var logs = await fixture.LogsAsync();

        // A body whose value is a list of a list of a list …, each a field 5 (list) with a field 1 (value).
        var value = Array.Empty<byte>();
        for (var i = 0; i < 60; i++)
        {
            value = Field(5, Field(1, value));
        }

        var message = Field(1, Field(2, Field(2, Field(5, value))));
        Assert.Equal(400, await PostAsync(logs, "/otlp/v1/logs", RunningLogs.Content(message, "application/x-protobuf")));
    }

    [Theory]
    [InlineData("application/json", "br")]
    [InlineData("application/json", "gzip")]
    [InlineData("text/plain", null)]
    public async Task Body_OfAnotherKind_IsRefused(string type, string? encoding)
    {
        var logs = await fixture.LogsAsync();

        var status = await PostAsync(logs, Push, RunningLogs.Content("{\"streams\":[]}"u8.ToArray(), type, encoding));

        Assert.True(status is 400 or 415, $"{status}");
    }

    [Fact]
    public async Task Line_WithEveryByte_ComesBackAsJson()
    {
        var logs = await fixture.LogsAsync();
        var line = string.Concat(Enumerable.Range(0, 256).Select(code => (char)code)) + "\u2028\uFEFF</script>😀";

        await logs.KeepAsync("bytes", "app=web", (RunningLogs.Now, line));

        Assert.Equal(line, Assert.Single(await logs.LinesAsync("bytes", "{app=\"web\"}")).Line);
    }

    [Fact]
    public async Task Line_ThatIsNoUtf8_ComesBackAsJson()
    {
        var logs = await fixture.LogsAsync();
        var message = ProtoPush.Write("{app=\"web\"}", (RunningLogs.Now, "broken: ?", []));

        // The question mark becomes a byte that no text has.
        message[Array.LastIndexOf(message, (byte)'?')] = 0xFF;
        Assert.Equal(204, await PostAsync(logs, Push, RunningLogs.Content(message, "application/x-protobuf"), "no-utf8"));

        Assert.Equal("broken: \uFFFD", Assert.Single(await logs.LinesAsync("no-utf8", "{app=\"web\"}")).Line);
    }

    [Fact]
    public async Task Labels_WithLineBreaks_StayInTheirPlace()
    {
        var logs = await fixture.LogsAsync();

        var (status, _) = await logs.PushTextAsync("breaks", RunningLogs.Push("app=a\r\nX-Injected: yes\r\n", (0, "old")));
        using var answer = await logs.SendAsync(HttpMethod.Get, "/loki/api/v1/nothing%0d%0aX-Injected:%20yes", "breaks");

        Assert.Equal(400, status);
        Assert.False(answer.Headers.Contains("X-Injected"));
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Theory]
    [InlineData("{app=~\"(a+)+$\"}")]
    [InlineData("{app=\"web\"} |~ \"(x+x+)+y\"")]
    [InlineData("{app=\"web\"} | regexp \"(?P<a>(x+x+)+y)\"")]
    public async Task Query_CatastrophicPattern_IsAnswered(string query)
    {
        var logs = await fixture.LogsAsync();
        await logs.KeepAsync("patterns", "app=web", (RunningLogs.Now, new string('x', 5000)));

        var (status, _) = await logs.TryGetAsync($"/loki/api/v1/query_range?query={Uri.EscapeDataString(query)}", "patterns");

        Assert.True(status is 200 or 400, $"{status}");
    }

    [Theory]
    [InlineData("(", 10_000)]
    [InlineData("-", 10_000)]
    [InlineData("sum(", 10_000)]
    [InlineData("{a=\"b\"} | line_format `{{ . }}` ", 2_000)]
    public async Task Query_Nested_Is400(string part, int times)
    {
        var logs = await fixture.LogsAsync();
        var query = string.Concat(Enumerable.Repeat(part, times));
        using var content = new FormUrlEncodedContent([new("query", query)]);

        using var answer = await logs.SendAsync(HttpMethod.Post, "/loki/api/v1/query_range", "nested", content);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task Query_TooManySeries_Is400()
    {
        await using var logs = await RunningLogs.StartAsync(new StandInBackend().Command, limits: "max_query_series: 10");
        var now = RunningLogs.Now;
        await logs.KeepAsync(
            "series", "app=web", [.. Enumerable.Range(0, 50).Select(i => (now + i, $"id={i.ToString(CultureInfo.InvariantCulture)}"))]);

        var (status, body) = await logs.TryGetAsync(
            $"/loki/api/v1/query?query={Uri.EscapeDataString("sum by (id) (count_over_time({app=\"web\"} | logfmt [5m]))")}", "series");

        Assert.Equal(400, status);
        Assert.Contains("10", body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("index/volume_range", "&start=0&end=9223372036854775807&step=1000000", 200)]
    [InlineData("index/volume_range", "&start=-9000000000000000000&end=9000000000000000000&step=1000000", 400)]
    [InlineData("query_range", "&start=-9000000000000000000&end=9000000000000000000&step=1", 400)]
    [InlineData("query_range", "&start=9223372036854775000&end=9223372036854775807&step=1", 200)]
    public async Task Range_ToTheEndOfTime_IsAnsweredSoon(string path, string range, int expected)
    {
        var logs = await fixture.LogsAsync();
        await logs.KeepAsync("ends", "app=x", (RunningLogs.Now, "x"));

        foreach (var query in new[] { "{app=\"x\"}", "sum(rate({app=\"x\"}[1m]))" }.Take(path == "query_range" ? 2 : 1))
        {
            var (status, body) = await logs.TryGetAsync($"/loki/api/v1/{path}?query={Uri.EscapeDataString(query)}{range}", "ends")
                .WaitAsync(Deadline.InProcess.Time, TestContext.Current.CancellationToken);

            Assert.True(status == expected, $"{status}: {body}");
        }
    }

    [Fact]
    public async Task Lines_VeryManyOfOneTime_AreTakenSoonAndOnce()
    {
        const int Lines = 200_000;
        var logs = await fixture.LogsAsync();
        var now = RunningLogs.Now;
        (long, string)[] entries = [.. Enumerable.Range(0, Lines).Select(i => (now, i.ToString(CultureInfo.InvariantCulture)))];

        for (var time = 0; time < 2; time++)
        {
            await logs.KeepAsync("one-time", "app=import", entries)
                .WaitAsync(Deadline.InProcess.Time, TestContext.Current.CancellationToken);
        }

        var answer = await logs.GetAsync(
            $"/loki/api/v1/query?query={Uri.EscapeDataString("sum(count_over_time({app=\"import\"}[5m]))")}", "one-time")
            .WaitAsync(Deadline.InProcess.Time, TestContext.Current.CancellationToken);
        Assert.Equal(
            Lines.ToString(CultureInfo.InvariantCulture), answer.GetProperty("data").GetProperty("result")[0].GetProperty("value")[1].GetString());
    }

    [Fact]
    public async Task Streams_PastTheLimit_Are429()
    {
        await using var logs = await RunningLogs.StartAsync(new StandInBackend().Command, limits: "max_global_streams_per_user: 2");
        await logs.KeepAsync("streams", "app=a", (RunningLogs.Now, "x"));
        await logs.KeepAsync("streams", "app=b", (RunningLogs.Now, "x"));

        var (status, body) = await logs.PushAsync("streams", "app=c", (RunningLogs.Now, "x"));

        Assert.Equal(429, status);
        Assert.Contains("maximum active stream limit exceeded", body, StringComparison.Ordinal);
        await logs.KeepAsync("streams", "app=b", (RunningLogs.Now, "more"));
    }

    private static async Task<int> PostAsync(RunningLogs logs, string path, HttpContent content, string tenant = "hostile")
    {
        using (content)
        {
            using var answer = await logs.SendAsync(HttpMethod.Post, path, tenant, content);
            return (int)answer.StatusCode;
        }
    }

    private static async Task<int> RawStatusAsync(RunningLogs logs, string request)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, logs.Port, TestContext.Current.CancellationToken);
        var stream = client.GetStream();
        await stream.WriteAsync(Encoding.UTF8.GetBytes(request), TestContext.Current.CancellationToken);
        using var reader = new StreamReader(stream);
        var line = await reader.ReadLineAsync(TestContext.Current.CancellationToken);

        // HTTP/1.1 400 Bad Request
        return int.Parse(line!.Split(' ')[1], CultureInfo.InvariantCulture);
    }

    private static byte[] Field(int number, byte[] content)
    {
        using var stream = new MemoryStream();
        using (var output = new Google.Protobuf.CodedOutputStream(stream, leaveOpen: true))
        {
            output.WriteTag(number, Google.Protobuf.WireFormat.WireType.LengthDelimited);
            output.WriteBytes(Google.Protobuf.ByteString.CopyFrom(content));
        }

        return stream.ToArray();
    }
}
