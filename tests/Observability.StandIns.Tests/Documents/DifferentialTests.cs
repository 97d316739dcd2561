using System.Globalization;
using System.Text.Json.Nodes;

namespace Observability.StandIns.Tests.Documents;

/// <summary>Generated documents, queries and aggregations: the stand-in and the naive reference must give the same.</summary>
public class DifferentialTests
{
    private const int Documents = 400;
    private const string Mapping = """
        {"mappings":{"properties":{"at":{"type":"date"},"kind":{"type":"keyword"},"tags":{"type":"keyword"},"n":{"type":"long"},"x":{"type":"double"},"ok":{"type":"boolean"},
          "text":{"type":"text"},"o":{"properties":{"k":{"type":"keyword"}}}}}}
        """;

    private static readonly string[] s_kinds = ["alpha", "beta", "gamma", "delta-1", "delta-2"];
    private static readonly string[] s_words = ["disk", "full", "memory", "error", "warn", "done", "retry"];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Queries_Generated_FindWhatTheReferenceFinds(int seed)
    {
        var random = new SeededChoice(seed);
        using var node = new InProcessNode();
        var store = await FillAsync(node, random);

        for (var i = 0; i < 250; i++)
        {
            var query = Query(random, 0);
            var answer = await node.SearchAsync("d-*", $$"""{"size":{{Documents}},"track_total_hits":true,"query":{{query.ToJsonString()}}}""");

            var found = answer["hits"]!["hits"]!.AsArray().Select(
                hit => int.Parse(hit!["_id"]!.GetValue<string>(), CultureInfo.InvariantCulture)).Order();
            Assert.True(
                store.Find(query).SequenceEqual(found),
                $"seed {seed}, query {i}: {query.ToJsonString()}\nexpected {string.Join(',', store.Find(query))}\nfound "
                + $"{string.Join(',', found)}");
        }
    }

    [Theory]
    [InlineData(11)]
    [InlineData(12)]
    [InlineData(13)]
    public async Task QueryStrings_Generated_FindWhatTheirMeaningFinds(int seed)
    {
        var random = new SeededChoice(seed);
        using var node = new InProcessNode();
        var store = await FillAsync(node, random);

        for (var i = 0; i < 250; i++)
        {
            var (text, meaning) = QueryString(random, 0);
            var body = new JsonObject { ["size"] = Documents, ["query"] = new JsonObject { ["query_string"] = new JsonObject { ["query"] = text } } };
            var answer = await node.SearchAsync("d-*", body.ToJsonString());

            var found = answer["hits"]!["hits"]!.AsArray().Select(
                hit => int.Parse(hit!["_id"]!.GetValue<string>(), CultureInfo.InvariantCulture)).Order();
            Assert.True(
                store.Find(meaning).SequenceEqual(found),
                $"seed {seed}, query {i}: {text}\nmeans {meaning.ToJsonString()}\nexpected "
                + $"{string.Join(',', store.Find(meaning))}\nfound {string.Join(',', found)}");
        }
    }

