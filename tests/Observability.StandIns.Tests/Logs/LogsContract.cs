using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.Json;

namespace Observability.StandIns.Tests.Logs;

/// <summary>
/// What a log store must do to take Loki's place, written from Loki's documentation
/// (https://grafana.com/docs/loki/latest/reference/loki-http-api/) and run against everything that claims to (design decision D3).
/// Each test pushes to a tenant of its own.
/// </summary>
public abstract partial class LogsContract<TBackend>(LogsFixture<TBackend> fixture) : IClassFixture<LogsFixture<TBackend>>
    where TBackend : ILogsBackend, new()
{
    private const long Second = 1_000_000_000;

    [Fact]
    public async Task Push_Json_LinesComeBackNewestFirst()
    {
        var logs = await fixture.LogsAsync();
        var now = RunningLogs.Now;

        await logs.KeepAsync("json", "app=web", (now - Second, "older"), (now, "newer"));

        Assert.Equal([(now, "newer"), (now - Second, "older")], await logs.LinesAsync("json", "{app=\"web\"}"));
        Assert.Equal([(now - Second, "older"), (now, "newer")], await logs.LinesAsync("json", "{app=\"web\"}", "&direction=forward"));
        Assert.Equal([(now, "newer")], await logs.LinesAsync("json", "{app=\"web\"}", "&limit=1"));
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("deflate")]
    public async Task Push_Packed_IsUnpacked(string encoding)
    {
        var logs = await fixture.LogsAsync();
        using var packed = new MemoryStream();
        await using (Stream packing = encoding == "gzip"
            ? new GZipStream(packed, CompressionLevel.Fastest)
            : new DeflateStream(packed, CompressionLevel.Fastest))
        {
            await packing.WriteAsync(
                Encoding.UTF8.GetBytes(RunningLogs.Push("app=web", (RunningLogs.Now, "packed"))), TestContext.Current.CancellationToken);
        }

        using var answer = await logs.SendAsync(
            HttpMethod.Post, "/loki/api/v1/push", encoding, RunningLogs.Content(packed.ToArray(), "application/json", encoding));

        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        Assert.Equal("packed", Assert.Single(await logs.LinesAsync(encoding, "{app=\"web\"}")).Line);
    }

    [Fact]
    public async Task Push_ProtobufWithSnappy_LinesComeBack()
    {
        var logs = await fixture.LogsAsync();
        var now = RunningLogs.Now;
        var message = ProtoPush.Write("""{app="web", zone="ä"}""", (now, "a line with ü", [("trace_id", "4f2a")]), (now + 1, "another", []));

        using var answer = await logs.SendAsync(
            HttpMethod.Post, "/loki/api/v1/push", "proto", RunningLogs.Content(message, "application/x-protobuf"));
        var found = await logs.LinesAsync("proto", "{zone=\"ä\"}", "&direction=forward");

        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        Assert.Equal([(now, "a line with ü"), (now + 1, "another")], found.Order());
        Assert.Equal("a line with ü", Assert.Single(await logs.LinesAsync("proto", "{app=\"web\"} | trace_id=\"4f2a\"")).Line);
    }

    [Fact]
    public async Task Push_SameEntryTwice_IsKeptOnce()
    {
        var logs = await fixture.LogsAsync();
        var now = RunningLogs.Now;

        await logs.KeepAsync("twice", "app=web", (now, "same"), (now, "same"), (now, "other"));
        await logs.KeepAsync("twice", "app=web", (now, "same"), (now + 1, "same"));

        Assert.Equal(
            [(now, "other"), (now, "same"), (now + 1, "same")],
            (await logs.LinesAsync("twice", "{app=\"web\"}")).Order());
    }

    [Fact]
    public async Task Push_OutOfOrder_IsSorted()
    {
        var logs = await fixture.LogsAsync();
        var now = RunningLogs.Now;

        await logs.KeepAsync("unordered", "app=web", (now, "3"), (now - (600 * Second), "1"));
        await logs.KeepAsync("unordered", "app=web", (now - (300 * Second), "2"), (now + 1, "4"));

        Assert.Equal(
            ["1", "2", "3", "4"], (await logs.LinesAsync("unordered", "{app=\"web\"}", "&direction=forward")).Select(entry => entry.Line));
    }

    [Fact]
    public async Task Push_TooFarBehindItsStream_Is400AndTheOthersAreKept()
    {
        var logs = await fixture.LogsAsync();
        var now = RunningLogs.Now;
        await logs.KeepAsync("behind", "app=web", (now, "new"));

        var (status, body) = await logs.PushAsync("behind", "app=web", (now - (2 * 3600 * Second), "old"), (now + 1, "good"));

        Assert.Equal(400, status);
        Assert.Contains("entry too far behind", body, StringComparison.Ordinal);
        Assert.Contains("oldest acceptable timestamp is", body, StringComparison.Ordinal);
        Assert.Equal(["good", "new"], (await logs.LinesAsync("behind", "{app=\"web\"}", "&since=6h")).Select(entry => entry.Line));
    }

    [Theory]
    [InlineData(-8 * 24 * 3600, "has timestamp too old")]
    [InlineData(3600, "has timestamp too new")]
    public async Task Push_TooOldOrTooNew_Is400AndTheOthersAreKept(int seconds, string message)
    {
        var logs = await fixture.LogsAsync();
        var tenant = $"age{seconds.ToString(CultureInfo.InvariantCulture)}";

        var (status, body) = await logs.PushAsync(
            tenant, "app=web", (RunningLogs.Now + (seconds * Second), "bad"), (RunningLogs.Now, "good"));

        Assert.Equal(400, status);
        Assert.Contains("entry for stream", body, StringComparison.Ordinal);
        Assert.Contains(message, body, StringComparison.Ordinal);
        Assert.Equal("good", Assert.Single(await logs.LinesAsync(tenant, "{app=\"web\"}")).Line);
    }

    [Theory]
    [InlineData("short-lines", "app=web", "a line that is too long", "max entry size")]
    [InlineData("few-labels", "a=1,b=1,c=1,d=1", "x", "has 4 label names; limit 3")]
    [InlineData("few-labels", "a_very_long_name=1", "x", "has label name too long")]
    [InlineData("few-labels", "a=a very long value", "x", "has label value too long")]
    public async Task Push_PastALimit_Is400AndSaysWhich(string tenant, string labels, string line, string message)
    {
        var logs = await fixture.LogsAsync();

        var (status, body) = await logs.PushAsync(tenant, labels, (RunningLogs.Now, line));

        Assert.Equal(400, status);
        Assert.Contains(message, body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Push_LongLineWhereTheyAreCut_IsCut()
    {
        var logs = await fixture.LogsAsync();

        await logs.KeepAsync("cut-lines", "app=web", (RunningLogs.Now, "0123456789abcdefghij"));

        Assert.Equal("0123456789abcdef", Assert.Single(await logs.LinesAsync("cut-lines", "{app=\"web\"}")).Line);
    }

    [Theory]
    [InlineData("slow", "ingestion rate limit exceeded for user slow")]
    [InlineData("slow-stream", "er stream rate limit exceeded")]
    public async Task Push_Faster_Is429(string tenant, string message)
    {
        var logs = await fixture.LogsAsync();

        var (status, body) = await logs.PushAsync(tenant, "app=web", (RunningLogs.Now, new string('x', 2000)));

        Assert.Equal(429, status);
        Assert.Contains(message, body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"streams": [{"stream": {}, "values": [["TIME", "x"]]}]}""")]
    [InlineData("""{"streams": [{"stream": {"a-b": "1"}, "values": [["TIME", "x"]]}]}""")]
    [InlineData("""{"streams": [{"stream": {"app": "web"}, "values": [[1700000000000000000, "x"]]}]}""")]
    [InlineData("""{"streams": [{"stream": {"app": 1}, "values": [["TIME", "x"]]}]}""")]
    [InlineData("""{"streams": [{"stream": {"app": "web"}, "values": [["TIME", "x"]""")]
    [InlineData("""{"streams": [{"stream": {"": "web"}, "values": [["TIME", "x"]]}]}""")]
    [InlineData("no json")]
    public async Task Push_Mistaken_Is400(string body)
    {
        var logs = await fixture.LogsAsync();

        var (status, answer) = await logs.PushTextAsync(
            "mistaken", body.Replace("TIME", RunningLogs.Now.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal));

        Assert.Equal(400, status);
        Assert.NotEmpty(answer);
    }

    [Fact]
    public async Task Push_StructuredMetadataWhereItIsNotAllowed_Is400()
    {
        var logs = await fixture.LogsAsync();
        var body = RunningLogs.Push("app=web", (RunningLogs.Now, "x")).Replace("\"x\"", "\"x\", {\"id\": \"1\"}", StringComparison.Ordinal);

        var (status, answer) = await logs.PushTextAsync("plain", body);

        Assert.Equal(400, status);
        Assert.Contains("structured metadata", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("app=web", "web")]
    [InlineData("zone=a", "unknown_service")]
    [InlineData("zone=b,container=box", "box")]
    public async Task Push_StreamWithoutServiceName_GetsOne(string labels, string service)
    {
        var logs = await fixture.LogsAsync();
        await logs.KeepAsync($"service-{service}", labels, (RunningLogs.Now, "x"));

        var values = await logs.GetAsync("/loki/api/v1/label/service_name/values", $"service-{service}");

        Assert.Equal([service], Texts(values.GetProperty("data")));
    }

    [Theory]
    [InlineData("level=error msg=x", "error")]
    [InlineData("""{"level": "WARN", "msg": "x"}""", "warn")]
    [InlineData("2026-01-01 INFO started", "info")]
    [InlineData("nothing to see", "unknown")]
    public async Task Push_Line_GetsALevelAsStructuredMetadata(string line, string level)
    {
        var logs = await fixture.LogsAsync();
        await logs.KeepAsync($"level-{level}", "app=web", (RunningLogs.Now, line));

        Assert.Equal(line, Assert.Single(await logs.LinesAsync($"level-{level}", $"{{app=\"web\"}} | detected_level=\"{level}\"")).Line);
    }

    [Fact]
    public async Task Otlp_Json_AttributesBecomeLabelsAndStructuredMetadata()
    {
        var logs = await fixture.LogsAsync();
        var now = RunningLogs.Now.ToString(CultureInfo.InvariantCulture);
        using var content = new StringContent($$$"""
            {"resourceLogs": [{
              "resource": {"attributes": [
                {"key": "service.name", "value": {"stringValue": "shop"}},
                {"key": "host.name", "value": {"stringValue": "box"}}]},
              "scopeLogs": [{
                "scope": {"name": "lib", "version": "1.2"},
                "logRecords": [{
                  "timeUnixNano": "{{{now}}}", "severityNumber": 17, "severityText": "Error", "traceId": "5b8efff798038103d269b633813fc60c",
                  "body": {"stringValue": "it failed"},
                  "attributes": [{"key": "http.status", "value": {"intValue": "500"}}]}]}]}]}
            """, Encoding.UTF8, "application/json");

        using var answer = await logs.SendAsync(HttpMethod.Post, "/otlp/v1/logs", "otlp-json", content);
        var query = "{service_name=\"shop\"} | host_name=\"box\" | http_status=\"500\" | detected_level=\"error\" | scope_name=\"lib\" | severity_text=\"Error\"";

        Assert.True(answer.IsSuccessStatusCode);
        Assert.Equal("it failed", Assert.Single(await logs.LinesAsync("otlp-json", query)).Line);
        Assert.Equal(["service_name"], Texts((await logs.GetAsync("/loki/api/v1/labels", "otlp-json")).GetProperty("data")));
    }

    [Fact]
    public async Task Otlp_Protobuf_LinesComeBack()
    {
        var logs = await fixture.LogsAsync();
        var message = ProtoPush.WriteOtlp("shop", RunningLogs.Now, "from a sender");

        using var answer = await logs.SendAsync(
            HttpMethod.Post, "/otlp/v1/logs", "otlp-proto", RunningLogs.Content(message, "application/x-protobuf"));

        Assert.True(answer.IsSuccessStatusCode);
        Assert.Equal("from a sender", Assert.Single(await logs.LinesAsync("otlp-proto", "{service_name=\"shop\"} | k=\"v\"")).Line);
    }

    private static IReadOnlyList<string> Texts(JsonElement list) => [.. list.EnumerateArray().Select(item => item.GetString()!)];
}
