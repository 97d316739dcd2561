using System.Net;

namespace Observability.StandIns.Tests.Documents;

public abstract partial class DocumentContract<TBackend>
{
    /// <summary>What the searches look through, in two indices; each document is meant to be found by some of them.</summary>
    private static readonly string[] s_logs =
    [
        """{"@timestamp":"2026-11-25T10:00:00Z","level":"info","host":"web-1","status":200,"took":0.5,"ok":true,"message":"GET /index.html answered in no time","ip":"10.0.0.1","tags":["a","b"]}""",
        """{"@timestamp":"2026-11-25T10:00:30Z","level":"warn","host":"web-2","status":404,"took":1.5,"ok":false,"message":"GET /missing not found","ip":"10.0.0.2","tags":["b"]}""",
        """{"@timestamp":"2026-11-25T10:01:00Z","level":"error","host":"web-1","status":500,"took":12.25,"ok":false,"message":"Out of memory: process killed","ip":"10.0.1.1","user":{"name":"ada"}}""",
        """{"@timestamp":"2026-11-25T23:59:59.999Z","level":"error","host":"db-1","status":503,"took":30,"ok":false,"message":"memory out of reach","ip":"192.168.0.1","user":{"name":"bob"}}""",
        """{"@timestamp":"2026-11-26T00:00:00Z","level":"info","host":"db-1","status":200,"took":2,"ok":true,"message":"checkpoint done, 1.5 GB written","ip":"2001:db8::1"}""",
        """{"@timestamp":"2026-11-26T12:00:00+02:00","level":"debug","host":"db-2","status":null,"message":"it's only a test_case: a.b.c"}""",
    ];

    private Task<RunningServer> LogsAsync() => fixture.PreparedAsync("logs", async server =>
    {
        await server.SendAsync("PUT", "/_index_template/logs", """
            {"index_patterns":["logs-*"],"priority":500,"template":{"settings":{"number_of_replicas":0},"mappings":{"properties":{"@timestamp":{"type":"date"},
              "level":{"type":"keyword"},"host":{"type":"keyword"},"status":{"type":"long"},"took":{"type":"double"},"ok":{"type":"boolean"},"message":{"type":"text"},
              "ip":{"type":"ip"},"tags":{"type":"keyword"},"user":{"properties":{"name":{"type":"keyword"}}}}}}}
            """);
        var answer = await server.BulkAsync(s_logs.SelectMany((line, i) => (string[])[$$$"""{"index":{"_index":"logs-{{{(i < 4 ? "2026.11.25" : "2026.11.26")}}}","_id":"{{{i + 1}}}"}}""", line]));
        Assert.Equal("false", answer.Of("errors"));
    });

    private async Task<Answer> SearchLogsAsync(
        string body, string path = "/logs-*/_search") => await (await LogsAsync()).SendAsync("POST", path, body);

    private async Task<string> FoundAsync(string query)
    {
        var answer = await SearchLogsAsync($$"""{"query":{{query}},"size":100}""");
        Assert.True(answer.Status == HttpStatusCode.OK, answer.Text);
        return string.Concat(answer.Ids.Order());
    }

