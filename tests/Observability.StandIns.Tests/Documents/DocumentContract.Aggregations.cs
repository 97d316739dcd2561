using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;

namespace Observability.StandIns.Tests.Documents;

public abstract partial class DocumentContract<TBackend>
{
    private async Task<Answer> AggregateAsync(string aggregation, string query = """{"match_all":{}}""")
    {
        var answer = await SearchLogsAsync($$$"""{"size":0,"query":{{{query}}},"aggs":{"x":{{{aggregation}}}}}""");
        Assert.True(answer.Status == HttpStatusCode.OK, answer.Text);
        return answer;
    }

    [Theory]
    [InlineData("""{"terms":{"field":"level"}}""", "error=2 info=2 debug=1 warn=1")]
    [InlineData("""{"terms":{"field":"level","order":{"_key":"asc"}}}""", "debug=1 error=2 info=2 warn=1")]
    [InlineData("""{"terms":{"field":"level","order":[{"_count":"asc"},{"_key":"desc"}]}}""", "warn=1 debug=1 info=2 error=2")]
    [InlineData("""{"terms":{"field":"level","size":2}}""", "error=2 info=2")]
    [InlineData("""{"terms":{"field":"level","min_doc_count":2}}""", "error=2 info=2")]
    [InlineData("""{"terms":{"field":"level","include":"e.*|w.*"}}""", "error=2 warn=1")]
    [InlineData("""{"terms":{"field":"level","exclude":["error","info"]}}""", "debug=1 warn=1")]
    [InlineData("""{"terms":{"field":"tags","missing":"none"}}""", "none=4 b=2 a=1")]
    [InlineData("""{"terms":{"field":"status"}}""", "200=2 404=1 500=1 503=1")]
    [InlineData("""{"terms":{"field":"ok"}}""", "false=3 true=2")]
    [InlineData("""{"terms":{"field":"nothing"}}""", "")]
    [InlineData("""{"terms":{"field":"host","order":{"t":"desc"}},"aggs":{"t":{"max":{"field":"took"}}}}""", "db-1=2 web-1=2 web-2=1 db-2=1")]
    [InlineData("""{"terms":{"field":"host","order":{"t[50.0]":"asc"},"size":2},"aggs":{"t":{"percentiles":{"field":"took","percents":[50]}}}}""", "web-2=1 web-1=2")]
    [InlineData("""{"terms":{"field":"host","order":{"t.std_deviation":"desc"},"size":1},"aggs":{"t":{"extended_stats":{"field":"took"}}}}""", "db-1=2")]
    [InlineData("""{"date_histogram":{"field":"@timestamp","fixed_interval":"30s"}}""", null)]
    [InlineData("""{"date_histogram":{"field":"@timestamp","calendar_interval":"day"}}""", "2026-11-25T00:00:00.000Z=4 2026-11-26T00:00:00.000Z=2")]
    [InlineData("""{"date_histogram":{"field":"@timestamp","calendar_interval":"1d","time_zone":"Europe/Berlin"}}""", "2026-11-25T00:00:00.000+01:00=3 2026-11-26T00:00:00.000+01:00=3")]
    [InlineData("""{"date_histogram":{"field":"@timestamp","calendar_interval":"1d","time_zone":"Europe/Berlin","format":"yyyy-MM-dd"}}""", "2026-11-25=3 2026-11-26=3")]
    [InlineData("""{"date_histogram":{"field":"@timestamp","calendar_interval":"1d","time_zone":"+15:00","format":"yyyy-MM-dd'T'HHXXX"}}""", "2026-11-26T00+15:00=5 2026-11-27T00+15:00=1")]
    [InlineData("""{"date_histogram":{"field":"@timestamp","calendar_interval":"1d","offset":"+6h"}}""", "2026-11-25T06:00:00.000Z=5 2026-11-26T06:00:00.000Z=1")]
    [InlineData("""{"date_histogram":{"field":"@timestamp","calendar_interval":"month","format":"yyyy-MM"}}""", "2026-11=6")]
    [InlineData("""{"date_histogram":{"field":"@timestamp","fixed_interval":"12h"}}""", "2026-11-25T00:00:00.000Z=3 2026-11-25T12:00:00.000Z=1 2026-11-26T00:00:00.000Z=2")]
    [InlineData("""{"date_histogram":{"field":"@timestamp","fixed_interval":"6h","min_doc_count":1}}""", "2026-11-25T06:00:00.000Z=3 2026-11-25T18:00:00.000Z=1 2026-11-26T00:00:00.000Z=1 2026-11-26T06:00:00.000Z=1")]
    [InlineData("""{"date_histogram":{"field":"@timestamp","fixed_interval":"1d","extended_bounds":{"min":"2026-11-24","max":"2026-11-27"},"format":"yyyy-MM-dd"}}""", "2026-11-24=0 2026-11-25=4 2026-11-26=2 2026-11-27=0")]
    [InlineData("""{"histogram":{"field":"status","interval":100}}""", "200=2 300=0 400=1 500=2")]
    [InlineData("""{"histogram":{"field":"took","interval":10,"min_doc_count":1,"offset":5}}""", "-5=3 5=1 25=1")]
    [InlineData("""{"range":{"field":"status","ranges":[{"to":400},{"from":400,"to":500},{"from":500,"key":"bad"}]}}""", "*-400.0=2 400.0-500.0=1 bad=2")]
    [InlineData("""{"date_range":{"field":"@timestamp","format":"yyyy-MM-dd","ranges":[{"from":"2026-11-25","to":"2026-11-26"},{"from":"2026-11-26||/d"}]}}""", "2026-11-25-2026-11-26=4 2026-11-26-*=2")]
    public async Task Buckets_OfAnAggregation_AreThese(string aggregation, string? buckets)
    {
        var answer = await AggregateAsync(aggregation);

        if (buckets is not null)
        {
            Assert.Equal(buckets, Buckets(answer, "aggregations.x.buckets"));
        }
        else
        {
            // From the first to the last in steps of 30 seconds: those between are there, too.
            Assert.Equal(2 * 60 * 24 + 1, answer["aggregations.x.buckets"]!.AsArray().Count);
        }
    }

