using Observability.StandIns.Documents.Http;
using Observability.StandIns.Documents.Queries;

namespace Observability.StandIns.Documents.Lucene;

/// <summary>
/// Parses query strings
/// (https://www.elastic.co/docs/reference/query-languages/query-dsl/query-dsl-query-string-query#query-string-syntax):
/// <code>
/// level:(warn OR error) AND -host:web-1* +status:[500 TO 599] "out of memory" took:&gt;=10 _exists_:user /wa.n/
/// </code>
/// AND and OR do not bind as in other languages: AND makes both its sides a must, OR leaves them a should, and where something must fit,
/// what should need not.
/// </summary>
internal sealed partial class LuceneParser
{
    private readonly string _text;
    private readonly LuceneOptions _options;
    private int _at;
    private int _clauses;

    private LuceneParser(string text, LuceneOptions options) => (_text, _options) = (text, options);

    /// <summary>Parses a query string; null where it is empty.</summary>
    /// <exception cref="LuceneSyntaxException">It has a mistake.</exception>
    /// <exception cref="ApiException">It uses what is not supported.</exception>
    public static LuceneNode? Parse(string text, LuceneOptions options)
    {
        var parser = new LuceneParser(text, options);
        parser.SkipSpace();
        if (parser.IsAtEnd)
        {
            return null;
        }

        var node = parser.ParseClauses(null, 0);
        return parser.IsAtEnd ? node : throw parser.Unexpected();
    }

    private bool IsAtEnd => _at >= _text.Length;

    private char Current => _text[_at];

    private LuceneNode ParseClauses(string? field, int depth)
    {
        if (depth > LuceneLimits.Deepest)
        {
            throw new LuceneSyntaxException($"more than {LuceneLimits.Deepest} parentheses in each other");
        }

        var clauses = new List<(LuceneOccur Occur, LuceneNode Node)>();
        var isPlain = true;
        do
        {
            var conjunction = clauses.Count == 0 ? Conjunction.None : ReadConjunction();
            var modifier = ReadModifier();
            LuceneLimits.CheckClauses(++_clauses);
            isPlain = clauses.Count == 0 && modifier == Modifier.None;
            Add(clauses, conjunction, modifier, ParseClause(field, depth));
            SkipSpace();
        }
        while (!IsAtEnd && Current != ')');

        return clauses.Count == 1 && isPlain ? clauses[0].Node : new LuceneGroup(clauses);
    }

    private void Add(List<(LuceneOccur Occur, LuceneNode Node)> clauses, Conjunction conjunction, Modifier modifier, LuceneNode node)
    {
        if (clauses.Count > 0 && clauses[^1].Occur != LuceneOccur.MustNot)
        {
            if (conjunction == Conjunction.And)
            {
                clauses[^1] = (LuceneOccur.Must, clauses[^1].Node);
            }
            else if (conjunction == Conjunction.Or && _options.IsAnd)
            {
                clauses[^1] = (LuceneOccur.Should, clauses[^1].Node);
            }
        }

        var must = _options.IsAnd ? conjunction != Conjunction.Or : conjunction == Conjunction.And;
        var isMust = must || (modifier == Modifier.Must && !_options.IsAnd);
        clauses.Add((modifier == Modifier.Not ? LuceneOccur.MustNot : isMust ? LuceneOccur.Must : LuceneOccur.Should, node));
    }

    private LuceneNode ParseClause(string? field, int depth)
    {
        SkipSpace();
        var start = _at;
        if (TryReadFieldName(out var name))
        {
            field = name;
            SkipSpace();
        }
        else
        {
            _at = start;
        }

        if (IsAtEnd)
        {
            throw Unexpected();
        }

        if (Current != '(')
        {
            return ParseTerm(field);
        }

        _at++;
        SkipSpace();
        var node = ParseClauses(field, depth + 1);
        if (IsAtEnd || Current != ')')
        {
            throw Unexpected();
        }

        _at++;
        ReadBoost();

        // A group stays one: what must fit in it does not touch what is around it.
        return node is LuceneGroup ? node : new LuceneGroup([(LuceneOccur.Must, node)]);
    }

