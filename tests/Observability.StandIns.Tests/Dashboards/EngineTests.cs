using System.Text.Json.Nodes;
using Observability.StandIns.Dashboards.Provisioning;
using Observability.StandIns.Dashboards.Queries;

namespace Observability.StandIns.Tests.Dashboards;

/// <summary>Queries reach the stores as the data sources of Grafana send them, and their answers become frames.</summary>
public sealed class EngineTests
{
    private const string Matrix = """
        {"status":"success","data":{"resultType":"matrix","result":[
          {"metric":{"__name__":"up","job":"a"},"values":[[1700000000,"1"],[1700000060,"NaN"]]},
          {"metric":{"__name__":"up","job":"b"},"values":[[1700000000,"+Inf"]]}]}}
        """;

    [Fact]
    public async Task Prometheus_Range_AsksInWholeStepsAndNamesTheSeries()
    {
        await using var store = await ScriptedStore.StartAsync(Matrix);
        await using var dashboards = await StartAsync(store, "prometheus", "timeInterval: 30s");

        var result = await dashboards.QueryAsync("s",
            new() { ["expr"] = "rate(x[$__rate_interval]) + $__interval_ms + ${__range_s}",
            ["legendFormat"] = "{{job}} of {{ nothing }}" });

        var request = Assert.Single(store.Requests);
        Assert.Equal(("POST", "/api/v1/query_range"), (request.Method, request.Path));
        Assert.Equal("rate(x[120s]) + 60000 + 3600", request.Form["query"]);
        Assert.Equal(("60", "1699999980", "1700003580"), (request.Form["step"], request.Form["start"], request.Form["end"]));
        Assert.Equal(["a of ", "b of "], result["frames"]!.AsArray().Select(frame => (string?)frame!["schema"]!["name"]));
        var first = result["frames"]![0]!;
        Assert.Equal("[[1700000000000,1700000060000],[1,null]]", first["data"]!["values"]!.ToJsonString());
        Assert.Equal("""[null,{"NaN":[1]}]""", first["data"]!["entities"]!.ToJsonString());
        Assert.Equal(60_000, (double)first["schema"]!["fields"]![0]!["config"]!["interval"]!);
        Assert.Equal("""{"__name__":"up","job":"a"}""", first["schema"]!["fields"]![1]!["labels"]!.ToJsonString());
    }

    [Theory]
    [InlineData("""{"instant":true,"range":false}""", "/api/v1/query")]
    [InlineData("""{"instant":true,"range":true}""", "/api/v1/query_range /api/v1/query")]
    [InlineData("""{"instant":true}""", "/api/v1/query")]
    [InlineData("""{}""", "/api/v1/query_range")]
    public async Task Prometheus_Kind_IsWhatTheQuerySays(string query, string paths)
    {
        await using var store = await ScriptedStore.StartAsync("""{"status":"success","data":{"resultType":"vector","result":[{"metric":{},"value":[1700003600,"7"]}]}}""");
        await using var dashboards = await StartAsync(store, "prometheus");
        var model = JsonNode.Parse(query)!.AsObject();
        model["expr"] = "7";

        var result = await dashboards.QueryAsync("s", model);

        Assert.Equal(paths, string.Join(' ', store.Requests.Select(request => request.Path)));
        Assert.Equal("7", (string?)result["frames"]![0]!["schema"]!["name"]);
    }

    [Fact]
    public async Task Prometheus_Refusal_IsToldInItsWords()
    {
        await using var store = await ScriptedStore.StartAsync("""{"status":"error","errorType":"bad_data","error":"parse error: unexpected <eof>"}""", 400);
        await using var dashboards = await StartAsync(store, "prometheus");

        var result = await dashboards.QueryAsync("s", new() { ["expr"] = "rate(" });

        Assert.Equal((400, "s: parse error: unexpected <eof>", "downstream"),
            ((int)result["status"]!, (string?)result["error"], (string?)result["errorSource"]));
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("[]")]
    [InlineData("""{"data":{"resultType":"matrix","result":[{"metric":{},"values":[["x","y"]]}]}}""")]
    [InlineData("""{"data":{"resultType":"matrix","result":7}}""")]
    public async Task Prometheus_AnswerOfAnotherShape_IsNoCrash(string answer)
    {
        await using var store = await ScriptedStore.StartAsync(answer);
        await using var dashboards = await StartAsync(store, "prometheus");

        var result = await dashboards.QueryAsync("s", new() { ["expr"] = "up" });

        Assert.True(result["error"] is not null || result["frames"]!.AsArray().Count == 0);
    }