    [Theory]
    [InlineData("""{"avg":{"field":"took"}}""", "value", 9.25)]
    [InlineData("""{"sum":{"field":"took"}}""", "value", 46.25)]
    [InlineData("""{"min":{"field":"status"}}""", "value", 200.0)]
    [InlineData("""{"max":{"field":"status"}}""", "value", 503.0)]
    [InlineData("""{"max":{"field":"took","missing":99}}""", "value", 99.0)]
    [InlineData("""{"value_count":{"field":"tags"}}""", "value", 3.0)]
    [InlineData("""{"cardinality":{"field":"host"}}""", "value", 4.0)]
    [InlineData("""{"cardinality":{"field":"status"}}""", "value", 4.0)]
    [InlineData("""{"stats":{"field":"status"}}""", "avg", 361.4)]
    [InlineData("""{"extended_stats":{"field":"status"}}""", "sum_of_squares", 746225.0)]
    [InlineData("""{"extended_stats":{"field":"took"}}""", "variance", 125.75)]
    [InlineData("""{"extended_stats":{"field":"took","sigma":1}}""", "std_deviation_bounds.upper", 20.463830746002902)]
    [InlineData("""{"percentiles":{"field":"took","percents":[50]}}""", "values.50~0", 2.0)]
    [InlineData("""{"percentiles":{"field":"status","percents":[0,100]}}""", "values.100~0", 503.0)]
    [InlineData("""{"filter":{"term":{"level":"error"}},"aggs":{"y":{"avg":{"field":"took"}}}}""", "y.value", 21.125)]
    [InlineData("""{"missing":{"field":"user.name"}}""", "doc_count", 4.0)]
    [InlineData("""{"filters":{"filters":{"bad":{"query_string":{"query":"level:error"}},"web":{"prefix":{"host":"web"}}}}}""", "buckets.web.doc_count", 3.0)]
    [InlineData("""{"filters":{"other_bucket":true,"filters":{"bad":{"term":{"level":"error"}}}}}""", "buckets._other_.doc_count", 4.0)]
    [InlineData("""{"top_metrics":{"metrics":[{"field":"took"}],"sort":[{"@timestamp":"desc"}],"size":1}}""", "top.0.metrics.took", null)]
    [InlineData("""{"top_metrics":{"metrics":{"field":"status"},"sort":{"took":"desc"}}}""", "top.0.metrics.status", 503.0)]
    public async Task Metric_OfAnAggregation_IsThis(string aggregation, string path, double? value)
    {
        var found = (await AggregateAsync(aggregation))[$"aggregations.x.{path}"];

        if (value is { } number)
        {
            Assert.Equal(number, double.Parse(found!.ToJsonString(), CultureInfo.InvariantCulture), 9);
        }
        else
        {
            Assert.Null(found);
        }
    }

