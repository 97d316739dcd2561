using System.Net;

namespace Observability.StandIns.Tests.Documents;

/// <summary>What nobody may get away with.</summary>
public abstract partial class DocumentContract<TBackend>
{
    [Theory]
    [InlineData("/..%2F..%2Fetc%2Fpasswd")]
    [InlineData("/%2Fetc%2Fpasswd")]
    [InlineData("/..%5C..%5Cwindows")]
    [InlineData("/a%00b")]
    [InlineData("/a%0D%0AX-Evil:%201")]
    public async Task Path_ThatLeadsElsewhere_MakesNothing(string path)
    {
        var answer = await SendAsync("PUT", path);

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Empty(answer.Headers["X-Evil"]);
    }

    [Fact]
    public async Task Body_Deep_IsRefused()
    {
        foreach (var depth in (int[])[200, 100_000])
        {
            var query = string.Concat(Enumerable.Repeat("""{"bool":{"must":""", depth)) + """{"match_all":{}}""" + new string('}', 2 * depth);
            Assert.Equal(HttpStatusCode.BadRequest, (await SearchLogsAsync($$"""{"query":{{query}}}""")).Status);
        }

        var document = string.Concat(Enumerable.Repeat("{\"a\":", 50_000)) + "1" + new string('}', 50_000);
        Assert.Equal(HttpStatusCode.BadRequest, (await SendAsync("POST", "/deep/_doc", document)).Status);
        var aggregations = string.Concat(Enumerable.Repeat("""{"a":{"terms":{"field":"level"},"aggs":""", 60)) + "{}" + new string('}', 120);
        Assert.NotEqual(HttpStatusCode.InternalServerError, (await SearchLogsAsync($$"""{"size":0,"aggs":{{aggregations}}}""")).Status);
    }

    [Theory]
    [InlineData("""{"size":2147483647}""")]
    [InlineData("""{"size":10001}""")]
    [InlineData("""{"from":10000,"size":1}""")]
    [InlineData("""{"from":-1}""")]
    [InlineData("""{"size":-1}""")]
    public async Task Window_TooLarge_Is400(string body) => Assert.Equal(HttpStatusCode.BadRequest, (await SearchLogsAsync(body)).Status);

    [Theory]
    [InlineData("(a+)+$")]
    [InlineData("(x+x+)+y")]
    [InlineData("(.*)*(.*)*(.*)*(.*)*z")]
    [InlineData("((a{1,100}){1,100}){1,100}")]
    public async Task Regex_ThatWouldTakeForEver_DoesNot(string regex)
    {
        await SendAsync("PUT", "/regex/_doc/1?refresh=true", $$"""{"k":"{{new string('a', 200)}}x"}""");

        var answer = await SendAsync("POST", "/regex/_search", $$$$"""{"query":{"regexp":{"k.keyword":"{{{{regex}}}}"}}}""");

        Assert.Contains(answer.Status, new[] { HttpStatusCode.OK, HttpStatusCode.BadRequest });
    }

    [Fact]
    public async Task Regex_TooLong_Is400() =>
        Assert.Equal(HttpStatusCode.BadRequest, (await SearchLogsAsync($$$$"""{"query":{"regexp":{"host":"{{{{new string('a', 1001)}}}}"}}}""")).Status);

