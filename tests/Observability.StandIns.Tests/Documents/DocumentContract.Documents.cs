using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace Observability.StandIns.Tests.Documents;

public abstract partial class DocumentContract<TBackend>
{
    [Fact]
    public async Task Document_WrittenReadDeleted_HasItsVersions()
    {
        var created = await SendAsync("PUT", "/docs/_doc/1", """{"a":1}""");
        Assert.Equal(HttpStatusCode.Created, created.Status);
        Assert.Equal(
            ("created", "1", "0", "1"), (created.Of("result"), created.Of("_version"), created.Of("_seq_no"), created.Of("_primary_term")));

        var updated = await SendAsync("PUT", "/docs/_doc/1", """{"a":2}""");
        Assert.Equal(HttpStatusCode.OK, updated.Status);
        Assert.Equal(("updated", "2"), (updated.Of("result"), updated.Of("_version")));

        var read = await SendAsync("GET", "/docs/_doc/1");
        Assert.Equal(("true", "2", "2"), (read.Of("found"), read.Of("_source.a"), read.Of("_version")));
        Assert.Equal("""{"a":2}""", (await SendAsync("GET", "/docs/_source/1")).Text);
        Assert.Equal(HttpStatusCode.OK, (await SendAsync("HEAD", "/docs/_doc/1")).Status);

        var deleted = await SendAsync("DELETE", "/docs/_doc/1");
        Assert.Equal(("deleted", "3"), (deleted.Of("result"), deleted.Of("_version")));
        var gone = await SendAsync("GET", "/docs/_doc/1");
        Assert.Equal(HttpStatusCode.NotFound, gone.Status);
        Assert.Equal("false", gone.Of("found"));
        Assert.Equal("not_found", (await SendAsync("DELETE", "/docs/_doc/1")).Of("result"));
    }

    [Fact]
    public async Task Document_WithoutAnIdentifier_GetsOne()
    {
        var created = await SendAsync("POST", "/auto/_doc", """{"a":1}""");

        Assert.Equal(HttpStatusCode.Created, created.Status);
        Assert.Equal(20, created.Of("_id")!.Length);
        Assert.Equal("1", (await SendAsync("GET", $"/auto/_doc/{created.Of("_id")}")).Of("_source.a"));
    }

    [Fact]
    public async Task Create_OfWhatIsThere_Is409()
    {
        Assert.Equal(HttpStatusCode.Created, (await SendAsync("PUT", "/once/_create/1", """{"a":1}""")).Status);

        foreach (var path in (string[])["/once/_create/1", "/once/_doc/1?op_type=create"])
        {
            var conflict = await SendAsync("PUT", path, """{"a":2}""");
            Assert.Equal(HttpStatusCode.Conflict, conflict.Status);
            Assert.Equal("version_conflict_engine_exception", conflict.ErrorType);
        }

        Assert.Equal("1", (await SendAsync("GET", "/once/_doc/1")).Of("_source.a"));
    }

    [Fact]
    public async Task Write_IfSequenceIsAnother_Is409()
    {
        var first = await SendAsync("PUT", "/sequenced/_doc/1", """{"a":1}""");
        var sequence = first.Of("_seq_no");

        Assert.Equal(HttpStatusCode.OK, (await SendAsync("PUT", $"/sequenced/_doc/1?if_seq_no={sequence}&if_primary_term=1", """{"a":2}""")).Status);
        Assert.Equal(HttpStatusCode.Conflict, (await SendAsync("PUT", $"/sequenced/_doc/1?if_seq_no={sequence}&if_primary_term=1", """{"a":3}""")).Status);
    }

    [Fact]
    public async Task Update_Part_IsMergedAndWhatChangesNothingIsNoop()
    {
        await SendAsync("PUT", "/updated/_doc/1", """{"a":1,"o":{"x":1,"y":2}}""");

        Assert.Equal("updated", (await SendAsync("POST", "/updated/_update/1", """{"doc":{"o":{"y":3},"b":[1]}}""")).Of("result"));
        Assert.Equal("""{"a":1,"o":{"x":1,"y":3},"b":[1]}""", (await SendAsync("GET", "/updated/_source/1")).Text);
        Assert.Equal("noop", (await SendAsync("POST", "/updated/_update/1", """{"doc":{"a":1}}""")).Of("result"));
        Assert.Equal(HttpStatusCode.NotFound, (await SendAsync("POST", "/updated/_update/2", """{"doc":{"a":1}}""")).Status);
        Assert.Equal("created", (await SendAsync("POST", "/updated/_update/2", """{"doc":{"a":1},"doc_as_upsert":true}""")).Of("result"));
        Assert.Equal("created", (await SendAsync("POST", "/updated/_update/3", """{"doc":{"a":1},"upsert":{"a":9}}""")).Of("result"));
        Assert.Equal("9", (await SendAsync("GET", "/updated/_doc/3")).Of("_source.a"));
    }