    [Fact]
    public async Task Metric_OfNothing_IsNullOrNought()
    {
        var answer = await SearchLogsAsync("""
            {"size":0,"query":{"match_none":{}},"aggs":{"a":{"avg":{"field":"took"}},"s":{"sum":{"field":"took"}},"p":{"percentiles":{"field":"took"}},"t":{"terms":{"field":"level"}},
             "h":{"date_histogram":{"field":"@timestamp","fixed_interval":"1h"}}}}
            """);

        Assert.Null(answer["aggregations.a.value"]);
        Assert.Equal(0, answer["aggregations.s.value"]!.GetValue<double>());
        Assert.Null(answer["aggregations.p.values"]!["95.0"]);
        Assert.Empty(answer["aggregations.t.buckets"]!.AsArray());
        Assert.Empty(answer["aggregations.h.buckets"]!.AsArray());
    }

    [Fact]
    public async Task Lists_OfNumbers_CountOnceInABucketAndAreOrderedByTheirEnds()
    {
        await BulkAsync(
            """{"index":{"_index":"lists-1"}}""", """{"v":[1,11,1]}""",
            """{"index":{"_index":"lists-2"}}""", """{"v":[5,1],"m":7}""", """{"index":{"_index":"lists-2"}}""", """{"v":[3],"m":8}""");

        var buckets = await SendAsync("POST", "/lists-1/_search", """{"size":0,"aggs":{"x":{"histogram":{"field":"v","interval":10}}}}""");
        var tops = await SendAsync("POST", "/lists-2/_search", """
            {"size":0,"aggs":{"a":{"top_metrics":{"metrics":{"field":"m"},"sort":{"v":"asc"}}},"d":{"top_metrics":{"metrics":{"field":"m"},"sort":{"v":"desc"}}}}}
            """);

        Assert.Equal("0=1 10=1", Buckets(buckets, "aggregations.x.buckets"));
        Assert.Equal(("1", "7"), (tops.Of("aggregations.a.top.0.sort.0"), tops.Of("aggregations.a.top.0.metrics.m")));
        Assert.Equal(("5", "7"), (tops.Of("aggregations.d.top.0.sort.0"), tops.Of("aggregations.d.top.0.metrics.m")));
    }

    [Fact]
    public async Task Lists_OfTextsWithFielddata_CountTheirDifferentWords()
    {
        await SendAsync("PUT", "/words-1", """{"mappings":{"properties":{"t":{"type":"text","fielddata":true}}}}""");
        await BulkAsync("""{"index":{"_index":"words-1"}}""", """{"t":["a b","b","c"]}""", """{"index":{"_index":"words-1"}}""", """{"t":"a a"}""");

        var answer = await SendAsync("POST", "/words-1/_search", """
            {"size":0,"aggs":{"c":{"cardinality":{"field":"t"}},"n":{"value_count":{"field":"t"}},"x":{"terms":{"field":"t"}}}}
            """);

        Assert.Equal(("3", "4"), (answer.Of("aggregations.c.value"), answer.Of("aggregations.n.value")));
        Assert.Equal("a=2 b=1 c=1", Buckets(answer, "aggregations.x.buckets"));
    }

