using System.Globalization;
using System.Net;
using System.Text.Json;

namespace Observability.StandIns.Tests.Logs;

public abstract partial class LogsContract<TBackend>
{
    [Fact]
    public async Task QueryRange_Streams_HaveLabelsAndStatistics()
    {
        var logs = await fixture.LogsAsync();
        var now = RunningLogs.Now;
        await logs.KeepAsync("plain", "app=web,level=info", (now, "abc"));

        var data = (
            await logs.GetAsync("/loki/api/v1/query_range?query=" + Uri.EscapeDataString("{app=\"web\"}"), "plain")).GetProperty("data");

        var stream = Assert.Single(data.GetProperty("result").EnumerateArray());
        Assert.Equal("streams", data.GetProperty("resultType").GetString());
        Assert.Equal("""{"app":"web","level":"info"}""", JsonSerializer.Serialize(stream.GetProperty("stream")));
        Assert.Equal([now.ToString(CultureInfo.InvariantCulture), "abc"], Texts(stream.GetProperty("values")[0]));
        Assert.True(data.GetProperty("stats").GetProperty("summary").GetProperty("totalLinesProcessed").GetInt64() >= 1);
        Assert.True(data.GetProperty("stats").GetProperty("summary").GetProperty("totalBytesProcessed").GetInt64() >= 3);
    }

    [Fact]
    public async Task QueryRange_CategorizedLabels_AreApart()
    {
        var logs = await fixture.LogsAsync();
        var now = RunningLogs.Now.ToString(CultureInfo.InvariantCulture);
        await logs.PushTextAsync("categorized", $$$"""{"streams": [{"stream": {"app": "web"}, "values": [["{{{now}}}", "user=ann", {"id": "7"}]]}]}""");

        var data = (await logs.GetAsync(
            "/loki/api/v1/query_range?query=" + Uri.EscapeDataString("{app=\"web\"} | logfmt"),
            "categorized",
            request => request.Headers.Add("X-Loki-Response-Encoding-Flags", "categorize-labels"))).GetProperty("data");

        var stream = Assert.Single(data.GetProperty("result").EnumerateArray());
        var categories = stream.GetProperty("values")[0][2];
        Assert.Equal(["categorize-labels"], Texts(data.GetProperty("encodingFlags")));
        Assert.False(stream.GetProperty("stream").TryGetProperty("id", out _));
        Assert.Equal("7", categories.GetProperty("structuredMetadata").GetProperty("id").GetString());
        Assert.Equal("ann", categories.GetProperty("parsed").GetProperty("user").GetString());
    }

    [Theory]
    [InlineData("nanoseconds", "start={0}&end={1}")]
    [InlineData("seconds", "start={2}&end={3}")]
    [InlineData("dates", "start={4}&end={5}")]
    [InlineData("since", "end={1}&since=2m")]
    [InlineData("since-seconds", "end={5}&since=120s")]
    public async Task QueryRange_Times_AreReadInEveryForm(string tenant, string form)
    {
        var logs = await fixture.LogsAsync();
        var second = (RunningLogs.Now / Second) - 600;
        await logs.KeepAsync(
            tenant, "app=web", (second * Second, "in"), ((second + 60) * Second, "at the end"), ((second - 300) * Second, "before"));
        string Seconds(long time) => time.ToString(CultureInfo.InvariantCulture);
        string Date(long time) =>
            DateTimeOffset.FromUnixTimeSeconds(time).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        var parameters = string.Format(
            CultureInfo.InvariantCulture, form,
            Seconds(second) + "000000000", Seconds(
                second + 60) + "000000000", Seconds(second) + ".000", Seconds(second + 60) + ".0", Date(second), Date(second + 60));

        Assert.Equal("in", Assert.Single(await logs.LinesAsync(tenant, "{app=\"web\"}", "&" + parameters)).Line);
    }

    [Theory]
    [InlineData("{app=\"web\"} |= \"one\"", "line one")]
    [InlineData("{app=\"web\"} != \"one\"", "line two")]
    [InlineData("{app=\"web\"} |~ \"t.o$\"", "line two")]
    [InlineData("{app=~\"w.*\"} !~ \"t.o$\"", "line one")]
    public async Task QueryRange_LineFilter_KeepsTheLinesThatFit(string query, string line)
    {
        var logs = await fixture.LogsAsync();
        var now = RunningLogs.Now;
        await logs.KeepAsync("filters", "app=web", (now - Second, "line one"), (now - 1, "line two"));

        Assert.Equal([line], (await logs.LinesAsync("filters", query)).Select(entry => entry.Line).Distinct());
    }