    [Theory]
    [InlineData("""{"n":"x"}""", "document_parsing_exception")]
    [InlineData("""{"d":"never"}""", "document_parsing_exception")]
    [InlineData("""{"b":"perhaps"}""", "document_parsing_exception")]
    [InlineData("""{"n":99999999999999999999}""", "document_parsing_exception")]
    [InlineData("""{"k":{"x":1}}""", "document_parsing_exception")]
    [InlineData("""{"o":5}""", "document_parsing_exception")]
    [InlineData("""{"n":1""", "document_parsing_exception")]
    [InlineData("""["n"]""", "document_parsing_exception")]
    [InlineData("""{"n":1,"n":2}""", "document_parsing_exception")]
    public async Task Document_ThatDoesNotFit_Is400(string document, string type)
    {
        const string Mapping = """{"mappings":{"properties":{"n":{"type":"long"},"d":{"type":"date"},"b":{"type":"boolean"},"k":{"type":"keyword"},"o":{"properties":{"x":{"type":"long"}}}}}}""";
        await fixture.PreparedAsync("typed", server => server.SendAsync("PUT", "/typed", Mapping));

        var answer = await SendAsync("POST", "/typed/_doc", document);

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Equal(type, answer.ErrorType);
    }

    [Theory]
    [InlineData("date_time", "2026-11-26T01:02:03.123Z", "2026-11-26T01:02:03.123Z")]
    [InlineData("date_time", "2026-11-26T01:02:03.123+01:00", "2026-11-26T00:02:03.123Z")]
    [InlineData("date_time_no_millis", "2026-11-26T01:02:03Z", "2026-11-26T01:02:03Z")]
    [InlineData("basic_date_time_no_millis", "20261126T010203Z", "20261126T010203Z")]
    public async Task Date_InAFormatWithAZone_TakesTheLetterAndAnOffset(string format, string text, string written)
    {
        await SendAsync("DELETE", "/zoned");
        await SendAsync("PUT", "/zoned", $$$$$"""{"mappings":{"properties":{"t":{"type":"date","format":"{{{{{format}}}}}"}}}}""");

        Assert.Equal(HttpStatusCode.Created, (await SendAsync("PUT", "/zoned/_doc/1?refresh=true", $$"""{"t":"{{text}}"}""")).Status);

        var found = await SendAsync("POST", "/zoned/_search", """{"docvalue_fields":["t"]}""");
        Assert.Equal(text, found.Of("hits.hits.0._source.t"));
        Assert.Equal(written, found.Of("hits.hits.0.fields.t.0"));
    }

    [Fact]
    public async Task Bulk_Mixed_DoesWhatItCanAndSaysWhatItCannot()
    {
        await SendAsync("PUT", "/bulk-1", """{"mappings":{"properties":{"n":{"type":"long"}}}}""");

        var answer = await (await fixture.ServerAsync()).BulkAsync(
            """{"index":{"_index":"bulk-1","_id":"1"}}""", """{"n":1}""",
            """{"create":{"_index":"bulk-1","_id":"1"}}""", """{"n":2}""",
            """{"index":{"_index":"bulk-1","_id":"2"}}""", """{"n":"no number"}""",
            """{"index":{"_index":"bulk-1","_id":"3"}}""", """{"n":3""",
            """{"update":{"_index":"bulk-1","_id":"1"}}""", """{"doc":{"n":4}}""",
            """{"update":{"_index":"bulk-1","_id":"9"}}""", """{"doc":{"n":4}}""",
            """{"delete":{"_index":"bulk-1","_id":"8"}}""",
            """{"index":{"_index":"Upper","_id":"1"}}""", """{"n":1}""",
            """{"index":{"_index":"bulk-1","_id":"5"}}""", """{"n":5}""",
            """{"delete":{"_index":"bulk-1","_id":"5"}}""");

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal("true", answer.Of("errors"));
        Assert.Equal(
            [
                "index 201", "create 409", "index 400", "index 400", "update 200", "update 404", "delete 404", "index 400", "index 201",
                "delete 200"],
            answer["items"]!.AsArray().Select(item => $"{item!.AsObject().Single().Key} {item.AsObject().Single().Value!["status"]}"));
        Assert.Equal("version_conflict_engine_exception", answer.Of("items.1.create.error.type"));
        Assert.Equal("document_parsing_exception", answer.Of("items.2.index.error.type"));
        Assert.Equal("document_missing_exception", answer.Of("items.5.update.error.type"));
        Assert.Equal("invalid_index_name_exception", answer.Of("items.7.index.error.type"));
        var found = await SendAsync("GET", "/bulk-1/_search");
        Assert.Equal(["1"], found.Ids);
        Assert.Equal("4", found.Of("hits.hits.0._source.n"));
    }

