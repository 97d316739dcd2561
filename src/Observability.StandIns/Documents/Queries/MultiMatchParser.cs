using System.Text.Json;
using Observability.StandIns.Documents.Http;

namespace Observability.StandIns.Documents.Queries;

/// <summary>Reads <c>multi_match</c>: a text that is looked for in several fields.</summary>
internal static class MultiMatchParser
{
    /// <summary>Reads the query.</summary>
    /// <exception cref="ApiException">It has a mistake, or is not supported.</exception>
    public static Query Parse(JsonElement body)
    {
        QueryParser.CheckNames(
            "multi_match", body, "query", "fields", "type", "operator", "minimum_should_match", "analyzer", "lenient", "boost", "_name", "tie_breaker", "zero_terms_query",
            "slop", "fuzziness", "prefix_length", "max_expansions", "auto_generate_synonyms_phrase_query", "fuzzy_transpositions", "fuzzy_rewrite");
        FieldQueryParser.Refuse("multi_match", body, "slop", "fuzziness");
        var text = body.TryGet("query", out var query) ? query.Text("multi_match") : throw ApiErrors.Parsing(
            "No text specified for multi_match query");
        var type = body.TryGet("type", out var given) ? given.Text("type") : "best_fields";
        if (type is not ("best_fields" or "most_fields" or "phrase" or "phrase_prefix"))
        {
            throw ApiErrors.NotSupported($"[multi_match] with [type: {type}]");
        }

        var fields = body.TryGet("fields", out var list) ? FieldSelection.Parse(list.Items().Select(item => item.Text("fields"))) : null;
        var isAnd = body.TryGet("operator", out var operation) && FieldQueryParser.ParseOperator(operation);
        var least = body.TryGet("minimum_should_match", out var minimum) ? QueryParser.ParseMinimum(minimum)
            : isAnd ? static count => count
            : (Func<int, int>)(static _ => 1);
        var analyzer = FieldQueryParser.ReadAnalyzer(body);
        var isLenient = body.TryGet("lenient", out var lenient) && lenient.Flag("lenient");
        return new FieldsQuery(
            fields,
            isLenient,
            (scope, field) => type.StartsWith("phrase", StringComparison.Ordinal)
                ? FieldMatchers.Phrase(scope, field, text, analyzer, type == "phrase_prefix")
                : FieldMatchers.Words(scope, field, text, analyzer, least),
            type.StartsWith("phrase", StringComparison.Ordinal) ? FieldQueryParser.Phrase(text, analyzer, type == "phrase_prefix") : [FieldQueryParser.AnyWord(text, analyzer)]);
    }
}