    [Fact]
    public async Task QueryRange_Metric_IsAMatrixAtEachStep()
    {
        var logs = await fixture.LogsAsync();
        var second = (RunningLogs.Now / Second / 60 * 60) - 600;
        await logs.KeepAsync(
            "metric", "app=web", ((second + 1) * Second, "a"), ((second + 2) * Second, "b"), ((second + 61) * Second, "c"));

        var data = (await logs.GetAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"/loki/api/v1/query_range?query={Uri.EscapeDataString(
                "sum by (app) (count_over_time({app=\"web\"}[1m]))")}&start={second + 60}&end={second + 120}&step=60"), "metric")).GetProperty("data");

        var series = Assert.Single(data.GetProperty("result").EnumerateArray());
        Assert.Equal("matrix", data.GetProperty("resultType").GetString());
        Assert.Equal("web", series.GetProperty("metric").GetProperty("app").GetString());
        Assert.Equal(
            string.Create(CultureInfo.InvariantCulture, $"[[{second + 60},\"2\"],[{second + 120},\"1\"]]"), JsonSerializer.Serialize(
                series.GetProperty("values")));
    }

    [Fact]
    public async Task Query_Metric_IsAVectorAtATime()
    {
        var logs = await fixture.LogsAsync();
        var second = (RunningLogs.Now / Second) - 60;
        await logs.KeepAsync("instant", "app=web", (second * Second, "a"), ((second + 1) * Second, "b"));

        var data = (await logs.GetAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"/loki/api/v1/query?query={Uri.EscapeDataString("sum(count_over_time({app=\"web\"}[5m]))")}&time={second + 10}"), "instant"))
                .GetProperty("data");

        Assert.Equal("vector", data.GetProperty("resultType").GetString());
        Assert.Equal(string.Create(CultureInfo.InvariantCulture, $"[{second + 10},\"2\"]"), JsonSerializer.Serialize(
            data.GetProperty("result")[0].GetProperty("value")));
    }

    [Theory]
    [InlineData("app", "web=3")]
    [InlineData("detected_level", "error=2 info=1")]
    [InlineData("app, detected_level", "web/error=2 web/info=1")]
    public async Task Query_Sum_IsByLabelsOfTheStreamAndByStructuredMetadata(string labels, string expected)
    {
        var logs = await fixture.LogsAsync();
        var now = RunningLogs.Now;
        await logs.KeepAsync($"sum-{labels.Length}", "app=web", (now - 2, "level=error"), (now - 1, "level=info"), (now, "level=error"));

        var query = Uri.EscapeDataString($"sum by ({labels}) (count_over_time({{app=\"web\"}}[5m]))");
        var result = (await logs.GetAsync($"/loki/api/v1/query?query={query}", $"sum-{labels.Length}")).GetProperty("data").GetProperty("result");

        var sums = result.EnumerateArray().Select(sample =>
            $"{string.Join('/', sample.GetProperty("metric").EnumerateObject().Select(label => label.Value))}={sample.GetProperty("value")[1]}");
        Assert.Equal(expected, string.Join(' ', sums.Order(StringComparer.Ordinal)));
    }

    [Fact]
    public async Task Query_ByForm_IsTheSame()
    {
        var logs = await fixture.LogsAsync();
        await logs.KeepAsync("form", "app=web", (RunningLogs.Now, "posted"));
        using var content = new FormUrlEncodedContent([new("query", "{app=\"web\"}"), new("limit", "5")]);

        using var answer = await logs.SendAsync(HttpMethod.Post, "/loki/api/v1/query_range", "form", content);

        Assert.Contains("posted", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("query_range?query={app=\"web\"", "parse error")]
    [InlineData("query_range?query={}", "parse error")]
    [InlineData("query_range?query={app=\"web\"}&start=2&end=1", "end timestamp must not be before or equal to start time")]
    [InlineData("query_range?query={app=\"web\"}&limit=0", "limit must be a positive value")]
    [InlineData("query_range?query={app=\"web\"}&direction=sideways", "invalid direction")]
    [InlineData("query_range?query={app=\"web\"}&start=yesterday", "yesterday")]
    [InlineData("query_range?query=rate({app=\"web\"}[1m])&step=0", "zero or negative query resolution step widths are not accepted")]
    [InlineData("query_range?query=rate({app=\"web\"}[1m])&step=1ms", "exceeded maximum resolution of 11,000 points per time series")]
    [InlineData("query?query={app=\"web\"}", "log queries are not supported as an instant query type")]
    public async Task Query_Mistaken_Is400WithASentence(string request, string message)
    {
        var logs = await fixture.LogsAsync();

        var (status, body) = await logs.TryGetAsync("/loki/api/v1/" + request, "mistaken");

        Assert.Equal(400, status);
        Assert.Contains(message, body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("few-entries", "limit=11", "max entries limit per query exceeded, limit > max_entries_limit_per_query (11 > 10)")]
    [InlineData("short-queries", "since=2h", "the query time range exceeds the limit")]
    public async Task Query_PastALimit_Is400WithASentence(string tenant, string parameters, string message)
    {
        var logs = await fixture.LogsAsync();

        var (status, body) = await logs.TryGetAsync($"/loki/api/v1/query_range?query={{app=\"web\"}}&{parameters}", tenant);

        Assert.Equal(400, status);
        Assert.Contains(message, body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task FormatQuery_Query_IsWrittenTheUsualWay()
    {
        var logs = await fixture.LogsAsync();

        var answer = await logs.GetAsync("/loki/api/v1/format_query?query=" + Uri.EscapeDataString("{app=\"web\"}|=\"x\""), "format");

        Assert.Equal("{app=\"web\"} |= \"x\"", answer.GetProperty("data").GetString());
    }

    [Fact]
    public async Task Labels_OfStreams_AreListed()
    {
        var logs = await fixture.LogsAsync();
        await logs.KeepAsync("plain-labels", "app=web,zone=a", (RunningLogs.Now, "x"));
        await logs.KeepAsync("plain-labels", "app=api,zone=b", (RunningLogs.Now, "x"));

        var names = Texts((await logs.GetAsync("/loki/api/v1/labels", "plain-labels")).GetProperty("data"));
        var values = Texts((await logs.GetAsync("/loki/api/v1/label/app/values", "plain-labels")).GetProperty("data"));
        var some = Texts((await logs.GetAsync(
            "/loki/api/v1/label/app/values?query=" + Uri.EscapeDataString("{zone=\"b\"}"), "plain-labels")).GetProperty("data"));

        Assert.Equal(["app", "service_name", "zone"], names.Order());
        Assert.Equal(["api", "web"], values.Order());
        Assert.Equal(["api"], some);
    }

    [Fact]
    public async Task Series_Matchers_SelectStreams()
    {
        var logs = await fixture.LogsAsync();
        await logs.KeepAsync("series", "app=web,zone=a", (RunningLogs.Now, "x"));
        await logs.KeepAsync("series", "app=api,zone=b", (RunningLogs.Now, "x"));
        await logs.KeepAsync("series", "app=db,zone=b", (RunningLogs.Now, "x"));

        var series = (await logs.GetAsync(
            $"/loki/api/v1/series?match[]={Uri.EscapeDataString(
                "{zone=\"a\"}")}&match[]={Uri.EscapeDataString("{app=~\"d.\"}")}", "series")).GetProperty("data");

        Assert.Equal(["db", "web"], series.EnumerateArray().Select(labels => labels.GetProperty("app").GetString()!).Order());
    }

    [Fact]
    public async Task IndexStats_Query_CountsWhatIsThere()
    {
        var logs = await fixture.LogsAsync();
        await logs.KeepAsync("stats", "app=web", (RunningLogs.Now, "12345"), (RunningLogs.Now + 1, "12345"));

        var stats = await logs.GetAsync("/loki/api/v1/index/stats?query=" + Uri.EscapeDataString("{app=\"web\"}"), "stats");

        Assert.Equal(1, stats.GetProperty("streams").GetInt64());
        Assert.Equal(2, stats.GetProperty("entries").GetInt64());
        Assert.True(stats.GetProperty("bytes").GetInt64() >= 10);
        Assert.True(stats.GetProperty("chunks").GetInt64() >= 1);
    }

    [Fact]
    public async Task Volume_Query_IsByTheLabelsThatItNames()
    {
        var logs = await fixture.LogsAsync();
        await logs.KeepAsync("volume", "job=foo,env=dev,team=a", (RunningLogs.Now, "123"));
        await logs.KeepAsync("volume", "job=foo,env=prod,team=b", (RunningLogs.Now, "123456789"));

        var vector = (await logs.GetAsync(
            "/loki/api/v1/index/volume?query=" + Uri.EscapeDataString("{job=\"foo\", env=~\".+\"}"), "volume")).GetProperty("data");
        var target = (await logs.GetAsync("/loki/api/v1/index/volume?targetLabels=job&query=" + Uri.EscapeDataString(
            "{job=\"foo\", env=~\".+\"}"), "volume")).GetProperty("data");
        var matrix = (await logs.GetAsync(
            "/loki/api/v1/index/volume_range?step=60&query=" + Uri.EscapeDataString("{job=\"foo\"}"), "volume")).GetProperty("data");

        var names = (await logs.GetAsync(
            "/loki/api/v1/index/volume?aggregateBy=labels&query=" + Uri.EscapeDataString("{job=\"foo\"}"), "volume")).GetProperty("data");

        Assert.Equal("""{"job":""}""", JsonSerializer.Serialize(Assert.Single(names.GetProperty("result").EnumerateArray()).GetProperty("metric")));
        Assert.Equal("vector", vector.GetProperty("resultType").GetString());
        Assert.Equal(
            ["""{"env":"prod","job":"foo"}""", """{"env":"dev","job":"foo"}"""],
            vector.GetProperty("result").EnumerateArray().Select(sample => JsonSerializer.Serialize(sample.GetProperty("metric"))));
        Assert.Equal("""{"job":"foo"}""", JsonSerializer.Serialize(Assert.Single(target.GetProperty("result").EnumerateArray()).GetProperty("metric")));
        Assert.Equal("matrix", matrix.GetProperty("resultType").GetString());
        Assert.Single(matrix.GetProperty("result").EnumerateArray());
    }

    [Fact]
    public async Task DetectedLabelsAndFields_Query_AreListed()
    {
        var logs = await fixture.LogsAsync();
        await logs.KeepAsync("detected", "app=web", (RunningLogs.Now, "user=ann took=5ms"), (RunningLogs.Now + 1, "user=bob took=7ms"));

        var labels = (await logs.GetAsync("/loki/api/v1/detected_labels?query=" + Uri.EscapeDataString("{app=\"web\"}"), "detected"))
            .GetProperty("detectedLabels");
        var fields = (await logs.GetAsync("/loki/api/v1/detected_fields?query=" + Uri.EscapeDataString("{app=\"web\"}"), "detected"))
            .GetProperty("fields");

        Assert.Contains(labels.EnumerateArray(), label =>
            label.GetProperty("label").GetString() == "app" && label.GetProperty("cardinality").GetInt32() == 1);
        var user = fields.EnumerateArray().Single(field => field.GetProperty("label").GetString() == "user");
        Assert.Equal("string", user.GetProperty("type").GetString());
        Assert.Equal(2, user.GetProperty("cardinality").GetInt32());
        Assert.Equal(["logfmt"], Texts(user.GetProperty("parsers")));
    }

    [Fact]
    public async Task Tenants_DoNotSeeEachOther()
    {
        var logs = await fixture.LogsAsync();
        await logs.KeepAsync("mine", "app=web", (RunningLogs.Now, "mine"));
        await logs.KeepAsync("yours", "app=web", (RunningLogs.Now, "yours"));

        Assert.Equal("mine", Assert.Single(await logs.LinesAsync("mine", "{app=\"web\"}")).Line);
        Assert.Equal(["mine", "yours"], (await logs.LinesAsync("mine|yours", "{app=\"web\"}")).Select(entry => entry.Line).Order());
        Assert.Equal("yours", Assert.Single(await logs.LinesAsync("mine|yours", "{app=\"web\", __tenant_id__=\"yours\"}")).Line);
        Assert.Empty(await logs.LinesAsync("nobody", "{app=\"web\"}"));
    }

    [Theory]
    [InlineData("/loki/api/v1/labels")]
    [InlineData("/loki/api/v1/query_range?query={app=\"web\"}")]
    [InlineData("/prometheus/api/v1/rules")]
    public async Task Request_WithoutATenant_Is401(string path)
    {
        var logs = await fixture.LogsAsync();

        var (status, body) = await logs.TryGetAsync(path, null);

        Assert.Equal(HttpStatusCode.Unauthorized, (HttpStatusCode)status);
        Assert.Contains("no org id", body, StringComparison.Ordinal);
    }
}
