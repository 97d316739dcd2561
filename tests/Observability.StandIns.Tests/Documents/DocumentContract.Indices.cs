using System.Net;

namespace Observability.StandIns.Tests.Documents;

public abstract partial class DocumentContract<TBackend>
{
    [Fact]
    public async Task Index_Created_IsThereUntilItIsDeleted()
    {
        Assert.Equal(HttpStatusCode.NotFound, (await SendAsync("HEAD", "/made")).Status);
        var created = await SendAsync("PUT", "/made", """{"settings":{"number_of_replicas":0},"mappings":{"properties":{"at":{"type":"date"}}},"aliases":{"made-alias":{}}}""");
        Assert.Equal("made", created.Of("index"));
        Assert.Equal(HttpStatusCode.OK, (await SendAsync("HEAD", "/made")).Status);
        var read = await SendAsync("GET", "/made");
        Assert.Equal("date", read.Of("made.mappings.properties.at.type"));
        Assert.Equal("0", read.Of("made.settings.index.number_of_replicas"));
        Assert.NotNull(read["made.aliases.made-alias"]);

        var again = await SendAsync("PUT", "/made");
        Assert.Equal(HttpStatusCode.BadRequest, again.Status);
        Assert.Equal("resource_already_exists_exception", again.ErrorType);

        Assert.Equal("true", (await SendAsync("DELETE", "/made")).Of("acknowledged"));
        var gone = await SendAsync("DELETE", "/made");
        Assert.Equal(HttpStatusCode.NotFound, gone.Status);
        Assert.Equal("index_not_found_exception", gone.ErrorType);
    }