    [Theory]
    [InlineData(21)]
    [InlineData(22)]
    [InlineData(23)]
    public async Task Aggregations_Generated_AreWhatTheReferenceSums(int seed)
    {
        var random = new SeededChoice(seed);
        using var node = new InProcessNode();
        var store = await FillAsync(node, random);

        for (var i = 0; i < 60; i++)
        {
            var query = Query(random, 1);
            var hours = random.Next(1, 30);
            var field = random.Of("kind", "tags", "o.k");
            var number = random.Of("n", "x");
            var answer = await node.SearchAsync("d-*", $$$$"""
                {"size":0,"track_total_hits":true,"query":{{{{query.ToJsonString()}}}},"aggs":{
                  "t":{"terms":{"field":"{{{{field}}}}","size":100,"order":{"_key":"asc"}},"aggs":{"s":{"stats":{"field":"{{{{number}}}}"}},"c":{"cardinality":{"field":"kind"}} } },
                  "h":{"date_histogram":{"field":"at","fixed_interval":"{{{{hours}}}}h"},"aggs":{"m":{"max":{"field":"{{{{number}}}}"}},"v":{"value_count":{"field":"tags"}} } },
                  "l":{"histogram":{"field":"n","interval":10} },
                  "least":{"top_metrics":{"metrics":{"field":"x"},"sort":{"n":"asc"}} },"most":{"top_metrics":{"metrics":{"field":"x"},"sort":{"n":"desc"}} } } }
                """);
            var documents = store.Find(query).Select(place => store.Documents[place]).ToList();

            Assert.Equal(documents.Count, answer["hits"]!["total"]!["value"]!.GetValue<int>());
            Assert.Equal(Terms(documents, field, number), Describe(answer["aggregations"]!["t"]!, bucket =>
                $"{bucket["s"]!["count"]} {Round(bucket["s"]!["sum"])} {Round(bucket["s"]!["min"])} {Round(bucket["s"]!["max"])} {bucket["c"]!["value"]}"));
            Assert.Equal(
                Histogram(documents, hours * 3_600_000L, number),
                Describe(answer["aggregations"]!["h"]!, bucket => $"{Round(bucket["m"]!["value"])} {bucket["v"]!["value"]}"));
            Assert.Equal(Tens(documents), Describe(answer["aggregations"]!["l"]!, static _ => ""));
            var numbers = documents.SelectMany(document => NaiveStore.Values(document, "n")).Select(NaiveStore.Number).ToList();
            Assert.Equal(numbers.Count > 0 ? Round(numbers.Min()) : "-", Round(First(answer["aggregations"]!["least"]!)));
            Assert.Equal(numbers.Count > 0 ? Round(numbers.Max()) : "-", Round(First(answer["aggregations"]!["most"]!)));
        }
    }

    [Theory]
    [InlineData(31)]
    [InlineData(32)]
    public async Task Changes_Generated_LeaveWhatTheReferenceHas(int seed)
    {
        var random = new SeededChoice(seed);
        using var node = new InProcessNode();
        node.Create("d-0", Mapping);
        var expected = new SortedDictionary<string, string>(StringComparer.Ordinal);
        for (var round = 0; round < 40; round++)
        {
            var lines = new List<string>();
            for (var i = random.Next(1, 200); i > 0; i--)
            {
                var id = $"{random.Next(0, 300)}";
                if (random.Next(0, 4) == 0)
                {
                    lines.Add($$$"""{"delete":{"_index":"d-0","_id":"{{{id}}}"}}""");
                    expected.Remove(id);
                }
                else
                {
                    var document = Document(random).ToJsonString();
                    lines.AddRange([$$$"""{"index":{"_index":"d-0","_id":"{{{id}}}"}}""", document]);
                    expected[id] = document;
                }
            }

            await node.BulkAsync(string.Concat(lines.Select(line => line + "\n")));
            if (round % 10 == 9)
            {
                node.Node.Catalog.Find("d-0")!.Compact();
            }

            var hits = (await node.SearchAsync("d-0", """{"size":1000}"""))["hits"]!["hits"]!.AsArray();
            var found = hits.ToDictionary(hit => hit!["_id"]!.GetValue<string>(), hit => hit!["_source"]!.ToJsonString());
            Assert.Equal(expected, new SortedDictionary<string, string>(found, StringComparer.Ordinal));
        }
    }

    private static IEnumerable<string> Terms(List<JsonObject> documents, string field, string number) => documents
        .SelectMany(document => NaiveStore.Values(document, field).Select(NaiveStore.Text).Distinct().Select(key => (key, document)))
        .GroupBy(pair => pair.key, pair => pair.document)
        .OrderBy(group => group.Key, StringComparer.Ordinal)
        .Select(group =>
        {
            var numbers = group.SelectMany(document => NaiveStore.Values(document, number)).Select(NaiveStore.Number).ToList();
            var kinds = group.SelectMany(document => NaiveStore.Values(document, "kind")).Select(NaiveStore.Text).Distinct().Count();
            return $"{group.Key}={group.Count()}: {numbers.Count} {Round(numbers.Sum())} {(numbers.Count > 0 ? Round(numbers.Min()) : "-")} {(numbers.Count > 0 ? Round(numbers.Max()) : "-")} {kinds}";
        });

