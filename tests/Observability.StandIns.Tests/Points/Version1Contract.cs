using System.Net;

namespace Observability.StandIns.Tests.Points;

/// <summary>
/// What older clients need, written from the documentation of version 1's paths
/// (https://docs.influxdata.com/influxdb/v1/tools/api/ and https://docs.influxdata.com/influxdb/v2/reference/api/influxdb-1x/): run against
/// the stand-in, a real version 2 and Debian's version 1.6.
/// </summary>
public abstract class Version1Contract<TBackend>(PointsFixture<TBackend> fixture) : IClassFixture<PointsFixture<TBackend>>
    where TBackend : IPointsBackend, new()
{
    private const string Begin = "1600000000";

    [Theory]
    [InlineData("ns", "1600000000000000000")]
    [InlineData("u", "1600000000000000")]
    [InlineData("ms", "1600000000000")]
    [InlineData("s", "1600000000")]
    [InlineData("m", "26666666")]
    [InlineData("h", "444444")]
    public async Task Write_Precision_IsATimeThatEpochGivesBack(string precision, string time)
    {
        var server = await fixture.ServerAsync();

        var written =
            await server.SendAsync(HttpMethod.Post, $"/write?db={RunningPoints.Bucket}&precision={precision}",
            $"precise_{precision} v=1 {time}");

        Assert.Equal(HttpStatusCode.NoContent, written.Status);
        Assert.Contains($"\"values\":[[{time},1]]",
            (await server.InfluxQLAsync($"SELECT v FROM precise_{precision}", $"&epoch={precision}")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Write_DatabaseThatIsNotThere_Is404() =>
        Assert.Equal(HttpStatusCode.NotFound,
            (await (await fixture.ServerAsync()).SendAsync(HttpMethod.Post, "/write?db=nobody", "m v=1 1")).Status);

    [Fact]
    public async Task Write_LineThatCannotBeRead_Is400AndItIsNamed()
    {
        var answer = await (await fixture.ServerAsync()).SendAsync(HttpMethod.Post, $"/write?db={RunningPoints.Bucket}", "broken v=");

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Contains("unable to parse 'broken v='", answer.Json.GetProperty("error").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Write_FieldOfAnotherType_SaysWhatWasDropped()
    {
        var server = await fixture.ServerAsync();
        await WriteAsync(server, $"conflict v=1 {Begin}");

        var answer =
            await server.SendAsync(HttpMethod.Post, $"/write?db={RunningPoints.Bucket}&precision=s",
            $"conflict v=\"x\" {Begin}\nconflict w=1 {Begin}");

        Assert.InRange((int)answer.Status, 400, 422);
        Assert.EndsWith(
            "partial write: field type conflict: input field \"v\" on measurement \"conflict\" is type string, already exists as type float dropped=1",
            answer.Json.GetProperty("error").GetString(),
            StringComparison.Ordinal);
        Assert.Contains("[1600000000000000000,1]", (await server.InfluxQLAsync("SELECT w FROM conflict")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Query_WithoutEpoch_HasTimesOfRfc3339()
    {
        var server = await fixture.ServerAsync();
        await WriteAsync(server, $"timed v=1.5,b=true,s=\"x\",i=3i {Begin}");

        Assert.Equal(
            """{"results":[{"statement_id":0,"series":[{"name":"timed","columns":["time","b","i","s","v"],"values":[["2020-09-13T12:26:40Z",true,3,"x",1.5]]}]}]}""",
            (await server.InfluxQLAsync("SELECT * FROM timed", "")).Text.Trim());
    }

    [Fact]
    public async Task Query_SeveralStatements_HaveAnAnswerEach()
    {
        var server = await fixture.ServerAsync();
        await WriteAsync(server, $"several v=1 {Begin}");

        var results =
            (await server.InfluxQLAsync("SELECT v FROM several; SELECT nothing FROM several; SELECT count(v) FROM several")).Json.GetProperty("results");

        Assert.Equal([0, 1, 2], results.EnumerateArray().Select(result => result.GetProperty("statement_id").GetInt32()));
        Assert.Equal([true, false, true], results.EnumerateArray().Select(result => result.TryGetProperty("series", out _)));
    }

    [Theory]
    [InlineData("SELECT v FROM far GROUP BY k SLIMIT 4294967296", true)]
    [InlineData("SELECT v FROM far GROUP BY k SOFFSET 4294967296", false)]
    [InlineData("SHOW TAG VALUES FROM far WITH KEY = k LIMIT 4294967296", true)]
    [InlineData("SHOW TAG VALUES FROM far WITH KEY = k OFFSET 4294967296", false)]
    public async Task Query_LimitBeyond32Bits_IsThatFar(string query, bool hasSeries)
    {
        var server = await fixture.ServerAsync();
        await WriteAsync(server, $"far,k=a v=1 {Begin}");

        var result = (await server.InfluxQLAsync(query)).Json.GetProperty("results")[0];

        Assert.Equal(hasSeries, result.TryGetProperty("series", out _));
    }

    [Theory]
    [InlineData("SELEC v FROM m", "error parsing query: found SELEC, expected SELECT")]
    [InlineData("SELECT v", "error parsing query: found EOF, expected FROM at line 1, char 10")]
    [InlineData("SELECT v FROM m WHERE", "expected identifier, string, number, bool at line 1, char 23")]
    public async Task Query_Wrong_Is400WithThePlace(string query, string message)
    {
        var answer = await (await fixture.ServerAsync()).InfluxQLAsync(query);

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Contains(message, answer.Json.GetProperty("error").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Query_Chunked_ComesInPieces()
    {
        var server = await fixture.ServerAsync();
        await WriteAsync(server, string.Join('\n', Enumerable.Range(0, 25).Select(i => $"chunks,k={i % 2} v={i} {1_600_000_000 + i}")));

        var answer = await server.InfluxQLAsync("SELECT v FROM chunks GROUP BY k", "&epoch=s&chunked=true&chunk_size=10");

        var pieces = answer.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(4, pieces.Length);
        Assert.Equal([true, true, true, false], pieces.Select(piece => piece.EndsWith("\"partial\":true}]}", StringComparison.Ordinal)));
        Assert.Equal(25,
            pieces.Sum(piece =>
                System.Text.Json.JsonDocument.Parse(piece).RootElement.GetProperty("results")[0].GetProperty("series")[0].GetProperty("values").GetArrayLength()));
    }

    [Fact]
    public async Task Query_AsCsv_HasTagsAndTimes()
    {
        var server = await fixture.ServerAsync();
        await WriteAsync(server, $"table,k=a v=1 {Begin}\ntable,k=b v=2 {Begin}");

        var answer = await server.SendAsync(
            HttpMethod.Get,
            $"/query?db={RunningPoints.Bucket}&epoch=s&q=SELECT+v+FROM+%22table%22+GROUP+BY+k",
            change: request => request.Headers.Add("Accept", "application/csv"));

        Assert.Equal("name,tags,time,v\ntable,k=a,1600000000,1\ntable,k=b,1600000000,2\n", answer.Text);
    }

    [Fact]
    public async Task Query_PostedAsAForm_IsTheSame()
    {
        var server = await fixture.ServerAsync();
        await WriteAsync(server, $"form v=1 {Begin}");

        var answer = await server.SendAsync(HttpMethod.Post, $"/query?db={RunningPoints.Bucket}", "", change: request =>
            request.Content = new FormUrlEncodedContent([new("q", "SELECT v FROM form"), new("epoch", "s")]));

        Assert.Contains("[[1600000000,1]]", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Query_WithoutQ_Is400() => Assert.Equal(
        "missing required parameter \"q\"",
        (await (await fixture.ServerAsync()).SendAsync(HttpMethod.Get, "/query")).Json.GetProperty("error").GetString());

    private static async Task WriteAsync(RunningPoints server, string lines) => Assert.Equal(
        HttpStatusCode.NoContent, (await server.SendAsync(HttpMethod.Post, $"/write?db={RunningPoints.Bucket}&precision=s", lines)).Status);
}