    [Theory]
    [InlineData("{\"index\":{\"_index\":\"x\"}}\n{\"a\":1}")]
    [InlineData("{\"foo\":{\"_index\":\"x\"}}\n{\"a\":1}\n")]
    [InlineData("[1]\n{\"a\":1}\n")]
    [InlineData("{\"index\":{\"_foo\":\"x\"}}\n{\"a\":1}\n")]
    [InlineData("{\"index\":{\"_index\":\"x\"}\n{\"a\":1}\n")]
    [InlineData("\n")]
    [InlineData("not json\n")]
    public async Task Bulk_LineThatIsNoAction_IsRefusedAsAWhole(string body)
    {
        var answer = await SendAsync("POST", "/_bulk", body, "application/x-ndjson");

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Equal(HttpStatusCode.NotFound, (await SendAsync("HEAD", "/x")).Status);
    }

    [Fact]
    public async Task Bulk_Packed_IsUnpacked()
    {
        using var packed = new MemoryStream();
        await using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            await gzip.WriteAsync(
                Encoding.UTF8.GetBytes("{\"index\":{\"_id\":\"1\"}}\n{\"a\":1}\n"), TestContext.Current.CancellationToken);
        }

        var content = new ByteArrayContent(packed.ToArray());
        content.Headers.ContentType = new MediaTypeHeaderValue("application/x-ndjson");
        content.Headers.ContentEncoding.Add("gzip");
        var answer = await (await fixture.ServerAsync()).SendAsync(HttpMethod.Post, "/packed/_bulk?refresh=wait_for", content);

        Assert.Equal("201", answer.Of("items.0.index.status"));
        Assert.Equal(["1"], (await SendAsync("GET", "/packed/_search")).Ids);
    }

    [Fact]
    public async Task Refresh_Never_ShowsNothingToSearchesUntilAsked()
    {
        await SendAsync("PUT", "/stale", """{"settings":{"refresh_interval":"-1"}}""");
        await SendAsync("PUT", "/stale/_doc/1", """{"a":1}""");

        Assert.Empty((await SendAsync("GET", "/stale/_search")).Ids);
        Assert.Equal("true", (await SendAsync("GET", "/stale/_doc/1")).Of("found"));
        await SendAsync("POST", "/stale/_refresh");
        Assert.Equal(["1"], (await SendAsync("GET", "/stale/_search")).Ids);
        await SendAsync("DELETE", "/stale/_doc/1");
        Assert.Equal(["1"], (await SendAsync("GET", "/stale/_search")).Ids);
        await SendAsync("PUT", "/stale/_doc/2?refresh=true", """{"a":2}""");
        Assert.Equal(["2"], (await SendAsync("GET", "/stale/_search")).Ids);
    }

    [Fact]
    public async Task Refresh_Interval_ShowsChangesByItself()
    {
        await SendAsync("PUT", "/fresh", """{"settings":{"refresh_interval":"200ms"}}""");
        await SendAsync("GET", "/fresh/_search");
        await SendAsync("PUT", "/fresh/_doc/1", """{"a":1}""");

        await Eventually.BecomesAsync(
            "the search sees it", async _ => (await SendAsync("GET", "/fresh/_search")).Ids.Count, count => count == 1, Deadline.InProcess);
    }

    [Fact]
    public async Task MultiGet_Several_TellsOfEach()
    {
        await BulkAsync("""{"index":{"_index":"many","_id":"1"}}""", """{"a":1}""", """{"index":{"_index":"many","_id":"2"}}""", """{"a":2}""");

        var answer = await SendAsync("POST", "/_mget", """{"docs":[{"_index":"many","_id":"2"},{"_index":"many","_id":"3"},{"_index":"none-such","_id":"1"}]}""");

        Assert.Equal("2", answer.Of("docs.0._source.a"));
        Assert.Equal("false", answer.Of("docs.1.found"));
        Assert.Equal("index_not_found_exception", answer.Of("docs.2.error.type"));
    }
}