    private bool TryReadFieldName(out string? name)
    {
        name = null;
        if (!IsAtEnd && Current == '*')
        {
            _at++;
            SkipSpace();
            name = "*";
        }
        else
        {
            var raw = ReadWord(wildcards: false);
            if (raw.Length == 0 || IsOperator(raw))
            {
                return false;
            }

            name = Unescape(raw);
            SkipSpace();
        }

        if (IsAtEnd || Current != ':')
        {
            return false;
        }

        _at++;
        return true;
    }

    private LuceneNode ParseTerm(string? field)
    {
        switch (Current)
        {
            case '"':
                var phrase = Unescape(ReadQuoted());
                ReadSlop();
                ReadBoost();
                return Make(field, LuceneTextKind.Phrase, phrase);
            case '[' or '{':
                return ParseRange(field);
            case '/':
                var regex = ReadRegex();
                ReadBoost();
                return Make(field, LuceneTextKind.Regex, regex);
        }

        var start = _at;
        var raw = ReadWord(wildcards: true);
        if (raw.Length == 0 || IsOperator(raw))
        {
            _at = start;
            throw Unexpected();
        }

        if (!IsAtEnd && Current == '~')
        {
            throw ApiErrors.NotSupported("fuzzy words (~) in query strings");
        }

        ReadBoost();
        return HasWildcard(raw) ? MakePattern(field, raw, start) : MakeWord(field, Unescape(raw));
    }

    private LuceneNode MakePattern(string? field, string raw, int start)
    {
        if (raw == "*")
        {
            return field is null or "*" ? new LuceneAll() : new LuceneExists(field);
        }

        if (!_options.AllowsLeadingWildcard && raw[0] is '*' or '?')
        {
            _at = start;
            throw new LuceneSyntaxException($"'*' or '?' not allowed as first character in WildcardQuery (column {start + 1})");
        }

        return Make(field, LuceneTextKind.Pattern, raw);
    }

    // A range with one end may be written with a sign: took:>=10.
    private LuceneNode MakeWord(string? field, string text)
    {
        ValueRange? range = text switch
        {
            ['>', '=', _, ..] => new ValueRange(text[2..], false, null, false),
            ['>', not '=', ..] => new ValueRange(text[1..], true, null, false),
            ['<', '=', _, ..] => new ValueRange(null, false, text[2..], false),
            ['<', not '=', ..] => new ValueRange(null, false, text[1..], true),
            _ => null,
        };
        return range is null ? Make(field, LuceneTextKind.Word, text) : new LuceneRange(field, range with { Zone = _options.Zone });
    }

    private static LuceneNode Make(string? field, LuceneTextKind kind, string text) =>
        field == "_exists_" ? new LuceneExists(text) : new LuceneText(field, kind, text);

    private LuceneRange ParseRange(string? field)
    {
        var excludesLeast = Current == '{';
        _at++;
        var least = ReadEnd();
        SkipSpace();
        if (!_text.AsSpan(_at).StartsWith("TO") || _at + 2 >= _text.Length || !(char.IsWhiteSpace(_text[_at + 2]) || _text[_at + 2] == '"'))
        {
            throw Unexpected();
        }

        _at += 2;
        var most = ReadEnd();
        SkipSpace();
        if (IsAtEnd || Current is not (']' or '}'))
        {
            throw Unexpected();
        }

        var excludesMost = Current == '}';
        _at++;
        ReadBoost();
        return new LuceneRange(field, new ValueRange(least, excludesLeast, most, excludesMost) { Zone = _options.Zone });
    }

    private string? ReadEnd()
    {
        SkipSpace();
        if (!IsAtEnd && Current == '"')
        {
            return Unescape(ReadQuoted());
        }

        var start = _at;
        while (!IsAtEnd && !char.IsWhiteSpace(Current) && Current is not (']' or '}'))
        {
            _at++;
        }

        var raw = _text[start.._at];
        return raw.Length == 0 ? throw Unexpected() : raw == "*" ? null : Unescape(raw);
    }

    private enum Conjunction
    {
        None,
        And,
        Or,
    }

    private enum Modifier
    {
        None,
        Must,
        Not,
    }
}
