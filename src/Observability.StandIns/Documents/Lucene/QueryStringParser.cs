using System.Text;
using System.Text.Json;
using Observability.StandIns.Documents.Dates;
using Observability.StandIns.Documents.Http;
using Observability.StandIns.Documents.Queries;

namespace Observability.StandIns.Documents.Lucene;

/// <summary>
/// Reads <c>query_string</c> (https://www.elastic.co/docs/reference/query-languages/query-dsl/query-dsl-query-string-query).
/// </summary>
internal static class QueryStringParser
{
    private const int LongestString = 32 * 1024;

    /// <summary>Reads the query.</summary>
    /// <exception cref="ApiException">It has a mistake, or is not supported.</exception>
    public static LuceneQuery Parse(JsonElement body)
    {
        var text = body.ValueKind == JsonValueKind.Object && body.TryGet("query", out var query)
            ? query.Text("query_string")
            : throw ApiErrors.Parsing("[query_string] must be provided with a [query]");
        var options = new LuceneOptions();
        foreach (var property in body.Map("query_string"))
        {
            options = Set(options, property.Name, property.Value);
        }

        if (body.TryGet("escape", out var escape) && escape.Flag("escape"))
        {
            text = Escape(text);
        }

        return Create(text, options);
    }

    /// <summary>Makes the query of a string, as the parameter <c>q</c> of a search does.</summary>
    /// <exception cref="ApiException">The string has a mistake, or is not supported.</exception>
    public static LuceneQuery Create(string text, LuceneOptions options)
    {
        if (text.Length > LongestString)
        {
            throw Failed(
                text[..100] + "…",
                $"Query string length exceeds max allowed length {LongestString} ([indices.query.query_string.max_length])");
        }

        try
        {
            return new LuceneQuery(LuceneParser.Parse(text, options), options);
        }
        catch (LuceneSyntaxException mistake)
        {
            throw Failed(text, $"Cannot parse '{text}': {mistake.Message}");
        }
    }

    private static LuceneOptions Set(LuceneOptions options, string name, JsonElement value)
    {
        switch (name)
        {
            case "query" or "escape" or "boost" or "_name" or "analyze_wildcard" or "auto_generate_synonyms_phrase_query" or "enable_position_increments"
                or "max_determinized_states" or "rewrite" or "tie_breaker" or "fuzzy_max_expansions" or "fuzzy_prefix_length" or "fuzzy_transpositions" or "fuzzy_rewrite"
                or "fuzziness" or "quote_analyzer":
                return options;
            case "default_field":
                return options with { Fields = FieldSelection.Parse([value.Text(name)]) };
            case "fields":
                return options with { Fields = FieldSelection.Parse(value.Items().Select(item => item.Text(name))) };
            case "default_operator":
                return options with { IsAnd = FieldQueryParser.ParseOperator(value) };
            case "lenient":
                return options with { IsLenient = value.Flag(name) };
            case "allow_leading_wildcard":
                return options with { AllowsLeadingWildcard = value.Flag(name) };
            case "analyzer":
                return options with { Analyzer = Text.Analyzer.Find(value.Text(name)) ?? throw ApiErrors.NotSupported($"analyzer [{value}]") };
            case "time_zone":
                return options with { Zone = Zone.Parse(value.Text(name)) };
            case "minimum_should_match":
                return options with { Least = QueryParser.ParseMinimum(value) };
            case "type" when value.Text(name) is "best_fields" or "most_fields" or "phrase":
                return options with { IsPhrase = value.Text(name) == "phrase" };
            case "phrase_slop" when value.Whole(name) == 0:
                return options;
            case "type" or "phrase_slop" or "quote_field_suffix":
                throw ApiErrors.NotSupported($"[query_string] with [{name}: {value}]");
            default:
                throw ApiErrors.Parsing($"[query_string] query does not support [{name}]");
        }
    }

    private static string Escape(string text)
    {
        var result = new StringBuilder();
        foreach (var character in text)
        {
            if ("+-!():^[]\"{}~*?\\/|&".Contains(character, StringComparison.Ordinal))
            {
                result.Append('\\');
            }

            result.Append(character);
        }

        return result.ToString();
    }

    private static ApiException Failed(string text, string reason) => new(400, "query_shard_exception", $"Failed to parse query [{text}]")
    {
        Cause = new ApiException(400, "parse_exception", reason),
        IsOfShard = true,
    };
}