    [Theory]
    [InlineData("""{"match_all":{}}""", "123456")]
    [InlineData("""{"match_none":{}}""", "")]
    [InlineData("""{"term":{"level":"error"}}""", "34")]
    [InlineData("""{"term":{"level":{"value":"ERROR","case_insensitive":true}}}""", "34")]
    [InlineData("""{"term":{"status":200}}""", "15")]
    [InlineData("""{"term":{"status":"404"}}""", "2")]
    [InlineData("""{"term":{"took":0.5}}""", "1")]
    [InlineData("""{"term":{"ok":true}}""", "15")]
    [InlineData("""{"term":{"message":"memory"}}""", "34")]
    [InlineData("""{"term":{"message":"Memory"}}""", "")]
    [InlineData("""{"term":{"ip":"10.0.0.0/24"}}""", "12")]
    [InlineData("""{"term":{"ip":"2001:0db8:0::1"}}""", "5")]
    [InlineData("""{"term":{"@timestamp":"2026-11-25"}}""", "1234")]
    [InlineData("""{"term":{"nothing":"here"}}""", "")]
    [InlineData("""{"term":{"_id":"3"}}""", "3")]
    [InlineData("""{"term":{"_index":"logs-2026.11.26"}}""", "56")]
    [InlineData("""{"terms":{"host":["web-1","db-2","none"]}}""", "136")]
    [InlineData("""{"terms":{"status":[404,"503"]}}""", "24")]
    [InlineData("""{"terms":{"tags":["b"]}}""", "12")]
    [InlineData("""{"ids":{"values":["1","9","4"]}}""", "14")]
    [InlineData("""{"exists":{"field":"user"}}""", "34")]
    [InlineData("""{"exists":{"field":"status"}}""", "12345")]
    [InlineData("""{"exists":{"field":"nothing"}}""", "")]
    [InlineData("""{"prefix":{"host":"web"}}""", "123")]
    [InlineData("""{"prefix":{"host":{"value":"WEB","case_insensitive":true}}}""", "123")]
    [InlineData("""{"wildcard":{"host":"*-1"}}""", "1345")]
    [InlineData("""{"wildcard":{"host":{"value":"d?-?"}}}""", "456")]
    [InlineData("""{"regexp":{"host":"(web|db)-[2-9]"}}""", "26")]
    [InlineData("""{"regexp":{"level":"err.r|inf"}}""", "34")]
    [InlineData("""{"range":{"status":{"gte":404,"lt":503}}}""", "23")]
    [InlineData("""{"range":{"status":{"gt":200.5}}}""", "234")]
    [InlineData("""{"range":{"took":{"gt":1.5,"lte":12.25}}}""", "35")]
    [InlineData("""{"range":{"host":{"gte":"db-2","lt":"web-2"}}}""", "136")]
    [InlineData("""{"range":{"ip":{"gte":"10.0.0.2","lte":"10.0.1.255"}}}""", "23")]
    [InlineData("""{"range":{"@timestamp":{"gte":"2026-11-25T10:00:30Z","lt":"2026-11-25T10:01:00Z"}}}""", "2")]
    [InlineData("""{"range":{"@timestamp":{"lte":"2026-11-25"}}}""", "1234")]
    [InlineData("""{"range":{"@timestamp":{"gt":"2026-11-25"}}}""", "56")]
    [InlineData("""{"range":{"@timestamp":{"gte":"2026-11-26||/M","lt":"2026-11-26||+1d/d"}}}""", "123456")]
    [InlineData("""{"range":{"@timestamp":{"gte":1795651200000,"format":"epoch_millis"}}}""", "56")]
    [InlineData("""{"range":{"@timestamp":{"gte":"2026-11-26","time_zone":"+01:00"}}}""", "456")]
    [InlineData("""{"range":{"@timestamp":{"gte":"26/11/2026","format":"dd/MM/yyyy"}}}""", "56")]
    [InlineData("""{"range":{"@timestamp":{"gte":"now-1d/d","lte":"now-20y"}}}""", "")]
    [InlineData("""{"match":{"message":"memory REACH"}}""", "34")]
    [InlineData("""{"match":{"message":{"query":"memory reach","operator":"and"}}}""", "4")]
    [InlineData("""{"match":{"message":{"query":"memory reach nowhere","minimum_should_match":2}}}""", "4")]
    [InlineData("""{"match":{"status":"404"}}""", "2")]
    [InlineData("""{"match_phrase":{"message":"out of memory"}}""", "3")]
    [InlineData("""{"match_phrase_prefix":{"message":"out of me"}}""", "3")]
    [InlineData("""{"match_phrase":{"message":"memory out"}}""", "4")]
    [InlineData("""{"multi_match":{"query":"web-1","fields":["host","level"]}}""", "13")]
    [InlineData("""{"multi_match":{"query":"ada","fields":["user.*"]}}""", "3")]
    [InlineData("""{"bool":{"must":[{"term":{"level":"error"}}],"must_not":[{"term":{"host":"db-1"}}]}}""", "3")]
    [InlineData("""{"bool":{"should":[{"term":{"level":"warn"}},{"term":{"level":"debug"}}]}}""", "26")]
    [InlineData("""{"bool":{"filter":{"term":{"host":"db-1"}},"should":[{"term":{"level":"error"}}]}}""", "45")]
    [InlineData("""{"bool":{"should":[{"term":{"level":"error"}},{"term":{"host":"db-1"}},{"term":{"status":200}}],"minimum_should_match":2}}""", "45")]
    [InlineData("""{"bool":{"must_not":{"exists":{"field":"user.name"}}}}""", "1256")]
    [InlineData("""{"bool":{}}""", "123456")]
    [InlineData("""{"constant_score":{"filter":{"term":{"level":"warn"}},"boost":2}}""", "2")]
    [InlineData("""{"dis_max":{"queries":[{"term":{"level":"warn"}},{"term":{"level":"debug"}}]}}""", "26")]
    [InlineData("""{"simple_query_string":{"query":"\"out of\" + memory -killed","fields":["message"],"default_operator":"and"}}""", "4")]
    [InlineData("""{"match":{"message":{"query":"killed","minimum_should_match":"75%"}}}""", "3")]
    [InlineData("""{"match":{"message":{"query":"killed","minimum_should_match":-1}}}""", "3")]
    [InlineData("""{"match":{"message":{"query":"memory out killed","minimum_should_match":"-25%"}}}""", "3")]
    [InlineData("""{"match":{"message":{"query":"memory out killed","minimum_should_match":"-34%"}}}""", "34")]
    [InlineData("""{"bool":{"should":[{"term":{"level":"error"}}],"minimum_should_match":0}}""", "34")]
    [InlineData("""{"bool":{"should":[{"term":{"level":"error"}}],"must_not":[{"term":{"host":"db-1"}}],"minimum_should_match":"10%"}}""", "3")]
    [InlineData("""{"bool":{"must":[{"match_all":{}}],"should":[{"term":{"level":"error"}}],"minimum_should_match":0}}""", "123456")]
    [InlineData("""{"simple_query_string":{"query":"killed","fields":["message"],"minimum_should_match":"50%"}}""", "3")]
    [InlineData("""{"simple_query_string":{"query":"check* | killed","fields":["message"]}}""", "35")]
    public async Task Query_OfTheDsl_FindsWhatItSays(string query, string found) => Assert.Equal(found, await FoundAsync(query));

