using System.Text.Json;
using Observability.StandIns.Documents.Http;
using Observability.StandIns.Documents.Text;

namespace Observability.StandIns.Documents.Queries;

/// <summary>Reads queries on one field, most of which may be written short, <c>{"term":{"level":"warn"}}</c>, or long.</summary>
internal static class FieldQueryParser
{
    /// <summary>Reads a query; null where it is none on a field.</summary>
    /// <exception cref="ApiException">It has a mistake, or is not supported.</exception>
    public static Query? Parse(string query, JsonElement body) => query switch
    {
        "term" => ParseTerm(body),
        "terms" => ParseTerms(body),
        "range" => ParseRange(body),
        "match" => ParseMatch(body),
        "match_phrase" or "match_phrase_prefix" => ParsePhrase(query, body),
        "prefix" or "wildcard" or "regexp" => ParsePattern(query, body),
        _ => null,
    };

    private static Query ParseTerm(JsonElement body)
    {
        var (field, value, options) = ReadField("term", body, "value", "boost", "_name", "case_insensitive");
        var ignoresCase = Flag(options, "case_insensitive");
        return field switch
        {
            "_id" => new IdentifiersQuery([value]),
            "_index" => new IndexNameQuery(name => Wildcard.IsMatch(value, name)),
            _ => new FieldQuery(
                field, (scope, found) => FieldMatchers.Term(scope, found, value, ignoresCase), sought: Sought(field, value, ignoresCase)),
        };
    }

    private static Query ParseTerms(JsonElement body)
    {
        var fields = body.Map("terms").Where(property => property.Name is not ("boost" or "_name")).ToList();
        if (fields.Count != 1)
        {
            throw ApiErrors.Parsing("[terms] query requires one field name");
        }

        var (field, list) = (fields[0].Name, fields[0].Value);
        if (list.ValueKind == JsonValueKind.Object)
        {
            throw ApiErrors.NotSupported("terms queries that look their terms up");
        }

        if (list.ValueKind != JsonValueKind.Array)
        {
            throw ApiErrors.Parsing("[terms] query does not support a value that is no array");
        }

        var values = list.EnumerateArray().Select(value => value.Text("terms")).ToHashSet(StringComparer.Ordinal);
        return field switch
        {
            "_id" => new IdentifiersQuery(values),
            "_index" => new IndexNameQuery(values.Contains),
            _ => new FieldQuery(field, (scope, found) => values.Count > scope.Index.Settings.MostTerms
                ? throw QueryErrors.Failed(
                    scope,
                    $"The number of terms [{values.Count}] used in the Terms Query request has exceeded the allowed maximum of "
                    + $"[{scope.Index.Settings.MostTerms}]. This maximum can be set by changing the [index.max_terms_count] index level "
                    + "setting.")
                : FieldMatchers.Terms(scope, found, values)),
        };
    }

    private static FieldQuery ParseRange(JsonElement body)
    {
        var property = body.Single("range");
        var range = QueryParser.ParseRange(property.Value);
        return new FieldQuery(property.Name, (scope, field) => FieldMatchers.Range(scope, field, range));
    }

    private static FieldQuery ParseMatch(JsonElement body)
    {
        var (field, text, options) = ReadField(
            "match", body, "query", "operator", "minimum_should_match", "analyzer", "lenient", "boost", "_name", "zero_terms_query", "fuzziness", "prefix_length",
            "max_expansions", "fuzzy_transpositions", "fuzzy_rewrite", "auto_generate_synonyms_phrase_query");
        Refuse("match", options, "fuzziness");
        var isAnd = options.TryGet("operator", out var operation) && ParseOperator(operation);
        var least = options.TryGet("minimum_should_match", out var minimum) ? QueryParser.ParseMinimum(minimum)
            : isAnd ? static count => count
            : (Func<int, int>)(static _ => 1);
        var analyzer = ReadAnalyzer(options);
        var emptyIsAll = options.TryGet("zero_terms_query", out var zero) && zero.Text("zero_terms_query") == "all";
        return new FieldQuery(
            field,
            (scope, found) => FieldMatchers.Words(scope, found, text, analyzer, least) ?? (emptyIsAll ? Matcher.All : Matcher.None),
            Flag(options, "lenient"),
            new SoughtText(field, [AnyWord(text, analyzer)]));
    }