    [Fact]
    public async Task Document_WithTooManyFields_IsRefused()
    {
        var document = "{" + string.Join(',', Enumerable.Range(0, 2000).Select(i => $"\"f{i}\":{i}")) + "}";

        var answer = await SendAsync("PUT", "/wide/_doc/1", document);

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Contains("Limit of total fields [1000] has been exceeded", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Document_WithATermTooLong_IsRefused()
    {
        await SendAsync("PUT", "/long", """{"mappings":{"properties":{"k":{"type":"keyword"},"short":{"type":"keyword","ignore_above":10}}}}""");

        Assert.Equal(HttpStatusCode.BadRequest, (await SendAsync("PUT", "/long/_doc/1", $$"""{"k":"{{new string('x', 40_000)}}"}""")).Status);
        Assert.Equal(HttpStatusCode.Created, (await SendAsync("PUT", "/long/_doc/2?refresh=true", $$"""{"short":"{{new string('x', 40_000)}}"}""")).Status);
        Assert.Empty((await SendAsync("POST", "/long/_search", """{"query":{"exists":{"field":"short"}}}""")).Ids);
    }

    [Fact]
    public async Task Identifier_TooLong_IsRefused() =>
        Assert.Equal(HttpStatusCode.BadRequest, (await SendAsync("PUT", $"/ids/_doc/{new string('x', 513)}", """{"a":1}""")).Status);

    [Fact]
    public async Task Text_ThatIsNotUtf8_IsRefused()
    {
        var content = new ByteArrayContent([.. "{\"a\":\""u8, 0xC3, 0x28, .. "\"}"u8]);
        content.Headers.ContentType = new("application/json");

        Assert.Equal(
            HttpStatusCode.BadRequest, (await (await fixture.ServerAsync()).SendAsync(HttpMethod.Put, "/utf8/_doc/1", content)).Status);
    }

    [Fact]
    public async Task Clauses_TooMany_AreRefused()
    {
        var clauses = string.Join(" OR ", Enumerable.Range(0, 5000).Select(i => $"a{i}"));

        Assert.NotEqual(HttpStatusCode.OK, (await SearchLogsAsync($$$$"""{"query":{"query_string":{"query":"{{{{clauses}}}}"}}}""")).Status);
        var values = string.Join(',', Enumerable.Range(0, 70_000));
        Assert.Equal(HttpStatusCode.BadRequest, (await SearchLogsAsync($$$$"""{"query":{"terms":{"status":[{{{{values}}}}]}}}""")).Status);
    }

    [Theory]
    [InlineData("""{"stats":{"field":"d"}}""")]
    [InlineData("""{"extended_stats":{"field":"d"}}""")]
    [InlineData("""{"sum":{"field":"d"}}""")]
    [InlineData("""{"sum_bucket":{"buckets_path":"t>s"}}""")]
    [InlineData("""{"avg_bucket":{"buckets_path":"t>s"}}""")]
    public async Task Sum_BeyondEveryNumber_IsAnAnswer(string aggregation)
    {
        await SendAsync("PUT", "/huge-1", """{"mappings":{"properties":{"d":{"type":"double"}}}}""");
        await BulkAsync(
            """{"index":{"_index":"huge-1","_id":"1"}}""", """{"d":1.7e308,"k":1}""", """{"index":{"_index":"huge-1","_id":"2"}}""", """{"d":1.7e308,"k":2}""");

        var answer = await SendAsync("POST", "/huge-1/_search", $$$"""
            {"size":0,"aggs":{"t":{"terms":{"field":"k"},"aggs":{"s":{"sum":{"field":"d"}} }},"x":{{{aggregation}}}}}
            """);

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.NotNull(answer["aggregations.x"]);
    }

    [Fact]
    public async Task Document_WithVeryManyTextsWithoutAWord_IsTakenSoon()
    {
        await SendAsync("PUT", "/wordless", """{"mappings":{"properties":{"n":{"type":"long"},"t":{"type":"text"}}}}""");
        var (numbers, texts) = (string.Join(',', Enumerable.Repeat("0", 100_000)), string.Join(',', Enumerable.Repeat("\"!\"", 100_000)));

        var answer = await SendAsync("PUT", "/wordless/_doc/1", $$"""{"n":[{{numbers}}],"t":[{{texts}}]}""")
            .WaitAsync(Deadline.InProcess.Time, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Created, answer.Status);
    }

    [Fact]
    public async Task CumulativeSums_OfVeryManyBuckets_AreReckonedSoon()
    {
        var sums = string.Join(',', Enumerable.Range(0, 10).Select(i => $$$"""
            "c{{{i}}}":{"cumulative_sum":{"buckets_path":"_count"}}
            """));

        var answer = await SearchLogsAsync($$$"""
            {"size":0,"aggs":{"x":{"histogram":{"field":"status","interval":1,"extended_bounds":{"min":1,"max":65000}},"aggs":{
              {{{sums}}}
            }} }}
            """).WaitAsync(Deadline.InProcess.Time, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal("5", answer.Of("aggregations.x.buckets.64999.c9.value"));
    }

    [Theory]
    [InlineData(" b")]
    [InlineData(" + b | c")]
    [InlineData(" (b) -c")]
    public async Task SimpleQueryString_OfVeryManyParts_IsRefusedSoon(string part)
    {
        var text = "a" + string.Concat(Enumerable.Repeat(part, 50_000));

        var answer = await SearchLogsAsync($$$$"""{"query":{"simple_query_string":{"query":"{{{{text}}}}","fields":["message"]}}}""")
            .WaitAsync(Deadline.InProcess.Time, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Equal(HttpStatusCode.OK, (await SearchLogsAsync("{}")).Status);
    }

    [Theory]
    [InlineData("""{"histogram":{"field":"d","interval":1e-300}}""")]
    [InlineData("""{"date_histogram":{"field":"t","fixed_interval":"1ms","extended_bounds":{"min":-9e18,"max":9e18}}}""")]
    public async Task Histogram_FromOneEndOfTheNumbersToTheOther_IsRefusedAtOnce(string aggregation)
    {
        await fixture.PreparedAsync("ends", async server =>
        {
            await server.SendAsync("PUT", "/ends", """{"mappings":{"properties":{"d":{"type":"double"},"t":{"type":"date"}}}}""");
            await server.BulkAsync(
                """{"index":{"_index":"ends"}}""", """{"d":-1e308,"t":0}""", """{"index":{"_index":"ends"}}""", """{"d":1e308,"t":1}""");
        });

        var answer = await SendAsync("POST", "/ends/_search", $$$"""{"size":0,"aggs":{"x":{{{aggregation}}}}}""")
            .WaitAsync(Deadline.InProcess.Time, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Contains("too_many_buckets_exception", answer.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("**.")]
    [InlineData("**.*.")]
    [InlineData("**.*,**.h*.")]
    public async Task FilterPath_OfManyStars_IsAnsweredSoon(string part)
    {
        var path = string.Concat(Enumerable.Repeat(part, 300)) + "zz";

        var answer = await SearchLogsAsync("{}", $"/logs-*/_search?filter_path={path}")
            .WaitAsync(Deadline.InProcess.Time, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, answer.Status);
    }

    [Fact]
    public async Task Delete_OfEverything_NeedsTheNames()
    {
        Assert.Equal(HttpStatusCode.BadRequest, (await SendAsync("DELETE", "/_all")).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await SendAsync("DELETE", "/*")).Status);
    }

    [Fact]
    public async Task Source_WithMarkup_ComesBackAsItIs()
    {
        const string Document = """{"html":"<script>alert('x')</script>","quote":"\"\\\u0000é€😀"}""";
        await SendAsync("PUT", "/markup/_doc/1", Document);

        Assert.Equal(Document, (await SendAsync("GET", "/markup/_source/1")).Text);
    }

    [Fact]
    public async Task Body_TooLong_Is413()
    {
        // A node takes 100 MB.
        var server = await fixture.ServerAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/_search") { Content = new ByteArrayContent(new byte[101 << 20]) };
        request.Content.Headers.ContentType = new("application/json");
        request.Headers.Authorization = RunningServer.Basic("elastic", RunningServer.Password);
        request.Headers.ExpectContinue = true;

        try
        {
            using var response = await server.Client.SendAsync(request, TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
        }
        catch (HttpRequestException)
        {
            // The server may end the connection while the body is on its way.
        }

        Assert.Equal(HttpStatusCode.OK, (await SendAsync("GET", "/")).Status);
    }
}