    [Theory]
    [InlineData("""{"no_such_query":{}}""")]
    [InlineData("""{"term":{"status":"abc"}}""")]
    [InlineData("""{"term":{"level":["a","b"]}}""")]
    [InlineData("""{"range":{"@timestamp":{"gte":"never"}}}""")]
    [InlineData("""{"range":{"@timestamp":{"gte":"now-1x"}}}""")]
    [InlineData("""{"range":{"status":{"about":5}}}""")]
    [InlineData("""{"bool":{"must":[{}]}}""")]
    [InlineData("""{"regexp":{"host":"(web"}}""")]
    [InlineData("""{"wildcard":{"status":"4*"}}""")]
    [InlineData("""{"query_string":{"query":"level:(warn"}}""")]
    [InlineData("""{"terms":{"level":"warn"}}""")]
    public async Task Query_WithAMistake_Is400(string query)
    {
        var answer = await SearchLogsAsync($$"""{"query":{{query}}}""");

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.NotNull(answer.ErrorType);
    }

    [Fact]
    public async Task Sort_ByFields_OrdersAndSaysByWhat()
    {
        var answer = await SearchLogsAsync("""{"sort":[{"status":{"order":"desc"}},{"@timestamp":"asc"}],"size":4,"_source":false}""");

        Assert.Equal(["4", "3", "2", "1"], answer.Ids);
        Assert.Equal("[503,1795651199999]", answer["hits.hits.0.sort"]!.ToJsonString());
        Assert.Null(answer["hits.max_score"]);
        Assert.Null(answer["hits.hits.0._score"]);
        Assert.Null(answer["hits.hits.0._source"]);
        Assert.Equal("6", answer.Of("hits.total.value"));
        Assert.Equal("eq", answer.Of("hits.total.relation"));
    }