    [Theory]
    [InlineData("/Upper")]
    [InlineData("/%2E%2E")]
    [InlineData("/.")]
    [InlineData("/a%20b")]
    [InlineData("/a%2Fb")]
    [InlineData("/a%23b")]
    [InlineData("/-a")]
    [InlineData("/a%3Fb")]
    [InlineData("/a%3Cb")]
    public async Task Index_WithANameThatCannotBe_Is400(string path)
    {
        var answer = await SendAsync("PUT", path);

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.DoesNotContain("acknowledged", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task DynamicMapping_Values_MakeTheFieldsThatTheDocumentationSays()
    {
        await BulkAsync(
            """{"index":{"_index":"dynamic","_id":"1"}}""",
            """{"date":"2026-11-26T01:02:03Z","day":"2026/11/26 01:02:03 +0000","text":"some words","long":1,"double":1.5,"bool":true,"object":{"inner":{"leaf":1}},"list":[null,"a","b"],"none":null,"empty":[],"dotted.name":1}""");

        var mapping = (await SendAsync("GET", "/dynamic/_mapping"))["dynamic.mappings.properties"]!;

        Assert.Equal("date", mapping["date"]!["type"]!.GetValue<string>());
        Assert.Equal("date", mapping["day"]!["type"]!.GetValue<string>());
        Assert.Equal("text", mapping["text"]!["type"]!.GetValue<string>());
        Assert.Equal("keyword", mapping["text"]!["fields"]!["keyword"]!["type"]!.GetValue<string>());
        Assert.Equal(256, mapping["text"]!["fields"]!["keyword"]!["ignore_above"]!.GetValue<int>());
        Assert.Equal("long", mapping["long"]!["type"]!.GetValue<string>());
        Assert.Equal("float", mapping["double"]!["type"]!.GetValue<string>());
        Assert.Equal("boolean", mapping["bool"]!["type"]!.GetValue<string>());
        Assert.Equal("long", mapping["object"]!["properties"]!["inner"]!["properties"]!["leaf"]!["type"]!.GetValue<string>());
        Assert.Equal("text", mapping["list"]!["type"]!.GetValue<string>());
        Assert.Equal("long", mapping["dotted"]!["properties"]!["name"]!["type"]!.GetValue<string>());
        Assert.Null(mapping["none"]);
        Assert.Null(mapping["empty"]);
    }

    [Fact]
    public async Task Mapping_StrictOrFalse_RefusesOrIgnoresWhatItDoesNotName()
    {
        await SendAsync("PUT", "/strict", """{"mappings":{"dynamic":"strict","properties":{"a":{"type":"long"},"open":{"type":"object","dynamic":true}}}}""");
        await SendAsync("PUT", "/ignoring", """{"mappings":{"dynamic":false,"properties":{"a":{"type":"long"}}}}""");

        var refused = await SendAsync("PUT", "/strict/_doc/1", """{"a":1,"b":2}""");
        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
        Assert.Equal("strict_dynamic_mapping_exception", refused.ErrorType);
        Assert.Equal(HttpStatusCode.Created, (await SendAsync("PUT", "/strict/_doc/1", """{"a":1,"open":{"b":2}}""")).Status);

        Assert.Equal(HttpStatusCode.Created, (await SendAsync("PUT", "/ignoring/_doc/1?refresh=true", """{"a":1,"b":2}""")).Status);
        Assert.Empty((await SendAsync("GET", "/ignoring/_search?q=b:2")).Ids);
        Assert.Equal("2", (await SendAsync("GET", "/ignoring/_doc/1")).Of("_source.b"));
        Assert.Null((await SendAsync("GET", "/ignoring/_mapping"))["ignoring.mappings.properties.b"]);
    }

    [Fact]
    public async Task Mapping_Put_AddsFieldsAndChangesNoType()
    {
        await SendAsync("PUT", "/mapped", """{"mappings":{"properties":{"a":{"type":"long"}}}}""");

        Assert.Equal("true", (await SendAsync("PUT", "/mapped/_mapping", """{"properties":{"b":{"type":"keyword"},"o":{"properties":{"c":{"type":"ip"}}}}}""")).Of("acknowledged"));
        var changed = await SendAsync("PUT", "/mapped/_mapping", """{"properties":{"a":{"type":"keyword"}}}""");
        Assert.Equal(HttpStatusCode.BadRequest, changed.Status);
        Assert.Contains("cannot be changed from type [long] to [keyword]", changed.Of("error.reason"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.BadRequest, (await SendAsync("PUT", "/mapped/_mapping", """{"properties":{"d":{"type":"no-such-type"}}}""")).Status);
        var mapping = await SendAsync("GET", "/mapped/_mapping");
        Assert.Equal("keyword", mapping.Of("mapped.mappings.properties.b.type"));
        Assert.Equal("ip", mapping.Of("mapped.mappings.properties.o.properties.c.type"));
    }

    [Fact]
    public async Task Template_Composable_ShapesNewIndicesByPriority()
    {
        await SendAsync("PUT", "/_component_template/parts", """{"template":{"settings":{"number_of_replicas":0},"mappings":{"properties":{"part":{"type":"keyword"}}}}}""");
        Assert.Equal("true", (await SendAsync("PUT", "/_index_template/low", """{"index_patterns":["shaped-*"],"priority":1,"template":{"mappings":{"properties":{"x":{"type":"keyword"}}}}}""")).Of("acknowledged"));
        await SendAsync("PUT", "/_index_template/high", """
            {"index_patterns":["shaped-a*"],"priority":501,"composed_of":["parts"],"template":{"settings":{"refresh_interval":"5s"},"mappings":{
              "dynamic_templates":[
                  {"strings":{"match_mapping_type":"string","mapping":{"type":"keyword","ignore_above":8191}}}],"properties":{"x":{"type":"long"}}},"aliases":{"shaped":{}}}}
            """);

        await BulkAsync("""{"create":{"_index":"shaped-a1"}}""", """{"x":"5","new":"word word"}""", """{"create":{"_index":"shaped-b1"}}""", """{"x":"5"}""");

        var high = await SendAsync("GET", "/shaped-a1");
        Assert.Equal("long", high.Of("shaped-a1.mappings.properties.x.type"));
        Assert.Equal("keyword", high.Of("shaped-a1.mappings.properties.part.type"));
        Assert.Equal("keyword", high.Of("shaped-a1.mappings.properties.new.type"));
        Assert.Equal("0", high.Of("shaped-a1.settings.index.number_of_replicas"));
        Assert.NotNull(high["shaped-a1.aliases.shaped"]);
        Assert.Equal("keyword", (await SendAsync("GET", "/shaped-b1")).Of("shaped-b1.mappings.properties.x.type"));
        Assert.Equal("501", (await SendAsync("GET", "/_index_template/high")).Of("index_templates.0.index_template.priority"));
        Assert.Equal(HttpStatusCode.NotFound, (await SendAsync("GET", "/_index_template/none-such")).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await SendAsync("PUT", "/_index_template/same", """{"index_patterns":["shaped-a*"],"priority":501}""")).Status);
        await SendAsync("DELETE", "/_index_template/high");
        await SendAsync("DELETE", "/_index_template/low");
    }

    [Fact]
    public async Task Template_Legacy_AppliesInOrderWhereNoComposableDoes()
    {
        await SendAsync("PUT", "/_template/second", """{"index_patterns":["old-*"],"order":2,"mappings":{"properties":{"x":{"type":"keyword"}}}}""");
        await SendAsync("PUT", "/_template/first", """{"index_patterns":["old-*"],"order":1,"settings":{"number_of_replicas":0},"mappings":{"properties":{"y":{"type":"long"}}}}""");

        await SendAsync("PUT", "/old-1");

        var read = await SendAsync("GET", "/old-1");
        Assert.Equal("keyword", read.Of("old-1.mappings.properties.x.type"));
        Assert.Equal("long", read.Of("old-1.mappings.properties.y.type"));
        Assert.Equal("0", read.Of("old-1.settings.index.number_of_replicas"));
        Assert.Equal("2", (await SendAsync("GET", "/_template/second")).Of("second.order"));
        await SendAsync("DELETE", "/_template/first,second".Split(',')[0]);
        await SendAsync("DELETE", "/_template/second");
    }

    [Fact]
    public async Task Aliases_Changed_StandForTheirIndices()
    {
        await BulkAsync("""{"index":{"_index":"aliased-1","_id":"1"}}""", """{"a":1}""", """{"index":{"_index":"aliased-2","_id":"2"}}""", """{"a":2}""");

        await SendAsync("POST", "/_aliases", """{"actions":[{"add":{"index":"aliased-*","alias":"both"}},{"add":{"index":"aliased-2","alias":"one"}}]}""");
        Assert.Equal(["1", "2"], (await SendAsync("GET", "/both/_search")).Ids.Order());
        Assert.Equal(HttpStatusCode.Created, (await SendAsync("PUT", "/one/_doc/3?refresh=true", """{"a":3}""")).Status);
        Assert.Equal("aliased-2", (await SendAsync("GET", "/one/_doc/3")).Of("_index"));
        Assert.Equal(HttpStatusCode.BadRequest, (await SendAsync("PUT", "/both/_doc/4", """{"a":4}""")).Status);
        Assert.NotNull((await SendAsync("GET", "/_alias/one"))["aliased-2.aliases.one"]);
        Assert.Equal(HttpStatusCode.NotFound, (await SendAsync("GET", "/_alias/none-such")).Status);
        await SendAsync("POST", "/_aliases", """{"actions":[{"remove":{"index":"aliased-2","alias":"one"}}]}""");
        Assert.Equal(HttpStatusCode.NotFound, (await SendAsync("GET", "/_alias/one")).Status);
    }

    [Fact]
    public async Task Aliases_OneActionFails_NoneIsDone()
    {
        await SendAsync("PUT", "/swap-1", """{"aliases":{"swapped":{}}}""");
        await SendAsync("PUT", "/swap-2");
        await SendAsync("PUT", "/swap-3");

        var answer = await SendAsync("POST", "/_aliases", """
            {"actions":[{"remove_index":{"index":"swap-3"}},{"remove":{"index":"swap-1","alias":"swapped"}},{"add":{"index":"swap-2","alias":"swapped"}},{"remove":{"index":"swap-2","alias":"nowhere"}}]}
            """);

        Assert.Equal(HttpStatusCode.NotFound, answer.Status);
        Assert.Equal("""{"swap-1":{"aliases":{"swapped":{}}}}""", (await SendAsync("GET", "/_alias/swapped")).Text);
        Assert.Equal(HttpStatusCode.OK, (await SendAsync("HEAD", "/swap-3")).Status);
    }

    [Theory]
    [InlineData("""{"remove_index":{"index":"taken"}},{"add":{"index":"taken-2","alias":"taken"}}""")]
    [InlineData("""{"add":{"index":"taken-2","alias":"taken"}},{"remove_index":{"index":"taken"}}""")]
    public async Task Aliases_NameOfAnIndexThatGoes_IsFree(string actions)
    {
        await SendAsync("PUT", "/taken");
        await SendAsync("PUT", "/taken-2");

        Assert.Equal("true", (await SendAsync("POST", "/_aliases", $$"""{"actions":[{{actions}}]}""")).Of("acknowledged"));

        Assert.Equal("""{"taken-2":{"aliases":{"taken":{}}}}""", (await SendAsync("GET", "/taken/_alias")).Text);
        Assert.Equal("true", (await SendAsync("DELETE", "/taken-2")).Of("acknowledged"));
    }

    [Fact]
    public async Task Alias_WriteIndexAsText_IsReadOrRefused()
    {
        await SendAsync("PUT", "/flagged");
        string Add(string flag) => $$$$"""{"actions":[{"add":{"index":"flagged","alias":"flag","is_write_index":{{{{flag}}}}}}]}""";

        Assert.Equal(HttpStatusCode.BadRequest, (await SendAsync("POST", "/_aliases", Add("\"yes\""))).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await SendAsync("GET", "/_alias/flag")).Status);
        Assert.Equal(HttpStatusCode.OK, (await SendAsync("POST", "/_aliases", Add("\"true\""))).Status);
        Assert.Equal(HttpStatusCode.Created, (await SendAsync("PUT", "/flag/_doc/1", """{"a":1}""")).Status);
    }

    [Fact]
    public async Task Component_ThatIsNoMap_Is400() =>
        Assert.Equal(HttpStatusCode.BadRequest, (await SendAsync("PUT", "/_component_template/no-map", """{"template":5}""")).Status);

    [Fact]
    public async Task Mapping_OfSeveralIndices_ChangesNoneWhereOneRefuses()
    {
        await SendAsync("PUT", "/several-1");
        await SendAsync("PUT", "/several-2", """{"mappings":{"properties":{"a":{"type":"keyword"}}}}""");

        var answer = await SendAsync("PUT", "/several-1,several-2/_mapping", """{"properties":{"a":{"type":"long"}}}""");

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Null((await SendAsync("GET", "/several-1/_mapping"))["several-1.mappings.properties"]);
    }

    [Fact]
    public async Task Settings_Changed_AreThereAndUnknownOnesRefused()
    {
        await SendAsync("PUT", "/set", """{"settings":{"index":{"number_of_shards":1},"number_of_replicas":"0"}}""");

        await SendAsync("PUT", "/set/_settings", """{"index":{"refresh_interval":"30s"}}""");
        Assert.Equal("30s", (await SendAsync("GET", "/set/_settings")).Of("set.settings.index.refresh_interval"));
        Assert.Equal(HttpStatusCode.BadRequest, (await SendAsync("PUT", "/set/_settings", """{"index":{"no_such_setting":1}}""")).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await SendAsync("PUT", "/set/_settings", """{"index":{"number_of_shards":2}}""")).Status);
    }