    private static IEnumerable<string> Histogram(List<JsonObject> documents, long size, string number)
    {
        var byKey = documents.ToLookup(document => (long)Math.Floor((double)NaiveStore.Moment(document["at"]!) / size) * size);
        if (byKey.Count == 0)
        {
            yield break;
        }

        for (var key = byKey.Min(group => group.Key); key <= byKey.Max(group => group.Key); key += size)
        {
            var numbers = byKey[key].SelectMany(document => NaiveStore.Values(document, number)).Select(NaiveStore.Number).ToList();
            var tags = byKey[key].Sum(document => NaiveStore.Values(document, "tags").Select(NaiveStore.Text).Distinct().Count());
            yield return $"{key}={byKey[key].Count()}: {(numbers.Count > 0 ? Round(numbers.Max()) : "-")} {tags}";
        }
    }

    private static IEnumerable<string> Tens(List<JsonObject> documents)
    {
        var keys = documents.SelectMany(document => NaiveStore.Values(document, "n")
            .Select(value => (int)Math.Floor(NaiveStore.Number(value) / 10) * 10).Distinct()).ToList();
        return keys.Count == 0 ? [] : Enumerable.Range(0, ((keys.Max() - keys.Min()) / 10) + 1)
            .Select(place => keys.Min() + (10 * place)).Select(key => $"{key}={keys.Count(other => other == key)}: ");
    }

    private static IEnumerable<string> Describe(JsonNode aggregation, Func<JsonNode, string> describe) =>
        aggregation["buckets"]!.AsArray().Select(bucket => $"{bucket!["key"]}={bucket["doc_count"]}: {describe(bucket)}");

    private static JsonNode? First(JsonNode tops) => tops["top"]!.AsArray().FirstOrDefault()?["sort"]![0];

    private static string Round(JsonNode? number) => number is null ? "-" : Round(NaiveStore.Number(number));

    private static string Round(double number) => Math.Round(number, 6).ToString("R", CultureInfo.InvariantCulture);

    private static async Task<NaiveStore> FillAsync(InProcessNode node, SeededChoice random)
    {
        node.Create("d-0", Mapping);
        node.Create("d-1", Mapping);
        var documents = Enumerable.Range(0, Documents).Select(_ => Document(random)).ToList();
        var results = await node.BulkAsync(string.Concat(documents.Select((document, place) =>
            $$$"""{"index":{"_index":"d-{{{place % 2}}}","_id":"{{{place}}}"}}""" + "\n" + document.ToJsonString() + "\n")));
        Assert.All(results, result => Assert.Null(result.Error));
        return new NaiveStore(documents);
    }

    private static JsonObject Document(SeededChoice random)
    {
        var document = new JsonObject { ["at"] = DateTimeOffset.FromUnixTimeMilliseconds(
            1_795_564_800_000 + random.Next(0, 300_000_000)).ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture) };
        void Maybe(string name, Func<JsonNode?> make)
        {
            if (random.Next(0, 4) > 0)
            {
                document[name] = make();
            }
        }

