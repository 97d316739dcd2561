using System.Net;

namespace Observability.StandIns.Tests.Documents;

/// <summary>What is the stand-in's own: what it says of itself and of what it does not do.</summary>
[Tier(Tier.Process)]
public sealed class StandInTests(DocumentFixture<StandInBackend> fixture) : IClassFixture<DocumentFixture<StandInBackend>>
{
    [Theory]
    [InlineData("POST", "/_sql", """{"query":"SELECT 1"}""", "_sql")]
    [InlineData("PUT", "/_ingest/pipeline/p", "{}", "_ingest")]
    [InlineData("PUT", "/_ilm/policy/p", "{}", "_ilm")]
    [InlineData("PUT", "/_data_stream/d", null, "_data_stream")]
    [InlineData("POST", "/x/_delete_by_query", "{}", "_delete_by_query")]
    [InlineData("GET", "/_nodes/stats", null, "/_nodes/stats")]
    [InlineData("POST", "/_search", """{"query":{"nested":{"path":"a","query":{"match_all":{}}}}}""", "nested")]
    [InlineData("POST", "/_search", """{"query":{"fuzzy":{"a":"b"}}}""", "fuzzy")]
    [InlineData("POST", "/_search", """{"query":{"query_string":{"query":"roam~1"}}}""", "fuzzy words")]
    [InlineData("POST", "/_search", """{"query":{"query_string":{"query":"\"a b\"~2"}}}""", "slop")]
    [InlineData("POST", "/_search", """{"aggs":{"g":{"geohash_grid":{"field":"a"}}}}""", "geohash_grid")]
    [InlineData("POST", "/_search", """{"aggs":{"g":{"composite":{"sources":[]}}}}""", "composite")]
    [InlineData("POST", "/_search", """{"aggs":{"g":{"avg":{"script":"1"}}}}""", "script")]
    [InlineData("POST", "/_search", """{"script_fields":{"a":{"script":"1"}}}""", "script_fields")]
    [InlineData("POST", "/_search", """{"suggest":{}}""", "suggest")]
    [InlineData("PUT", "/refused-1", """{"mappings":{"properties":{"a":{"type":"geo_point"}}}}""", "geo_point")]
    [InlineData("PUT", "/refused-2", """{"mappings":{"properties":{"a":{"type":"nested"}}}}""", "nested")]
    [InlineData("PUT", "/refused-3", """{"settings":{"analysis":{"analyzer":{"a":{"type":"custom"}}}}}""", "analysis")]
    [InlineData("PUT", "/_index_template/refused", """{"index_patterns":["x-*"],"data_stream":{}}""", "data streams")]
    [InlineData("PUT", "/refused-4/_doc/1?pipeline=p", """{"a":1}""", "pipeline")]
    [InlineData("POST", "/_update", """{}""", "_update")]
    public async Task Feature_ThatIsNotThere_Is501WithItsName(string method, string path, string? body, string feature)
    {
        var answer = await (await fixture.ServerAsync()).SendAsync(method, path, body);

        Assert.Equal(HttpStatusCode.NotImplemented, answer.Status);
        Assert.Equal("not_implemented_exception", answer.Of("error.type"));
        Assert.Contains("stand-in for Elasticsearch does not support", answer.Of("error.reason"), StringComparison.Ordinal);
        Assert.Contains(feature, answer.Of("error.reason"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Root_NamesTheStandInAndTheVersionItAnswersFor()
    {
        var answer = await (await fixture.ServerAsync()).SendAsync("GET", "/");

        Assert.Equal("9.5.2", answer.Of("version.number"));
        Assert.Equal("stand-in", answer.Of("version.build_type"));
    }

    [Theory]
    [InlineData("\"if_seq_no\":1.5", "if_seq_no")]
    [InlineData("\"if_seq_no\":99999999999999999999", "if_seq_no")]
    [InlineData("\"if_seq_no\":\"x\"", "if_seq_no")]
    [InlineData("\"require_alias\":\"perhaps\"", "require_alias")]
    [InlineData("\"require_alias\":1", "require_alias")]
    public async Task Bulk_LineWithAWrongValue_Is400WithTheField(string parameter, string field)
    {
        var line = $$$"""{"index":{"_index":"wrong-line","_id":"1",{{{parameter}}}}}""";

        var answer = await (await fixture.ServerAsync()).SendAsync("POST", "/_bulk", line + "\n{\"a\":1}\n", "application/x-ndjson");

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Contains($"[{field}]", answer.Of("error.reason"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bulk_LineWithValuesAsText_IsRead()
    {
        var server = await fixture.ServerAsync();
        await server.SendAsync("PUT", "/lines-1/_doc/1", """{"a":1}""");

        var answer = await server.BulkAsync(
            """{"index":{"_index":"lines-1","_id":"1","if_seq_no":"0","if_primary_term":1,"require_alias":"false"}}""", """{"a":2}""");

        Assert.Equal("200", answer.Of("items.0.index.status"));
    }

    [Fact]
    public async Task Timeout_WhileResultsAreMade_IsAnAnswerWithWhatIsThere()
    {
        var server = await fixture.ServerAsync();
        await server.SendAsync("PUT", "/timed", """{"mappings":{"properties":{"n":{"type":"long"}}}}""");

        var answer = await server.SendAsync("POST", "/timed/_search", """
            {"size":0,"timeout":"0ms","aggs":{"x":{"histogram":{"field":"n","interval":1,"extended_bounds":{"min":0,"max":50000}}}}}
            """);

        Assert.Equal((HttpStatusCode.OK, "true"), (answer.Status, answer.Of("timed_out")));
    }

    [Fact]
    public async Task Start_OnATakenFolder_EndsWithOneSentence()
    {
        using var folder = new TemporaryFolder();
        await using var first = await RunningServer.StartAsync(new StandInBackend(), folder);
        var command = new StandInBackend().Command(FreePort.Take());

        await using var second = ChildProcess.Start(
            command.FileName, command.Arguments, environment: new Dictionary<string, string?> { ["ES_PATH_CONF"] = folder.Combine("config") });

        Assert.Equal(1, await second.ExitCodeAsync(Deadline.ServerReady));
        Assert.Contains("path.data", second.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", second.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("elasticsearch.yml", "path.logs: /tmp", "path.data is missing")]
    [InlineData("elasticsearch.yml", "path.data: [", "elasticsearch.yml:2")]
    [InlineData("elasticsearch.yml", "path.data: /tmp/x\nxpack.security.enabled: perhaps", "xpack.security.enabled is 'perhaps'")]
    [InlineData("elasticsearch.yml", "path.data: /tmp/x\nhttp.port: 99999", "http.port is '99999'")]
    [InlineData("elasticsearch.yml", "path.data: /tmp/x\nxpack.security.http.ssl.enabled: true", "does not support TLS")]
    [InlineData("users", "elastic:$2a$10$abcdefghijklmnopqrstuv", "user elastic")]
    [InlineData("users", "elastic", "users:1")]
    [InlineData("users_roles", "superuser:nobody", "there is no user nobody")]
    [InlineData("roles.yml", "a:\n  cluster: [fly]", "does not know the privilege 'fly'")]
    [InlineData("roles.yml", "a:\n  indices:\n    - names: [x]\n      field_security: {}", "a.indices.field_security")]
    public async Task Start_WithAMistakeInAFile_NamesFileAndField(string file, string text, string said)
    {
        using var folder = new TemporaryFolder();
        folder.Write("elasticsearch.yml", $"path.data: {folder.Combine("data")}");
        folder.Write(file, text);

        await using var program = ChildProcess.Start(
            "dotnet",
            [typeof(IStandIn).Assembly.Location, "documents", "--server-version=9.5.2", "-Ehttp.host=127.0.0.1"],
            environment: new Dictionary<string, string?> { ["ES_PATH_CONF"] = folder.Path });

        Assert.Equal(1, await program.ExitCodeAsync(Deadline.ServerReady));
        Assert.Contains(said, program.Output, StringComparison.Ordinal);
        Assert.Contains(file, program.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", program.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("$2a$10", program.Output, StringComparison.Ordinal);
    }
}