    [Fact]
    public async Task FieldCaps_OfSeveralIndices_TellWhatCanBeDone()
    {
        await SendAsync("PUT", "/caps-1", """{"mappings":{"properties":{"at":{"type":"date"},"v":{"type":"long"},"o":{"properties":{"k":{"type":"keyword"}}}}}}""");
        await SendAsync("PUT", "/caps-2", """{"mappings":{"properties":{"at":{"type":"date"},"v":{"type":"keyword"},"t":{"type":"text"}}}}""");

        var answer = await SendAsync("GET", "/caps-*/_field_caps?fields=*");

        Assert.Equal("true", answer.Of("fields.at.date.aggregatable"));
        Assert.Equal("false", answer.Of("fields.t.text.aggregatable"));
        Assert.Equal("true", answer.Of("fields.t.text.searchable"));
        Assert.Equal("""["caps-1"]""", answer["fields"]!["v"]!["long"]!["indices"]!.ToJsonString());
        Assert.Equal("object", answer["fields"]!["o"]!["object"]!["type"]!.GetValue<string>());
        Assert.Equal("keyword", answer["fields"]!["o.k"]!["keyword"]!["type"]!.GetValue<string>());
    }

    [Fact]
    public async Task Cat_Tables_AreForPeopleAndAsJsonForPrograms()
    {
        await SendAsync("PUT", "/cat-1", """{"settings":{"number_of_replicas":0}}""");
        await BulkAsync("""{"index":{"_index":"cat-1"}}""", """{"a":1}""", """{"index":{"_index":"cat-1"}}""", """{"a":2}""");

        Assert.Equal("green cat-1 2\n", (await SendAsync("GET", "/_cat/indices/cat-*?h=health,index,docs.count")).Text);
        Assert.Equal("2", (await SendAsync("GET", "/_cat/count/cat-1?format=json")).Of("0.count"));
        var health = (await SendAsync("GET", "/_cat/health?v")).Text.Split('\n');
        Assert.StartsWith("epoch", health[0], StringComparison.Ordinal);
        Assert.Contains(" contract ", health[1], StringComparison.Ordinal);
    }
}