    private static FieldQuery ParsePhrase(string query, JsonElement body)
    {
        var (field, text, options) = ReadField(
            query, body, "query", "analyzer", "slop", "boost", "_name", "zero_terms_query", "max_expansions");
        if (options.TryGet("slop", out var slop) && slop.Whole("slop") != 0)
        {
            throw ApiErrors.NotSupported($"[{query}] with [slop]");
        }

        var analyzer = ReadAnalyzer(options);
        return new FieldQuery(
            field,
            (scope, found) => FieldMatchers.Phrase(scope, found, text, analyzer, lastIsPrefix: query == "match_phrase_prefix"),
            sought: new SoughtText(field, Phrase(text, analyzer, query == "match_phrase_prefix")));
    }

    private static FieldQuery ParsePattern(string query, JsonElement body)
    {
        var (field, pattern, options) = ReadField(
            query, body, "value", query == "wildcard" ? "wildcard" : "prefix", "boost", "_name", "case_insensitive", "rewrite", "flags",
            "max_determinized_states");
        var ignoresCase = Flag(options, "case_insensitive");
        return new FieldQuery(
            field,
            (scope, found) => FieldMatchers.TermsThat(
                scope, found, query,
                TermPattern.Create(
                    query, found.IsLowerCase ? pattern.ToLowerInvariant() : pattern, ignoresCase, scope.Index.Settings.LongestRegex)),
            sought: query == "regexp" ? null : new SoughtText(field, [TermPattern.Create(query, pattern, ignoresCase, int.MaxValue)]));
    }

    /// <summary>Reads <c>or</c> and <c>and</c>.</summary>
    /// <exception cref="ApiException">It is neither.</exception>
    public static bool ParseOperator(JsonElement element) => element.Text("operator").ToUpperInvariant() switch
    {
        "AND" => true,
        "OR" => false,
        var other => throw ApiErrors.IllegalArgument($"operator needs to be either OR or AND, but not [{other}]"),
    };

    /// <summary>Reads the name of an analyzer; null where there is none.</summary>
    /// <exception cref="ApiException">There is no such analyzer.</exception>
    public static Analyzer? ReadAnalyzer(JsonElement options) => !options.TryGet("analyzer", out var name) ? null
        : Analyzer.Find(name.Text("analyzer")) ?? throw ApiErrors.NotSupported($"analyzer [{name}]");

    /// <summary>Refuses options that are set.</summary>
    /// <exception cref="ApiException">One is.</exception>
    public static void Refuse(string query, JsonElement options, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (options.TryGet(name, out var value) && value.ToString() is not ("0" or "" or "false" or "False"))
            {
                throw ApiErrors.NotSupported($"[{query}] with [{name}]");
            }
        }
    }

    /// <summary>Takes the words of a text.</summary>
    public static Func<string, bool> AnyWord(string text, Analyzer? analyzer)
    {
        var words = (analyzer ?? Analyzer.Standard).Words(text).ToHashSet(StringComparer.Ordinal);
        return words.Contains;
    }

    /// <summary>Takes the words of a text, one after the other.</summary>
    public static List<Func<string, bool>> Phrase(string text, Analyzer? analyzer, bool lastIsPrefix = false)
    {
        var words = (analyzer ?? Analyzer.Standard).Words(text);
        return
        [
            .. words.Select((word, i) => lastIsPrefix && i == words.Count - 1
                ? found => found.StartsWith(word, StringComparison.Ordinal)
                : (Func<string, bool>)(found => found == word)),
        ];
    }

    private static SoughtText Sought(string field, string value, bool ignoresCase) => new(
        field, [word => string.Equals(word, value, ignoresCase ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal)]);

    private static bool Flag(JsonElement options, string name) => options.TryGet(name, out var value) && value.Flag(name);

    /// <summary>Reads <c>{"field":"value"}</c> or <c>{"field":{"value":"value", …}}</c>.</summary>
    private static (string Field, string Value, JsonElement Options) ReadField(
        string query, JsonElement body, params ReadOnlySpan<string> names)
    {
        var property = body.Single(query);
        if (property.Value.ValueKind == JsonValueKind.Array)
        {
            throw ApiErrors.Parsing($"[{query}] query does not support array of values");
        }

        if (property.Value.ValueKind != JsonValueKind.Object)
        {
            return (property.Name, property.Value.Text(query), JsonSerializer.SerializeToElement<object>(new { }));
        }

        QueryParser.CheckNames(query, property.Value, names);
        if (!property.Value.TryGet(names[0], out var value) && !property.Value.TryGet(names[1], out value))
        {
            throw ApiErrors.IllegalArgument($"[{query}] value cannot be null");
        }

        return (property.Name, value.Text(query), property.Value);
    }
}