    [Fact]
    public async Task Prometheus_MoreSeriesThanCanBeDrawn_AreCutOffAndItIsSaid()
    {
        var series = string.Join(',', Enumerable.Range(0, 1_500).Select(number => $$$"""{"metric":{"n":"{{{number}}}"},"values":[[1700000000,"1"]]}"""));
        await using var store = await ScriptedStore.StartAsync($$$"""{"data":{"resultType":"matrix","result":[{{{series}}}]}}""");
        await using var dashboards = await StartAsync(store, "prometheus");

        var frames = (await dashboards.QueryAsync("s", new() { ["expr"] = "x" }))["frames"]!.AsArray();

        Assert.Equal(1_000, frames.Count);
        Assert.Contains("500 of 1500 series are left out", (string?)frames[0]!["schema"]!["meta"]!["notices"]![0]!["text"],
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Query_AMillionPoints_IsRefusedWithAMessage()
    {
        var samples = string.Join(',', Enumerable.Range(0, 1_000_000).Select(number => $"[{1_700_000_000 + number},\"1\"]"));
        await using var store = await ScriptedStore.StartAsync($$$"""{"data":{"resultType":"matrix","result":[{"metric":{},"values":[{{{samples}}}]}]}}""");
        await using var dashboards = await StartAsync(store, "prometheus");

        Assert.Contains("ask for less", (string?)(await dashboards.QueryAsync("s", new() { ["expr"] = "x" }))["error"],
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Loki_Lines_ComeWithTenantLimitAndLabels()
    {
        await using var store = await ScriptedStore.StartAsync("""
            {"status":"success","data":{"resultType":"streams","result":[{"stream":{"job":"a"},"values":[["1700000001000000000","one"],["1700000002000000000","two",{"trace":"t"}]]}]}}
            """);
        await using var dashboards = await StartAsync(store, "loki", "maxLines: 77, httpHeaderName1: X-Scope-OrgID",
            "httpHeaderValue1: tenant");

        var frame = (await dashboards.QueryAsync("s", new() { ["expr"] = "{job=\"a\"}" }))["frames"]![0]!;

        var request = Assert.Single(store.Requests);
        Assert.Equal(("/loki/api/v1/query_range", "77", "backward", "1700000000000000000"),
            (request.Path, request.Form["limit"], request.Form["direction"], request.Form["start"]));
        Assert.Equal("tenant", request.Headers["X-Scope-OrgID"]);
        Assert.Equal(["labels", "Time", "Line", "tsNs"], frame["schema"]!["fields"]!.AsArray().Select(field => (string?)field!["name"]));
        Assert.Equal("""[[{"job":"a"},{"job":"a","trace":"t"}],[1700000001000,1700000002000],["one","two"],["1700000001000000000","1700000002000000000"]]""", frame["data"]!["values"]!.ToJsonString());
    }

    [Fact]
    public async Task Loki_Metric_TakesTheStepForAuto()
    {
        await using var store = await ScriptedStore.StartAsync(Matrix);
        await using var dashboards = await StartAsync(store, "loki");

        var result = await dashboards.QueryAsync("s", new() { ["expr"] = "sum(rate({a=\"b\"}[$__auto]))", ["legendFormat"] = "{{job}}" });

        Assert.Equal("sum(rate({a=\"b\"}[60s]))", Assert.Single(store.Requests).Form["query"]);
        Assert.Equal("a", (string?)result["frames"]![0]!["schema"]!["name"]);
    }

    [Fact]
    public async Task Elasticsearch_TermsOverTime_AsksByMsearchAndNamesTheSeries()
    {
        await using var store = await ScriptedStore.StartAsync("""
            {"responses":[{"aggregations":{"3":{"buckets":[
              {"key":"cpu","doc_count":3,"2":{"buckets":[{"key":1700000000000,"doc_count":1},{"key":1700000060000,"doc_count":2}]}},
              {"key":"mem","doc_count":1,"2":{"buckets":[{"key":1700000000000,"doc_count":1}]}}]}}}]}
            """);
        await using var dashboards = await StartAsync(store, "elasticsearch",
            "index: '[telegraf-]YYYY.MM.DD', interval: Daily, timeField: '@timestamp'");

        var result = await dashboards.QueryAsync("s", JsonNode.Parse("""
            {"query":"level:error","alias":"{{measurement_name}}!","metrics":[{"id":"1","type":"count"}],
             "bucketAggs":[{"id":"3","type":"terms","field":"measurement_name","settings":{"size":"10","order":"desc","orderBy":"_count","min_doc_count":"1"}},
                           {"id":"2","type":"date_histogram","field":"@timestamp","settings":{"interval":"auto","min_doc_count":"0"}}]}
            """)!.AsObject());

        var request = Assert.Single(store.Requests);
        var lines = request.Body.Split('\n');
        Assert.Equal(("/_msearch", "application/x-ndjson"), (request.Path, request.Headers["Content-Type"]));
        Assert.Equal("telegraf-2023.11.14", (string?)JsonNode.Parse(lines[0])!["index"]);
        var search = JsonNode.Parse(lines[1])!;
        Assert.Equal("level:error", (string?)search["query"]!["bool"]!["filter"]![1]!["query_string"]!["query"]);
        Assert.Equal(1700000000000, (long)search["query"]!["bool"]!["filter"]![0]!["range"]!["@timestamp"]!["gte"]!);
        var terms = search["aggs"]!["3"]!;
        Assert.Equal("""{"field":"measurement_name","size":10,"order":{"_count":"desc"},"min_doc_count":1}""", terms["terms"]!.ToJsonString());
        Assert.Equal("60s", (string?)terms["aggs"]!["2"]!["date_histogram"]!["fixed_interval"]);
        Assert.Equal(["cpu!", "mem!"], result["frames"]!.AsArray().Select(frame => (string?)frame!["schema"]!["name"]));
        Assert.Equal("[[1700000000000,1700000060000],[1,2]]", result["frames"]![0]!["data"]!["values"]!.ToJsonString());
    }

    [Fact]
    public async Task Elasticsearch_TermsAlone_IsATable()
    {
        await using var store = await ScriptedStore.StartAsync("""{"responses":[{"aggregations":{"3":{"buckets":[{"key":"cpu","doc_count":3,"1":{"value":0.5}}]}}}]}""");
        await using var dashboards = await StartAsync(store, "elasticsearch", "index: logs");

        var frame = (await dashboards.QueryAsync("s", JsonNode.Parse("""
            {"metrics":[{"id":"1","type":"avg","field":"load"},{"id":"4","type":"count"}],"bucketAggs":[{"id":"3","type":"terms","field":"host"}]}
            """)!.AsObject()))["frames"]![0]!;

        Assert.Equal(["host", "Average load", "Count"], frame["schema"]!["fields"]!.AsArray().Select(field => (string?)field!["name"]));
        Assert.Equal("""[["cpu"],[0.5],[3]]""", frame["data"]!["values"]!.ToJsonString());
    }

    [Fact]
    public async Task Elasticsearch_Logs_HaveMessageLevelAndTheRest()
    {
        await using var store = await ScriptedStore.StartAsync("""
            {"responses":[{"hits":{"hits":[{"_id":"1","_index":"i","_source":{"@timestamp":"2023-11-14T22:13:20Z","msg":"hello","sev":"warn","host":{"name":"a"}}}]}}]}
            """);
        await using var dashboards = await StartAsync(store, "elasticsearch", "index: logs, logMessageField: msg, logLevelField: sev");

        var frame = (await dashboards.QueryAsync("s", JsonNode.Parse("""{"query":"*","metrics":[{"id":"1","type":"logs","settings":{"limit":"50"}}]}""")!.AsObject()))["frames"]![0]!;

        Assert.Equal(["@timestamp", "line", "level", "_id", "_index", "host.name", "msg", "sev"],
            frame["schema"]!["fields"]!.AsArray().Select(field => (string?)field!["name"]));
        Assert.Equal("hello", (string?)frame["data"]!["values"]![1]![0]);
        Assert.Contains("\"size\":50", Assert.Single(store.Requests).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Elasticsearch_ErrorOfASearch_IsToldInItsWords()
    {
        await using var store = await ScriptedStore.StartAsync("""{"responses":[{"error":{"root_cause":[{"reason":"no such field"}]},"status":400}]}""");
        await using var dashboards = await StartAsync(store, "elasticsearch", "index: logs");

        var result = await dashboards.QueryAsync("s", JsonNode.Parse("""{"metrics":[{"id":"1","type":"logs"}]}""")!.AsObject());

        Assert.Equal("s: no such field", (string?)result["error"]);
    }

    [Fact]
    public async Task Elasticsearch_MetricThatIsNotSupported_IsNamed()
    {
        await using var store = await ScriptedStore.StartAsync("{}");
        await using var dashboards = await StartAsync(store, "elasticsearch", "index: logs");

        var result = await dashboards.QueryAsync("s", JsonNode.Parse("""{"metrics":[{"id":"1","type":"top_metrics"}],"bucketAggs":[{"id":"2","type":"date_histogram"}]}""")!.AsObject());

        Assert.Equal(501, (int)result["status"]!);
        Assert.Contains("top_metrics", (string?)result["error"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task InfluxDB_Flux_PutsTheRangeInAndReadsAnnotatedCsv()
    {
        const string Csv = "#datatype,string,long,dateTime:RFC3339,double,string,string\r\n#group,false,false,false,false,true,true\r\n#default,_result,,,,,\r\n"
            + ",result,table,_time,_value,_field,host\r\n,,0,2023-11-14T22:13:20Z,0.5,usage,a\r\n,,0,2023-11-14T22:14:20Z,,usage,a\r\n,,1,2023-11-14T22:13:20Z,7,usage,\"b, \"\"c\"\"\"\r\n\r\n";
        await using var store = await ScriptedStore.StartAsync(_ => (200, "text/csv", Csv));
        await using var dashboards = await StartAsync(store, "influxdb", "version: Flux, organization: acme, defaultBucket: metrics",
            "token: t0ken");

        var result = await dashboards.QueryAsync("s",
            new() { ["query"] = "from(bucket: v.defaultBucket) |> range(start: v.timeRangeStart, stop: v.timeRangeStop) |> aggregateWindow(every: v.windowPeriod, fn: mean)" });

        var request = Assert.Single(store.Requests);
        Assert.Equal(("/api/v2/query?org=acme", "Token t0ken"), (request.Target, request.Headers["Authorization"]));
        Assert.Equal(
            "from(bucket: \"metrics\") |> range(start: 2023-11-14T22:13:20.000Z, stop: 2023-11-14T23:13:20.000Z) |> aggregateWindow(every: 60000ms, fn: mean)",
            (string?)JsonNode.Parse(request.Body)!["query"]);
        var frames = result["frames"]!.AsArray();
        Assert.Equal(["usage", "usage"], frames.Select(frame => (string?)frame!["schema"]!["fields"]![1]!["name"]));
        Assert.Equal("""{"host":"a"}""", frames[0]!["schema"]!["fields"]![1]!["labels"]!.ToJsonString());
        Assert.Equal("b, \"c\"", (string?)frames[1]!["schema"]!["fields"]![1]!["labels"]!["host"]);
        Assert.Equal("[[1700000000000,1700000060000],[0.5,null]]", frames[0]!["data"]!["values"]!.ToJsonString());
    }

    [Fact]
    public async Task InfluxDB_InfluxQL_PutsTheRangeInAndNamesTheSeries()
    {
        await using var store = await ScriptedStore.StartAsync("""
            {"results":[{"series":[{"name":"cpu","tags":{"host":"a"},"columns":["time","mean"],"values":[[1700000000000,0.5]]}]}]}
            """);
        await using var dashboards = await StartAsync(store, "influxdb",
            "version: InfluxQL, dbName: metrics, httpMode: GET, httpHeaderName1: Authorization", "httpHeaderValue1: Token x");

        var result = await dashboards.QueryAsync("s",
            new() { ["query"] = "SELECT mean(u) FROM cpu WHERE $timeFilter GROUP BY time($__interval)", ["alias"] = "$m on $tag_host",
            ["rawQuery"] = true });

        var request = Assert.Single(store.Requests);
        Assert.Equal("SELECT mean(u) FROM cpu WHERE time >= 1700000000000ms and time <= 1700003600000ms GROUP BY time(60s)",
            request.Form["q"]);
        Assert.Equal("Token x", request.Headers["Authorization"]);
        Assert.Equal("cpu on a", (string?)result["frames"]![0]!["schema"]!["name"]);
    }

    [Theory]
    [InlineData("DROP MEASUREMENT cpu")]
    [InlineData("SELECT 1; DROP MEASUREMENT cpu")]
    public async Task InfluxDB_InfluxQLThatChanges_NeverLeaves(string statement)
    {
        await using var store = await ScriptedStore.StartAsync("{}");
        await using var dashboards = await StartAsync(store, "influxdb", "version: InfluxQL, dbName: m");

        var result = await dashboards.QueryAsync("s", new() { ["query"] = statement });

        Assert.Contains("only SELECT", (string?)result["error"], StringComparison.Ordinal);
        Assert.Empty(store.Requests);
    }

    [Fact]
    public async Task Query_StoreIsDown_SaysSo()
    {
        await using var dashboards = new RunningDashboards();
        dashboards.WriteDataSources($"{{name: gone, uid: s, type: prometheus, url: 'http://127.0.0.1:{FreePort.Take()}'}}");
        await dashboards.StartAsync();

        var result = await dashboards.QueryAsync("s", new() { ["expr"] = "up" });

        Assert.Equal(502, (int)result["status"]!);
        Assert.Contains("gone does not answer", (string?)result["error"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Query_StoreStopsInTheMiddleOfItsAnswer_IsNotWaitedForWithoutEnd()
    {
        await using var store = await ScriptedStore.StartAsync("{}");
        store.Before = async context =>
        {
            await context.Response.Body.FlushAsync(context.RequestAborted);
            await Task.Delay(Timeout.Infinite, context.RequestAborted);
        };
        using var folder = new TemporaryFolder();
        folder.Write("datasources/a.yaml", $"datasources: [{{name: slow, type: prometheus, url: '{store.Url}'}}]");
        var source = Assert.Single(DataSourceDefinition.ReadAll(folder.Path, _ => null));
        using var client = new StoreClient(TimeSpan.FromMilliseconds(500));

        var error = await Assert.ThrowsAsync<QueryException>(
            () => client.GetJsonAsync(source, "api/v1/query", TestContext.Current.CancellationToken));

        Assert.Contains("slow does not end its answer within", error.Message, StringComparison.Ordinal);
        Assert.Equal((504, true), (error.Status, error.IsStoresFault));
    }

    private static async Task<RunningDashboards> StartAsync(ScriptedStore store, string type, string settings = "", string secrets = "")
    {
        var dashboards = new RunningDashboards();
        dashboards.WriteDataSources(
            $"{{name: s, uid: s, type: {type}, url: '{store.Url}', jsonData: {{{settings}}}, secureJsonData: {{{secrets}}}}}");
        return await dashboards.StartAsync();
    }
}