    [Theory]
    [InlineData("_key", "2026-11-26 2026-11-25")]
    [InlineData("_count", "2026-11-25 2026-11-26")]
    public async Task Buckets_WithNamesAndAnOrder_HaveTheirOwnNames(string criterion, string names)
    {
        var answer = await AggregateAsync($$$$"""
            {"date_histogram":{"field":"@timestamp","calendar_interval":"day","format":"yyyy-MM-dd","keyed":true,"order":{"{{{{criterion}}}}":"desc"}}}
            """);

        var buckets = answer["aggregations.x.buckets"]!.AsObject();
        Assert.Equal(names, string.Join(' ', buckets.Select(entry => entry.Key)));
        Assert.All(buckets, entry => Assert.Equal(entry.Key, entry.Value!["key_as_string"]!.GetValue<string>()));
    }

    [Theory]
    [InlineData("fixed_interval", "1h", "00=1 01=2 02=0 03=1")]
    [InlineData("calendar_interval", "hour", "00=1 01=2 02=0 03=1")]
    [InlineData("fixed_interval", "30m", "00:30=1 01=1 01:30=1 02=0 02:30=0 03=1")]
    [InlineData("fixed_interval", "3h", "22=3 02=1")]
    [InlineData("calendar_interval", "day", "22=4")]
    public async Task Hours_AsClocksAreSetBack_AreTwo(string kind, string length, string found)
    {
        var times = (string[])["00:30", "01:00", "01:30", "03:00"];
        await BulkAsync(times.SelectMany(time => (string[])[
            $$$"""{"index":{"_index":"clocks-1","_id":"{{{time}}}"}}""", $$$"""{"t":"2026-10-25T{{{time}}}:00Z"}"""]));

        var answer = await SendAsync("POST", "/clocks-1/_search", $$$"""
            {"size":0,"aggs":{"x":{"date_histogram":{"field":"t","{{{kind}}}":"{{{length}}}","time_zone":"Europe/Berlin"}} }}
            """);

        Assert.Equal(found, string.Join(' ', answer["aggregations.x.buckets"]!.AsArray().Select(bucket =>
            DateTimeOffset.FromUnixTimeMilliseconds(bucket!["key"]!.GetValue<long>()).ToString("HH:mm", CultureInfo.InvariantCulture)
                .Replace(":00", "", StringComparison.Ordinal) + "=" + bucket["doc_count"])));
    }

    [Theory]
    [InlineData("kinds-1,kinds-2")]
    [InlineData("kinds-2,kinds-3")]
    public async Task Numbers_WholeInOneIndexAndDecimalInAnother_AreOnesOfOneKind(string indices)
    {
        await BulkAsync(
            """{"index":{"_index":"kinds-1","_id":"1"}}""", """{"v":12}""", """{"index":{"_index":"kinds-2","_id":"2"}}""", """{"v":1.5}""",
            """{"index":{"_index":"kinds-2","_id":"3"}}""", """{"v":12.0}""", """{"index":{"_index":"kinds-3","_id":"4"}}""", """{"v":12}""");

        var answer = await SendAsync("POST", $"/{indices}/_search", """
            {"size":0,"aggs":{"x":{"terms":{"field":"v"}},"t":{"top_metrics":{"metrics":{"field":"v"},"sort":{"v":"asc"}}}}}
            """);

        Assert.Equal("12=2 1.5=1", Buckets(answer, "aggregations.x.buckets"));
        Assert.Equal("1.5", answer.Of("aggregations.t.top.0.sort.0"));
    }

    [Fact]
    public async Task TopHits_OfBuckets_AreTheirFirst()
    {
        var answer = await AggregateAsync("""{"terms":{"field":"level","size":1},"aggs":{"t":{"top_hits":{"size":1,"sort":[{"took":"desc"}],"_source":["host"]}}}}""");

        Assert.Equal("4", answer.Of("aggregations.x.buckets.0.t.hits.hits.0._id"));
        Assert.Equal("""{"host":"db-1"}""", answer.Of("aggregations.x.buckets.0.t.hits.hits.0._source"));
        Assert.Equal("2", answer.Of("aggregations.x.buckets.0.t.hits.total.value"));
    }