    [Theory]
    [InlineData("""[{"status":{"order":"asc","missing":"_first"}},{"@timestamp":"asc"}]""", "615234")]
    [InlineData("""[{"status":{"order":"asc"}},{"@timestamp":"asc"}]""", "152346")]
    [InlineData("""[{"host":"desc"},{"took":"desc"}]""", "231645")]
    [InlineData("""[{"took":{"order":"desc","missing":"_last"}}]""", "435216")]
    [InlineData("""[{"nothing":{"order":"desc","unmapped_type":"boolean"}},{"@timestamp":{"order":"desc"}}]""", "654321")]
    [InlineData("""{"@timestamp":{"order":"desc","unmapped_type":"boolean"},"_doc":{"order":"desc"}}""", "654321")]
    [InlineData("""["ok","host",{"status":"desc"}]""", "432516")]
    public async Task Sort_Orders_PutHitsAsTheySay(string sort, string order) =>
        Assert.Equal(order, string.Concat((await SearchLogsAsync($$"""{"sort":{{sort}}}""")).Ids));

    [Fact]
    public async Task Sort_ByWhatCannotBe_Is400()
    {
        Assert.Equal(HttpStatusCode.BadRequest, (await SearchLogsAsync("""{"sort":["nothing"]}""")).Status);
        var text = await SearchLogsAsync("""{"sort":["message"]}""");
        Assert.Equal(HttpStatusCode.BadRequest, text.Status);
        Assert.Equal("illegal_argument_exception", text.ErrorType);
        Assert.Contains("fielddata", text.Text, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task SearchAfter_PageByPage_GivesEachOnce()
    {
        var seen = new List<string>();
        string? after = null;
        while (true)
        {
            var page = await SearchLogsAsync($$"""{"size":2,"sort":[{"level":"asc"},{"@timestamp":"desc"}]{{(after is null ? "" : $",\"search_after\":{after}")}}}""");
            if (page.Ids.Count == 0)
            {
                break;
            }

            seen.AddRange(page.Ids);
            after = page["hits.hits"]!.AsArray()[^1]!["sort"]!.ToJsonString();
        }

        Assert.Equal(["6", "4", "3", "5", "1", "2"], seen);
        Assert.Equal(HttpStatusCode.BadRequest, (await SearchLogsAsync("""{"sort":["level"],"search_after":["a","b"]}""")).Status);
    }

    [Fact]
    public async Task Scroll_And_PointInTime_SeeTheMomentOfTheirBeginning()
    {
        await SendAsync("PUT", "/moments", """{"settings":{"number_of_replicas":0}}""");
        await BulkAsync(Enumerable.Range(0, 5).SelectMany(i => (string[])[$$$"""{"index":{"_index":"moments","_id":"{{{i}}}"}}""", $$"""{"n":{{i}}}"""]));
        var first = await SendAsync("POST", "/moments/_search?scroll=1m", """{"size":2,"sort":["n"]}""");
        var pit = (await SendAsync("POST", "/moments/_pit?keep_alive=1m")).Of("id");
        await BulkAsync("""{"delete":{"_index":"moments","_id":"3"}}""", """{"index":{"_index":"moments","_id":"9"}}""", """{"n":9}""");

        var second = await SendAsync("POST", "/_search/scroll", $$"""{"scroll":"1m","scroll_id":"{{first.Of("_scroll_id")}}"}""");
        var third = await SendAsync("POST", "/_search/scroll", $$"""{"scroll":"1m","scroll_id":"{{second.Of("_scroll_id")}}"}""");
        Assert.Equal(["0", "1", "2", "3", "4"], first.Ids.Concat(second.Ids).Concat(third.Ids));
        Assert.Equal("true", (await SendAsync("DELETE", "/_search/scroll", $$"""{"scroll_id":"{{first.Of("_scroll_id")}}"}""")).Of("succeeded"));
        Assert.Equal(HttpStatusCode.NotFound, (await SendAsync("POST", "/_search/scroll", $$"""{"scroll_id":"{{first.Of("_scroll_id")}}"}""")).Status);

        Assert.Equal(["4", "3", "2", "1", "0"], (await SendAsync("POST", "/_search", $$$"""{"pit":{"id":"{{{pit}}}"},"sort":[{"n":"desc"}]}""")).Ids);
        Assert.Equal(["9", "4", "2", "1", "0"], (await SendAsync("POST", "/moments/_search", """{"sort":[{"n":"desc"}]}""")).Ids);
        Assert.Equal("true", (await SendAsync("DELETE", "/_pit", $$"""{"id":"{{pit}}"}""")).Of("succeeded"));
    }

    [Theory]
    [InlineData("""{"_source":["host","user.*"]}""", """{"host":"web-1","user":{"name":"ada"}}""")]
    [InlineData("""{"_source":{"includes":["*o*"],"excludes":["message","took","host"]}}""", """{"ok":false}""")]
    [InlineData("""{"_source":{"excludes":["@timestamp","message","ip","level","host","status","ok"]}}""", """{"took":12.25,"user":{"name":"ada"}}""")]
    public async Task Source_Filtered_HasWhatWasAskedFor(string filter, string source)
    {
        var body = filter[..^1] + ""","query":{"ids":{"values":["3"]}}}""";

        Assert.Equal(source, (await SearchLogsAsync(body)).Of("hits.hits.0._source"));
    }

    [Fact]
    public async Task Fields_AndColumns_AreFormatted()
    {
        var answer = await SearchLogsAsync("""
            {"query":{"ids":{"values":["1"]}},"_source":false,"fields":[
                {"field":"@timestamp","format":"strict_date_optional_time_nanos"}, "host"],
             "docvalue_fields":["tags","status",{"field":"took"}]}
            """);

        Assert.Equal("2026-11-25T10:00:00.000Z", answer["hits.hits.0.fields"]!["@timestamp"]![0]!.GetValue<string>());
        Assert.Equal("web-1", answer.Of("hits.hits.0.fields.host.0"));
        Assert.Equal("""["a","b"]""", answer.Of("hits.hits.0.fields.tags"));
        Assert.Equal("[200]", answer.Of("hits.hits.0.fields.status"));
        Assert.Equal("[0.5]", answer.Of("hits.hits.0.fields.took"));
    }

    [Fact]
    public async Task Total_BeyondTheThreshold_IsAtLeastThat()
    {
        var limited = await SearchLogsAsync("""{"track_total_hits":3,"size":0}""");
        Assert.Equal(("3", "gte"), (limited.Of("hits.total.value"), limited.Of("hits.total.relation")));
        Assert.Null((await SearchLogsAsync("""{"track_total_hits":false,"size":0}"""))["hits.total"]);
        Assert.Equal(["5", "6"], (await SearchLogsAsync("""{"from":4,"size":2,"sort":["@timestamp"]}""")).Ids);
    }

    [Theory]
    [InlineData("/logs-2026.11.25/_search", "1234")]
    [InlineData("/logs-2026.11.25,logs-2026.11.26/_search", "123456")]
    [InlineData("/logs-*,-logs-2026.11.25/_search", "56")]
    [InlineData("/logs-2026.11.25,none-such/_search?ignore_unavailable=true", "1234")]
    [InlineData("/none-such-*/_search", "")]
    [InlineData("/%3Clogs-%7B2026-11-26%7C%7C%2Fd%7D%3E/_search", "56")]
    public async Task Indices_InThePath_AreSearched(string path, string found) =>
        Assert.Equal(found, string.Concat((await SearchLogsAsync("{}", path)).Ids.Order()));

    [Theory]
    [InlineData("/none-such/_search")]
    [InlineData("/logs-2026.11.25,none-such/_search")]
    [InlineData("/none-such-*/_search?allow_no_indices=false")]
    public async Task Indices_ThatAreNotThere_Are404(string path)
    {
        var answer = await SearchLogsAsync("{}", path);

        Assert.Equal(HttpStatusCode.NotFound, answer.Status);
        Assert.Equal("index_not_found_exception", answer.ErrorType);
    }

    [Fact]
    public async Task Parameters_OfTheQuery_DoAsTheBody()
    {
        await LogsAsync();

        Assert.Equal(["3"], (await SendAsync("GET", "/logs-*/_search?q=level:error%20AND%20host:web-1&_source=false&size=5")).Ids);
        Assert.Equal(["4", "3"], (await SendAsync("GET", "/logs-*/_search?q=error&df=level&sort=@timestamp:desc")).Ids);
        Assert.Equal("2", (await SendAsync("GET", "/logs-*/_count?q=level:error")).Of("count"));
        Assert.Equal("3", (await SendAsync("POST", "/logs-*/_count", """{"query":{"prefix":{"host":"web"}}}""")).Of("count"));
    }

    [Fact]
    public async Task MultiSearch_Several_AnswersEachForItself()
    {
        await LogsAsync();

        var answer = await SendAsync(
            "POST",
            "/_msearch?max_concurrent_shard_requests=5",
            """
            {"index":"logs-*","ignore_unavailable":true,"search_type":"query_then_fetch"}
            {"size":0,"query":{"term":{"level":"error"}}}
            {"index":"none-such"}
            {}
            {"index":"logs-*"}
            {"query":{"no_such":{}}}
            {}
            {"size":1,"query":{"term":{"host":"db-2"}}}

            """,
            "application/x-ndjson");

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal(["200", "404", "400", "200"], answer["responses"]!.AsArray().Select(response => response!["status"]!.ToJsonString()));
        Assert.Equal("2", answer.Of("responses.0.hits.total.value"));
        Assert.Equal("index_not_found_exception", answer.Of("responses.1.error.type"));
        Assert.Equal("6", answer.Of("responses.3.hits.hits.0._id"));
    }

    [Fact]
    public async Task Highlight_AsLogsAskForIt_MarksTheWords()
    {
        var answer = await SearchLogsAsync("""
            {"query":{"bool":{"filter":[
                {"query_string":{"query":"memory OR kill*","analyze_wildcard":true}}]}},"sort":[{"@timestamp":"asc"}],
             "highlight":{"fields":{"*":{}},"pre_tags":["@HIGHLIGHT@"],"post_tags":["@/HIGHLIGHT@"],"fragment_size":2147483647}}
            """);

        Assert.Equal(
            "Out of @HIGHLIGHT@memory@/HIGHLIGHT@: process @HIGHLIGHT@killed@/HIGHLIGHT@", answer.Of("hits.hits.0.highlight.message.0"));
    }

    [Fact]
    public async Task PostFilter_NarrowsHitsAndNotAggregations()
    {
        var answer = await SearchLogsAsync("""{"post_filter":{"term":{"level":"error"}},"aggs":{"l":{"terms":{"field":"level"}}}}""");

        Assert.Equal("2", answer.Of("hits.total.value"));
        Assert.Equal(4, answer["aggregations.l.buckets"]!.AsArray().Count);
    }

    private static string Buckets(Answer answer, string path) =>
        string.Join(' ', answer[path]!.AsArray().Select(bucket => $"{(bucket!["key_as_string"] ?? bucket["key"])}={bucket["doc_count"]}"));
}