        Maybe("kind", () => random.Of(s_kinds));
        Maybe(
            "tags",
            () => new JsonArray([.. Enumerable.Range(0, random.Next(0, 4)).Select(_ => JsonValue.Create(random.Of("a", "b", "c")))]));
        Maybe("n", () => random.Next(0, 4) > 0
            ? random.Next(-50, 50)
            : new JsonArray([.. Enumerable.Range(0, random.Next(0, 4)).Select(_ => JsonValue.Create(random.Next(-50, 50)))]));
        Maybe("x", () => random.Next(-1000, 1000) / 8.0);
        Maybe("ok", () => random.Next(0, 2) == 0);
        Maybe(
            "text",
            () => string.Join(
                ' ',
                Enumerable.Range(0, random.Next(1, 6)).Select(
                    _ => random.Next(0, 2) == 0 ? $"w{random.Next(0, 300)}" : random.Of(s_words))));
        Maybe("o", () => new JsonObject { ["k"] = random.Of("u", "v", "w") });
        return document;
    }

    private static JsonObject Query(SeededChoice random, int depth) => random.Next(0, depth > 3 ? 9 : 12) switch
    {
        0 => One("exists", "field", random.Of("kind", "tags", "n", "x", "ok", "text", "o.k")),
        1 => One("term", "kind", random.Of(s_kinds)),
        2 => One("terms", "tags", new JsonArray("a", random.Of("b", "none"))),
        3 => One("term", "n", random.Next(-50, 50)),
        4 => One("range", random.Of("n", "x"), Ends(random, () => random.Next(-60, 60))),
        5 => One(
            "range", "at",
            Ends(
                random,
                () => DateTimeOffset.FromUnixTimeMilliseconds(1_795_564_800_000 + random.Next(0, 300_000_000)).ToString(
                    "yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture))),
        6 => One(random.Of("match", "match_phrase"), "text", $"{random.Of(s_words)} {random.Of(s_words)}"),
        7 => One("wildcard", random.Of("kind", "o.k"), random.Of("*a*", "delta-?", "b*", "?", "*-2", "gam*a")),
        8 => One("prefix", "kind", random.Of("del", "g", "")),
        9 => new JsonObject { ["match_all"] = new JsonObject() },
        _ => Boolean(random, depth),
    };

    private static JsonObject Boolean(SeededChoice random, int depth)
    {
        var clauses = new JsonObject();
        foreach (var name in (string[])["must", "filter", "should", "must_not"])
        {
            if (random.Next(0, 2) == 0)
            {
                clauses[name] = new JsonArray([.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => Query(random, depth + 1))]);
            }
        }

        return new JsonObject { ["bool"] = clauses };
    }

    /// <summary>A query string and, as a query of the DSL, what it means; groups in parentheses, so that the meaning is plain.</summary>
    private static (string Text, JsonObject Meaning) QueryString(SeededChoice random, int depth)
    {
        switch (random.Next(0, depth > 3 ? 7 : 11))
        {
            case 0:
                var kind = random.Of(s_kinds);
                return (
                    $"kind:{random.Of(kind, kind.Replace("-", "\\-", StringComparison.Ordinal), $"\"{kind}\"")}",
                    One("term", "kind", kind));
            case 1:
                var word = random.Of(s_words);
                return ($"text:{random.Of(word, word.ToUpperInvariant(), $"({word})", word + "^2")}", One("match", "text", word));
            case 2:
                var phrase = $"{random.Of(s_words)} {random.Of(s_words)}";
                return ($"text:\"{phrase}\"", One("match_phrase", "text", phrase));
            case 3:
                var (low, high) = (random.Next(-50, 0), random.Next(0, 50));
                var (open, close) = (random.Next(0, 2) == 0, random.Next(0, 2) == 0);
                return (
                    $"n:{(open ? '{' : '[')}{low} TO {high}{(close ? '}' : ']')}",
                    One("range", "n", new JsonObject { [open ? "gt" : "gte"] = low, [close ? "lt" : "lte"] = high }));
            case 4:
                var number = random.Next(0, 50);
                var sign = random.Of(">", ">=", "<", "<=");
                return (
                    $"n:{sign}{number}",
                    One("range", "n", new JsonObject { [sign switch { ">" => "gt", ">=" => "gte", "<" => "lt", _ => "lte" }] = number }));
            case 5:
                var pattern = random.Of("*a*", "delta-?", "b*", "*-2");
                return ($"kind:{pattern}", One("wildcard", "kind", pattern));
            case 6:
                var field = random.Of("kind", "n", "o.k");
                return (random.Of($"_exists_:{field}", $"{field}:*"), One("exists", "field", field));
            case 7:
                var (negated, inner) = QueryString(random, depth + 1);
                return (
                    $"({random.Of("NOT ", "-", "!")}({negated}))",
                    new JsonObject { ["bool"] = new JsonObject { ["must_not"] = new JsonArray(inner) } });
            default:
                var parts = Enumerable.Range(0, random.Next(2, 4)).Select(_ => QueryString(random, depth + 1)).ToList();
                var isAnd = random.Next(0, 2) == 0;
                var text = string.Join(
                    isAnd ? random.Of(" AND ", " && ") : random.Of(" OR ", " || ", " "), parts.Select(part => $"({part.Text})"));
                return (
                    text,
                    new JsonObject { ["bool"] = new JsonObject { [isAnd ? "must" : "should"] = new JsonArray([.. parts.Select(part => part.Meaning)]) } });
        }
    }

    private static JsonObject Ends(SeededChoice random, Func<JsonNode> make)
    {
        var ends = new JsonObject();
        if (random.Next(0, 3) > 0)
        {
            ends[random.Of("gt", "gte")] = make();
        }

        if (random.Next(0, 3) > 0)
        {
            ends[random.Of("lt", "lte")] = make();
        }

        return ends;
    }

    private static JsonObject One(string kind, string name, JsonNode value) => new() { [kind] = new JsonObject { [name] = value } };
}