    [Fact]
    public async Task Pipelines_OverBuckets_ReckonWithTheirNumbers()
    {
        var answer = await AggregateAsync("""
            {"date_histogram":{"field":"@timestamp","fixed_interval":"12h"},"aggs":{"s":{"sum":{"field":"took"}},
              "d":{"derivative":{"buckets_path":"s"}},"c":{"cumulative_sum":{"buckets_path":"_count"}},
              "m":{"moving_fn":{"buckets_path":"s","window":2,"script":"MovingFunctions.unweightedAvg(values)"}},
              "b":{"bucket_script":{"buckets_path":{"sum":"s","n":"_count"},"script":"params.sum / params.n * 100"}}}}
            """);

        Assert.Equal("[14.25,30,2]", Numbers(answer, "s"));
        Assert.Equal("[null,15.75,-28]", Numbers(answer, "d"));
        Assert.Equal("[3,4,6]", Numbers(answer, "c"));
        Assert.Equal("[null,14.25,22.125]", Numbers(answer, "m"));
        Assert.Equal("[475,3000,100]", Numbers(answer, "b"));
        var siblings = await SearchLogsAsync("""
            {"size":0,"aggs":{"h":{"terms":{"field":"host"},"aggs":{"m":{"max":{"field":"took"}}}},"a":{"avg_bucket":{"buckets_path":"h>m"}},"b":{"max_bucket":{"buckets_path":"h>m"}}}}
            """);
        Assert.Equal(14.583333333, siblings["aggregations.a.value"]!.GetValue<double>(), 6);
        Assert.Equal("db-1", siblings.Of("aggregations.b.keys.0"));
    }

    [Theory]
    [InlineData("sum", 0, "[0,1,3,5]")]
    [InlineData("sum", 1, "[1,3,5,7]")]
    [InlineData("sum", 2, "[3,5,7,4]")]
    [InlineData("sum", 3, "[5,7,4,0]")]
    [InlineData("linearWeightedAvg", 2, "[1.25,2,2.75,2]")]
    public async Task MovingFunction_ShiftedWindow_HasWhatComesAfterItsBucket(string function, int shift, string numbers)
    {
        await BulkAsync(Enumerable.Range(1, 4).SelectMany(i => (string[])[
            $$$"""{"index":{"_index":"moving-1","_id":"{{{i}}}"}}""", $$$"""{"v":{{{i}}}}"""]));

        var answer = await SendAsync("POST", "/moving-1/_search", $$$"""
            {"size":0,"aggs":{"x":{"histogram":{"field":"v","interval":1},"aggs":{"s":{"sum":{"field":"v"}},"m":{"moving_fn":{
              "buckets_path":"s","window":2,"shift":{{{shift}}},"script":"MovingFunctions.{{{function}}}(values)"}}
            }} }}
            """);

        Assert.Equal(numbers, Numbers(answer, "m"));
    }

    [Theory]
    [InlineData("skip", "[10,20,null,80]", "[null,10,null,null]", "[null,10,null,null]", 5.0)]
    [InlineData("insert_zeros", "[10,20,0,80]", "[null,10,-20,80]", "[null,10,-20,80]", 0.0)]
    [InlineData("keep_values", "[10,20,0,80]", "[null,10,-20,80]", "[null,10,-20,80]", 0.0)]
    public async Task Pipelines_OverAGap_DoAsTheirPolicySays(
        string policy, string scripted, string derived, string lagged, double least)
    {
        await BulkAsync(
            """{"index":{"_index":"gaps-1","_id":"1"}}""", """{"at":0,"v":5}""", """{"index":{"_index":"gaps-1","_id":"2"}}""", """{"at":1,"v":10}""",
            """{"index":{"_index":"gaps-1","_id":"3"}}""", """{"at":3,"v":40}""");

        var answer = await SendAsync("POST", "/gaps-1/_search", $$$$$"""
            {"size":0,"aggs":{"x":{"histogram":{"field":"at","interval":1},"aggs":{"s":{"sum":{"field":"v"}},
              "b":{"bucket_script":{"buckets_path":{"v":"s"},"script":"params.v * 2","gap_policy":"{{{{{policy}}}}}"}},
              "d":{"derivative":{"buckets_path":"b","gap_policy":"{{{{{policy}}}}}"}},"l":{"serial_diff":{"buckets_path":"b","gap_policy":"{{{{{policy}}}}}"}}}},
              "least":{"min_bucket":{"buckets_path":"x>s","gap_policy":"{{{{{policy}}}}}"}}}}
            """);

        Assert.Equal((scripted, derived, lagged), (Numbers(answer, "b"), Numbers(answer, "d"), Numbers(answer, "l")));
        Assert.Equal(least, answer["aggregations.least.value"]!.GetValue<double>());
    }

