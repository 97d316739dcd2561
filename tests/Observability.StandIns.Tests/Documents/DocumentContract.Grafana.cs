using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;

namespace Observability.StandIns.Tests.Documents;

/// <summary>
/// The requests of Grafana's data source (https://grafana.com/docs/grafana/latest/datasources/elasticsearch/), of this repository's own
/// content, and of the usual writers, in the forms in which they are sent.
/// </summary>
public abstract partial class DocumentContract<TBackend>
{
    private const string From = "1795564800000";
    private const string To = "1795737600000";

    [Fact]
    public async Task DataSource_Health_IsOk()
    {
        var health = await SendAsync("GET", "/_cluster/health?wait_for_status=yellow");

        Assert.Equal(HttpStatusCode.OK, health.Status);
        Assert.NotEqual("red", health.Of("status"));
    }

    [Fact]
    public async Task DataSource_Dashboard_CountsDocumentsInTimeByMeasurement()
    {
        var response = await AskAsync($$$$"""
            {"size":0,"query":{"bool":{"filter":[
                {"range":{"@timestamp":{"gte":{{{{From}}}},"lte":{{{{To}}}},"format":"epoch_millis"}} },
                {"query_string":{"analyze_wildcard":true,"query":"*"}}]}},
             "aggs":{"3":{"terms":{"field":"level","size":10,"order":{"_count":"desc"},"min_doc_count":1},
               "aggs":{"2":{"date_histogram":{"field":"@timestamp","fixed_interval":"43200000ms","min_doc_count":0,"extended_bounds":{"min":{{{{From}}}},"max":{{{{To}}}}},"format":"epoch_millis"},"aggs":{}} }} }}
            """);

        Assert.Equal(
            ["error", "info", "debug", "warn"],
            response["aggregations"]!["3"]!["buckets"]!.AsArray().Select(bucket => bucket!["key"]!.GetValue<string>()));
        var error = response["aggregations"]!["3"]!["buckets"]![0]!["2"]!["buckets"]!.AsArray();
        Assert.Equal(
            [1795564800000, 1795608000000, 1795651200000, 1795694400000, 1795737600000],
            error.Select(bucket => bucket!["key"]!.GetValue<long>()));
        Assert.Equal([1, 1, 0, 0, 0], error.Select(bucket => bucket!["doc_count"]!.GetValue<int>()));
        Assert.Equal("1795564800000", error[0]!["key_as_string"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("avg", """{"field":"took"}""", "value")]
    [InlineData("percentiles", """{"field":"took","percents":["25","50","75","95","99"]}""", "values.95~0")]
    [InlineData("extended_stats", """{"field":"took","sigma":"2"}""", "std_deviation_bounds.upper")]
    [InlineData("cardinality", """{"field":"host"}""", "value")]
    [InlineData("top_metrics", """{"metrics":[{"field":"took"}],"size":"1","sort":[{"@timestamp":"desc"}]}""", "top.0.metrics.took")]
    public async Task DataSource_QueryBuilder_AsksForMetrics(string type, string settings, string path)
    {
        var response = await AskAsync($$$$"""
            {"size":0,"query":{"bool":{"filter":[
                {"range":{"@timestamp":{"gte":{{{{From}}}},"lte":{{{{To}}}},"format":"epoch_millis"}} },
                {"query_string":{"analyze_wildcard":true,"query":"host:web-*"}}]}},
             "aggs":{"2":{"date_histogram":{"field":"@timestamp","fixed_interval":"1d","min_doc_count":1,"format":"epoch_millis"},"aggs":{"1":{"{{{{type}}}}":{{{{settings}}}}}} }} }
            """);

        JsonNode? node = response["aggregations"]!["2"]!["buckets"]![0]!["1"];
        foreach (var part in path.Split('.'))
        {
            node = node is JsonArray list ? list[int.Parse(part, CultureInfo.InvariantCulture)] : node![part.Replace('~', '.')];
        }

        Assert.NotNull(node);
    }

    [Fact]
    public async Task DataSource_Logs_AsksForTheLastLinesWithMarks()
    {
        var response = await AskAsync($$$$"""
            {"size":500,"query":{"bool":{"filter":[
                {"range":{"@timestamp":{"gte":{{{{From}}}},"lte":{{{{To}}}},"format":"epoch_millis"}} },
                {"query_string":{"analyze_wildcard":true,"query":"memory"}}]}},
             "sort":{"@timestamp":{"order":"desc","unmapped_type":"boolean"},"_doc":{"order":"desc"}},"script_fields":{},"docvalue_fields":["@timestamp"],
             "fields":[{"field":"@timestamp","format":"strict_date_optional_time_nanos"}],
             "highlight":{"fields":{"*":{}},"fragment_size":2147483647,"post_tags":["@/HIGHLIGHT@"],"pre_tags":["@HIGHLIGHT@"]}}
            """);

        var hits = response["hits"]!["hits"]!.AsArray();
        Assert.Equal(["4", "3"], hits.Select(hit => hit!["_id"]!.GetValue<string>()));
        Assert.Equal(2, hits[0]!["sort"]!.AsArray().Count);
        Assert.Equal("2026-11-25T23:59:59.999Z", hits[0]!["fields"]!["@timestamp"]![0]!.GetValue<string>());
        Assert.Contains(
            "@HIGHLIGHT@memory@/HIGHLIGHT@", hits[0]!["highlight"]!["message"]![0]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task DataSource_VariableOfTerms_GetsTheValues()
    {
        var response = await AskAsync($$$$"""
            {"size":0,"query":{"bool":{"filter":[
                {"range":{"@timestamp":{"gte":{{{{From}}}},"lte":{{{{To}}}},"format":"epoch_millis"}} },
                {"query_string":{"query":"level:error"}}]}},
             "aggs":{"1":{"terms":{"field":"host","size":500,"order":{"_key":"asc"}} }} }
            """);

        Assert.Equal(
            ["db-1", "web-1"], response["aggregations"]!["1"]!["buckets"]!.AsArray().Select(bucket => bucket!["key"]!.GetValue<string>()));
    }

    [Fact]
    public async Task DataSource_VariableOfFields_ReadsTheMapping()
    {
        await LogsAsync();

        var answer = await SendAsync("GET", "/logs-2026.11.25/_mapping");

        Assert.Equal(
            "keyword",
            answer.Json["logs-2026.11.25"]!["mappings"]!["properties"]!["user"]!["properties"]!["name"]!["type"]!.GetValue<string>());
    }

    [Fact]
    public async Task Telegraf_Batch_IsTakenIntoTheIndexOfTheDay()
    {
        await SendAsync("PUT", "/_index_template/telegraf", """
            {"index_patterns":["telegraf-*"],"priority":501,"template":{"settings":{"number_of_replicas":0,"refresh_interval":"5s"},
              "mappings":{"dynamic_templates":[
                  {"strings":{"match_mapping_type":"string","mapping":{"type":"keyword","ignore_above":8191}}}],"properties":{"@timestamp":{"type":"date"}}}}}
            """);
        const string Batch = """
            {"index":{"_index":"telegraf-2026.11.26","_id":"f0e1"}}
            {"@timestamp":"2026-11-26T01:02:03Z","flow":{"value":42},"measurement_name":"flow","tag":{"case":"abc"}}

            """;

        // A message that comes twice replaces itself.
        Assert.Equal("201", (await SendAsync("POST", "/_bulk", Batch)).Of("items.0.index.status"));
        Assert.Equal("200", (await SendAsync("POST", "/_bulk?refresh=true", Batch)).Of("items.0.index.status"));

        var found = await SendAsync("GET", "/telegraf-*/_search?q=tag.case:abc");
        Assert.Contains("\"value\":42", found.Text, StringComparison.Ordinal);
        Assert.Equal("1", found.Of("hits.total.value"));
        Assert.Equal("green", (await SendAsync("GET", "/_cluster/health/telegraf-*")).Of("status"));
    }

    [Fact]
    public async Task FluentBit_Batch_IsCreated()
    {
        const string Batch = """
            {"create":{"_index":"fluent-bit"}}
            {"@timestamp":"2026-11-26T01:02:03.123Z","log":"a line","kubernetes":{"pod_name":"x","labels":{"app":"y"}}}

            """;

        Assert.Equal("201", (await SendAsync("POST", "/_bulk", Batch, "application/x-ndjson")).Of("items.0.create.status"));
    }

    [Fact]
    public async Task OfficialClient_MediaTypes_AreTakenAndGiven()
    {
        var answer = await SendAsync(
            "POST", "/client/_bulk?refresh=wait_for", "{\"index\":{\"_id\":\"1\"}}\n{\"a\":1}\n", "application/vnd.elasticsearch+x-ndjson;compatible-with=9",
            request => request.Headers.TryAddWithoutValidation("Accept", "application/vnd.elasticsearch+json;compatible-with=9"));

        Assert.Equal("201", answer.Of("items.0.index.status"));
        Assert.StartsWith("application/vnd.elasticsearch+json", string.Concat(answer.Headers["Content-Type"]), StringComparison.Ordinal);
    }

    private async Task<JsonNode> AskAsync(string search)
    {
        await LogsAsync();
        var answer = await SendAsync(
            "POST",
            "/_msearch?max_concurrent_shard_requests=5",
            """{"search_type":"query_then_fetch","ignore_unavailable":true,"index":"logs-2026.11.24,logs-2026.11.25,logs-2026.11.26"}""" + "\n" + search.ReplaceLineEndings("") + "\n",
            "application/x-ndjson");
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.True(answer.Of("responses.0.status") == "200", answer.Text);
        return answer["responses.0"]!;
    }
}
