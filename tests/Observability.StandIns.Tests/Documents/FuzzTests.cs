using System.Text;
using System.Text.Json;
using Observability.StandIns.Documents.Api;
using Observability.StandIns.Documents.Http;
using Observability.StandIns.Documents.Lucene;

namespace Observability.StandIns.Tests.Documents;

/// <summary>Texts that nobody means: each gets an answer or the error that says what is wrong, and soon.</summary>
public class FuzzTests
{
    private const int Rounds = 4000;
    private const string LuceneParts = "level|:|*|?|\"|(|)|[|]|{|}|TO|AND|OR|NOT|+|-|!|~|^|/|\\|>|>=|<|&&|_exists_|2026-11-26|1|a.b|ü|😀| | |\\u0041|\0|\t|\n";

    private static readonly string[] s_searches =
    [
        """{"size":0,"query":{"bool":{"filter":[{"range":{"@timestamp":{"gte":1795564800000,"lte":"now","format":"epoch_millis","time_zone":"+01:00"}}},{"query_string":{"query":"a AND b","analyze_wildcard":true}}],"minimum_should_match":"75%"}},"aggs":{"3":{"terms":{"field":"level","size":10,"order":{"_count":"desc"},"min_doc_count":0,"missing":"x","include":"a.*"},"aggs":{"2":{"date_histogram":{"field":"@timestamp","fixed_interval":"30s","min_doc_count":0,"extended_bounds":{"min":1,"max":2},"format":"epoch_millis","offset":"+1h","time_zone":"Europe/Berlin"},"aggs":{"1":{"percentiles":{"field":"took","percents":[1,99.9]}}}}}}}}""",
        """{"from":0,"size":5,"sort":[{"@timestamp":{"order":"desc","missing":"_last","unmapped_type":"date"}},"_doc"],"search_after":[1,2],"_source":{"includes":["a*"],"excludes":["b"]},"fields":[{"field":"*","format":"yyyy-MM-dd'T'HH:mm"}],"docvalue_fields":["n"],"highlight":{"fields":{"*":{}},"fragment_size":10},"track_total_hits":5,"timeout":"1s"}""",
        """{"query":{"bool":{"must":[{"match":{"text":{"query":"a b","operator":"and"}}},{"regexp":{"k":"a{1,3}[b-d]?.*"}},{"wildcard":{"k":"a*\\*?"}},{"ids":{"values":["1"]}}],"should":[{"terms":{"n":[1,2.5,"3"]}},{"match_phrase":{"text":"x y"}},{"exists":{"field":"a.b"}}],"must_not":{"prefix":{"k":{"value":"a","case_insensitive":true}}}}},"aggs":{"h":{"histogram":{"field":"n","interval":2,"offset":1},"aggs":{"d":{"derivative":{"buckets_path":"_count"}},"b":{"bucket_script":{"buckets_path":{"a":"_count"},"script":"params.a * 2 / (1 + 3)"}}}},"t":{"top_hits":{"size":1}},"m":{"top_metrics":{"metrics":[{"field":"n"}],"sort":[{"n":"asc"}]}},"r":{"range":{"field":"n","ranges":[{"from":1,"to":2}]}},"f":{"filters":{"filters":{"a":{"match_all":{}}}}}}}""",
    ];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void QueryStrings_OfAnything_AreParsedOrRefused(int seed)
    {
        var random = new SeededChoice(seed);
        var parts = LuceneParts.Split('|');
        for (var i = 0; i < 5 * Rounds; i++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(0, 25)).Select(_ => random.Of<string>(parts)));
            try
            {
                LuceneParser.Parse(text, new LuceneOptions { IsAnd = i % 2 == 0 });
            }
            catch (LuceneSyntaxException mistake)
            {
                Assert.NotEmpty(mistake.Message);
            }
            catch (ApiException refused)
            {
                Assert.Equal(501, refused.Status);
            }
        }
    }

    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Searches_Spoilt_AreAnsweredOrRefused(int seed)
    {
        var random = new SeededChoice(seed);
        using var node = new InProcessNode();
        node.Create("f", """{"mappings":{"properties":{"@timestamp":{"type":"date"},"level":{"type":"keyword"},"k":{"type":"keyword"},"n":{"type":"long"},"took":{"type":"double"},"text":{"type":"text"}}}}""");
        await node.BulkAsync(string.Concat(Enumerable.Range(0, 50).Select(i => $$$"""{"index":{"_index":"f","_id":"{{{i}}}"}}""" + "\n" + $$"""{"@timestamp":"2026-11-26T00:{{i:00}}:00Z","level":"l{{i % 3}}","k":"ab{{i}}","n":{{i}},"took":{{i}}.5,"text":"a b c {{i}}","a":{"b":[1,2]} }""" + "\n")));
        for (var i = 0; i < Rounds / 4; i++)
        {
            var body = Spoil(random, random.Of<string>(s_searches));
            try
            {
                await node.SearchAsync("f", body);
            }
            catch (ApiException error)
            {
                Assert.InRange(error.Status, 400, 501);
                Assert.NotEqual(500, error.Status);
            }
            catch (JsonException)
            {
                // What is no JSON is refused before it is looked at.
            }
        }
    }

    [Theory]
    [InlineData(7)]
    [InlineData(8)]
    public void Templates_Spoilt_AreTakenOrRefused(int seed)
    {
        const string Body = """
            {"settings":{"index":{"number_of_replicas":0,"refresh_interval":"5s","mapping.total_fields.limit":100}},"aliases":{"a":{"is_write_index":true}},"mappings":{"dynamic":"strict",
             "date_detection":false,"dynamic_date_formats":["yyyy"],"_source":{"enabled":true},"dynamic_templates":[
                 {"s":{"match":"*_k","match_mapping_type":"string","mapping":{"type":"keyword","ignore_above":10}}}],
             "properties":{"@timestamp":{"type":"date","format":"epoch_millis||yyyy-MM-dd"},"o":{"type":"object","dynamic":true,"properties":{"k":{"type":"keyword","normalizer":"lowercase","null_value":"x"}}},
               "t":{"type":"text","analyzer":"standard","fields":{"raw":{"type":"keyword"}}},"s":{"type":"scaled_float","scaling_factor":100},"a.b":{"type":"ip"}}}}
            """;
        var random = new SeededChoice(seed);
        using var node = new InProcessNode();
        for (var i = 0; i < Rounds / 4; i++)
        {
            try
            {
                var body = JsonSerializer.SerializeToElement(System.Text.Json.Nodes.JsonNode.Parse(Spoil(random, Body)));
                StandIns.Documents.Indices.IndexBlueprint.Create([body]);
            }
            catch (ApiException error)
            {
                Assert.InRange(error.Status, 400, 501);
                Assert.NotEqual(500, error.Status);
            }
            catch (JsonException)
            {
                // What is no JSON is refused before it is looked at.
            }
        }
    }

    [Theory]
    [InlineData(5)]
    [InlineData(6)]
    public async Task Bulks_Spoilt_AreTakenOrRefused(int seed)
    {
        const string Body = """
            {"index":{"_index":"b-1","_id":"1"}}
            {"@timestamp":"2026-11-26T00:00:00Z","n":1,"x":1.5,"t":"some text","o":{"k":["a","b"],"deep":{"er":true}},"e":"\u00e9\ud83d\ude00"}
            {"create":{"_index":"b-2"}}
            {"n":"2","list":[{"a":1},{"a":2}],"none":null}
            {"update":{"_index":"b-1","_id":"1"}}
            {"doc":{"n":3},"doc_as_upsert":true}
            {"delete":{"_index":"b-1","_id":"1"}}

            """;
        var random = new SeededChoice(seed);
        using var node = new InProcessNode();
        for (var i = 0; i < Rounds / 4; i++)
        {
            var bytes = Encoding.UTF8.GetBytes(Body.ReplaceLineEndings("\n"));
            for (var change = random.Next(0, 6); change > 0; change--)
            {
                bytes[random.Next(0, bytes.Length)] = (byte)random.Next(0, 256);
            }

            try
            {
                var operations = BulkParser.Parse(bytes, null, false);
                var results = await node.Node.Writer.WriteAsync(
                    operations, StandIns.Documents.Security.Caller.Everybody, true, TestContext.Current.CancellationToken);
                Assert.Equal(operations.Count, results.Count);
                Assert.All(results, result => Assert.NotEqual(500, result.Status));
            }
            catch (ApiException error)
            {
                Assert.Equal(400, error.Status);
            }
        }

        // Whatever was taken can be read.
        foreach (var index in node.Node.Catalog.All.Select(index => index.Name).ToList())
        {
            await node.SearchAsync(index, """{"size":1000,"query":{"query_string":{"query":"a OR b"}}}""");
        }
    }

    private static string Spoil(SeededChoice random, string text)
    {
        var parts = """{|}|[|]|"|:|,|null|true|-1|1e999|"x"|0|{}|[]|"*"|"_count"|9223372036854775808|"now/d"|"2026"|999999999999""".Split('|');
        var result = new StringBuilder(text);
        for (var change = random.Next(1, 4); change > 0; change--)
        {
            var at = random.Next(0, result.Length);
            switch (random.Next(0, 3))
            {
                case 0:
                    result.Remove(at, Math.Min(random.Next(1, 12), result.Length - at));
                    break;
                case 1:
                    result.Insert(at, random.Of<string>(parts));
                    break;
                default:
                    // A value in the place of another keeps it JSON, and gets further.
                    var colon = result.ToString().IndexOf(':', at);
                    var end = colon < 0 ? -1 : result.ToString().IndexOfAny([',', '}', ']'], colon);
                    if (end > 0)
                    {
                        result.Remove(colon + 1, end - colon - 1).Insert(
                            colon + 1,
                            random.Of(
                                "null", "true", "-1", "\"x\"", "0", "{}", "[]", "\"*\"", "1.5", "\"now/d\"", "999999999999", "[1]",
                                "{\"a\":1}"));
                    }

                    break;
            }
        }

        return result.ToString();
    }
}