    [Fact]
    public async Task SubAggregations_AtAnyDepth_AreInTheirBuckets()
    {
        var answer = await AggregateAsync("""
            {"terms":{"field":"level","order":{"_key":"asc"}},"aggs":{"h":{"terms":{"field":"host"},"aggs":{"d":{"date_histogram":{"field":"@timestamp","calendar_interval":"day"},
              "aggs":{"v":{"max":{"field":"took"}}}}}}}}
            """);

        Assert.Equal("error", answer.Of("aggregations.x.buckets.1.key"));
        Assert.Equal("db-1=1 web-1=1", Buckets(answer, "aggregations.x.buckets.1.h.buckets"));
        Assert.Equal(30, answer["aggregations.x.buckets.1.h.buckets.0.d.buckets.0.v.value"]!.GetValue<double>());
    }

    [Theory]
    [InlineData("""{"no_such":{"field":"level"}}""")]
    [InlineData("""{"terms":{"field":"message"}}""")]
    [InlineData("""{"avg":{"field":"level"}}""")]
    [InlineData("""{"date_histogram":{"field":"@timestamp"}}""")]
    [InlineData("""{"date_histogram":{"field":"@timestamp","fixed_interval":"1M"}}""")]
    [InlineData("""{"date_histogram":{"field":"@timestamp","calendar_interval":"2d"}}""")]
    [InlineData("""{"terms":{"field":"level","size":0}}""")]
    [InlineData("""{"terms":{"field":"level","order":{"nothing":"asc"}}}""")]
    [InlineData("""{"avg":{"field":"took"},"aggs":{"y":{"avg":{"field":"took"}}}}""")]
    [InlineData("""{"histogram":{"field":"status","interval":0}}""")]
    [InlineData("""{"terms":{"field":"level"},"aggs":{"y":{"derivative":{"buckets_path":[]}}}}""")]
    [InlineData("""{"terms":{"field":"level","order":{"y[150]":"asc"}},"aggs":{"y":{"percentiles":{"field":"took"}}}}""")]
    [InlineData("""{"terms":{"field":"level","order":{"y[-1]":"asc"}},"aggs":{"y":{"percentiles":{"field":"took"}}}}""")]
    public async Task Aggregation_WithAMistake_Is400(string aggregation) =>
        Assert.Equal(HttpStatusCode.BadRequest, (await SearchLogsAsync($$$"""{"size":0,"aggs":{"x":{{{aggregation}}}}}""")).Status);

    [Theory]
    [InlineData("""{"date_histogram":{"field":"@timestamp","fixed_interval":"1ms","extended_bounds":{"min":"2000-01-01","max":"2030-01-01"}}}""")]
    [InlineData("""{"histogram":{"field":"status","interval":0.000001}}""")]
    [InlineData("""{"date_histogram":{"field":"@timestamp","calendar_interval":"1s"}}""")]
    public async Task Aggregation_WithTooManyBuckets_IsRefused(string aggregation)
    {
        var answer = await SearchLogsAsync($$$"""{"size":0,"aggs":{"x":{{{aggregation}}}}}""");

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Contains("too_many_buckets_exception", answer.Text, StringComparison.Ordinal);
    }

    private static string Numbers(Answer answer, string name) =>
        new JsonArray(
            [.. answer["aggregations.x.buckets"]!.AsArray().Select(bucket => bucket![name]?["value"]?.DeepClone())]).ToJsonString();
}
