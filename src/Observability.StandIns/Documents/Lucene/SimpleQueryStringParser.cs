using System.Text;
using System.Text.Json;
using Observability.StandIns.Documents.Http;
using Observability.StandIns.Documents.Queries;

namespace Observability.StandIns.Documents.Lucene;

/// <summary>
/// Reads <c>simple_query_string</c>, whose strings have no mistakes: what cannot be understood is passed over
/// (https://www.elastic.co/docs/reference/query-languages/query-dsl/query-dsl-simple-query-string-query):
/// <code>
/// "out of memory" + (web | api) -test warn*
/// </code>
/// </summary>
internal sealed class SimpleQueryStringParser
{
    private readonly string _text;
    private readonly bool _isAnd;
    private int _at;
    private int _clauses;
    private int _turns;

    private SimpleQueryStringParser(string text, bool isAnd) => (_text, _isAnd) = (text, isAnd);

    /// <summary>Reads the query.</summary>
    /// <exception cref="ApiException">It has a mistake beside its string, or is not supported.</exception>
    public static LuceneQuery Parse(JsonElement body)
    {
        QueryParser.CheckNames(
            "simple_query_string", body, "query", "fields", "default_operator", "analyzer", "lenient", "minimum_should_match", "boost", "_name", "flags", "analyze_wildcard",
            "auto_generate_synonyms_phrase_query", "fuzzy_max_expansions", "fuzzy_prefix_length", "fuzzy_transpositions", "quote_field_suffix");
        FieldQueryParser.Refuse("simple_query_string", body, "quote_field_suffix");
        if (body.TryGet("flags", out var flags) && flags.ToString() is not ("ALL" or "-1"))
        {
            throw ApiErrors.NotSupported($"[simple_query_string] with [flags: {flags}]");
        }

        var text = body.TryGet("query", out var query) ? query.Text("simple_query_string") : throw ApiErrors.Parsing(
            "[simple_query_string] query text missing");
        var options = new LuceneOptions
        {
            Fields = body.TryGet("fields", out var fields) ? FieldSelection.Parse(
                fields.Items().Select(item => item.Text("fields"))) : null,
            IsAnd = body.TryGet("default_operator", out var operation) && FieldQueryParser.ParseOperator(operation),
            IsLenient = !body.TryGet("lenient", out var lenient) || lenient.Flag("lenient"),
            Analyzer = FieldQueryParser.ReadAnalyzer(body),
            Least = body.TryGet("minimum_should_match", out var minimum) ? QueryParser.ParseMinimum(minimum) : null,
        };
        return new LuceneQuery(text == "*" ? new LuceneAll() : new SimpleQueryStringParser(text, options.IsAnd).ParseGroup(0), options);
    }

    // From left to right: a | b + c is (a | b) + c.
    private LuceneGroup? ParseGroup(int depth)
    {
        LuceneGroup? group = null;
        var isAnd = _isAnd;
        var isNot = false;
        while (_at < _text.Length && !(_text[_at] == ')' && depth > 0))
        {
            var character = _text[_at];
            if (character is '+' or '|' or '-' or ')' || char.IsWhiteSpace(character))
            {
                isAnd = character switch { '+' => true, '|' => false, _ => isAnd };
                isNot ^= character == '-';
                _at++;
                continue;
            }

            if (ParseClause(depth) is { } node)
            {
                LuceneLimits.CheckClauses(++_clauses);
                group = Combine(
                    group, isAnd ? LuceneOccur.Must : LuceneOccur.Should, isNot ? new LuceneGroup([(LuceneOccur.MustNot, node)]) : node);
            }

            (isAnd, isNot) = (_isAnd, false);
        }

        return group;
    }

    private LuceneGroup Combine(LuceneGroup? group, LuceneOccur occur, LuceneNode node)
    {
        switch (group)
        {
            case null:
                return new LuceneGroup([(occur, node)]);
            case { Clauses.Count: 1 }:
                return new LuceneGroup([(occur, group.Clauses[0].Node), (occur, node)]);
            case { Clauses: [(var before, _), ..] } when before == occur:
                return new LuceneGroup([.. group.Clauses, (occur, node)]);
            default:
                // Each turn from one operator to the other is a level, as parentheses are.
                return ++_turns <= LuceneLimits.Deepest ? new LuceneGroup([(occur, group), (occur, node)])
                    : throw ApiErrors.IllegalArgument($"more than {LuceneLimits.Deepest} turns between + and |");
        }
    }

    private LuceneNode? ParseClause(int depth)
    {
        if (_text[_at] == '(')
        {
            _at++;
            if (depth >= LuceneLimits.Deepest)
            {
                throw ApiErrors.IllegalArgument($"more than {LuceneLimits.Deepest} parentheses in each other");
            }

            var group = ParseGroup(depth + 1);
            _at++;
            return group;
        }

        if (_text[_at] == '"' && _text.IndexOf('"', _at + 1) is > 0 and var end)
        {
            var phrase = _text[(_at + 1)..end];
            _at = end + 1;
            CheckFuzziness();
            return new LuceneText(null, LuceneTextKind.Phrase, phrase);
        }

        var word = ReadWord();
        CheckFuzziness();
        return word.Length switch
        {
            0 => null,
            > 1 when word[^1] == '*' => new LuceneText(null, LuceneTextKind.Pattern, EscapeWildcards(word[..^1]) + "*"),
            _ => new LuceneText(null, LuceneTextKind.Word, word),
        };
    }

    private string ReadWord()
    {
        var word = new StringBuilder();
        var start = _at;
        while (_at < _text.Length && !char.IsWhiteSpace(_text[_at]) && _text[_at] is not ('+' or '|' or '(' or ')' or '~') && (_text[_at] != '"' || _at == start))
        {
            if (_text[_at] == '\\' && _at + 1 < _text.Length)
            {
                _at++;
            }

            if (_text[_at] != '"' || _at > start)
            {
                word.Append(_text[_at]);
            }

            _at++;
        }

        _at = _at == start ? _at + 1 : _at;
        return word.ToString();
    }

    private void CheckFuzziness()
    {
        if (_at + 1 < _text.Length && _text[_at] == '~' && char.IsAsciiDigit(_text[_at + 1]))
        {
            throw ApiErrors.NotSupported("fuzzy words (~) in query strings");
        }
    }

    private static string EscapeWildcards(string word) =>
        word.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("*", "\\*", StringComparison.Ordinal).Replace("?", "\\?", StringComparison.Ordinal);
}
