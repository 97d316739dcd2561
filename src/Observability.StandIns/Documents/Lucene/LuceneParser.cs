using System.Globalization;
using System.Text;
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
internal sealed class LuceneParser
{
    private const int Deepest = 50;
    private const int MostClauses = 4096;
    private const string Special = "+-!():^[]\"{}~*?\\/";
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
        if (depth > Deepest)
        {
            throw new LuceneSyntaxException($"more than {Deepest} parentheses in each other");
        }

        var clauses = new List<(LuceneOccur Occur, LuceneNode Node)>();
        var isPlain = true;
        do
        {
            var conjunction = clauses.Count == 0 ? Conjunction.None : ReadConjunction();
            var modifier = ReadModifier();
            if (++_clauses > MostClauses)
            {
                throw ApiErrors.Shard("too_many_clauses", $"maxClauseCount is set to {MostClauses}");
            }

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
        clauses.Add((modifier == Modifier.Not ? LuceneOccur.MustNot : must || (modifier == Modifier.Must && !_options.IsAnd) ? LuceneOccur.Must : LuceneOccur.Should, node));
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

    private Conjunction ReadConjunction()
    {
        SkipSpace();
        var start = _at;
        switch (ReadWord(wildcards: true))
        {
            case "AND" or "&&":
                return Conjunction.And;
            case "OR" or "||":
                return Conjunction.Or;
            default:
                _at = start;
                return Conjunction.None;
        }
    }

    private Modifier ReadModifier()
    {
        SkipSpace();
        if (IsAtEnd)
        {
            throw Unexpected();
        }

        switch (Current)
        {
            case '+':
                _at++;
                return Modifier.Must;
            case '-' or '!':
                _at++;
                return Modifier.Not;
        }

        var start = _at;
        if (ReadWord(wildcards: true) == "NOT")
        {
            return Modifier.Not;
        }

        _at = start;
        return Modifier.None;
    }

    /// <summary>Reads a word with its escapes; empty where none begins here.</summary>
    private string ReadWord(bool wildcards)
    {
        var start = _at;
        while (!IsAtEnd)
        {
            if (Current == '\\')
            {
                if (_at + 1 == _text.Length)
                {
                    throw Unexpected();
                }

                _at += 2;
            }
            else if (char.IsWhiteSpace(Current)
                || (Special.Contains(Current, StringComparison.Ordinal)
                    && !(Current is '+' or '-' && _at > start)
                    && !(wildcards && Current is '*' or '?')))
            {
                break;
            }
            else
            {
                _at++;
            }
        }

        return _text[start.._at];
    }

    private string ReadQuoted()
    {
        var start = ++_at;
        while (!IsAtEnd && Current != '"')
        {
            _at += Current == '\\' ? 2 : 1;
        }

        if (_at >= _text.Length)
        {
            _at = start - 1;
            throw Unexpected();
        }

        return _text[start.._at++];
    }

    private string ReadRegex()
    {
        var start = ++_at;
        while (!IsAtEnd && Current != '/')
        {
            _at += Current == '\\' ? 2 : 1;
        }

        if (_at >= _text.Length)
        {
            _at = start - 1;
            throw Unexpected();
        }

        return _text[start.._at++].Replace("\\/", "/", StringComparison.Ordinal);
    }

    private void ReadSlop()
    {
        if (!IsAtEnd && Current == '~')
        {
            _at++;
            if (ReadNumber() != 0)
            {
                throw ApiErrors.NotSupported("phrases with a slop (~) in query strings");
            }
        }
    }

    // It would change an order that is not there.
    private void ReadBoost()
    {
        if (!IsAtEnd && Current == '^')
        {
            _at++;
            ReadNumber();
        }
    }

    private double ReadNumber()
    {
        var start = _at;
        while (!IsAtEnd && (char.IsAsciiDigit(Current) || Current == '.'))
        {
            _at++;
        }

        return double.TryParse(_text.AsSpan(start, _at - start), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) ? number : throw Unexpected();
    }

    private void SkipSpace()
    {
        while (!IsAtEnd && char.IsWhiteSpace(Current))
        {
            _at++;
        }
    }

    private static string Unescape(string raw)
    {
        if (!raw.Contains('\\', StringComparison.Ordinal))
        {
            return raw;
        }

        var result = new StringBuilder();
        for (var at = 0; at < raw.Length; at++)
        {
            if (raw[at] != '\\' || at + 1 == raw.Length)
            {
                result.Append(raw[at]);
            }
            else if (raw[++at] == 'u' && at + 4 < raw.Length && ushort.TryParse(raw.AsSpan(at + 1, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code))
            {
                result.Append((char)code);
                at += 4;
            }
            else if (raw[at] == 'u')
            {
                throw new LuceneSyntaxException($"Non-hex character in Unicode escape sequence in '{raw}'");
            }
            else
            {
                result.Append(raw[at]);
            }
        }

        return result.ToString();
    }

    private static bool HasWildcard(string raw)
    {
        for (var at = 0; at < raw.Length; at++)
        {
            if (raw[at] == '\\')
            {
                at++;
            }
            else if (raw[at] is '*' or '?')
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsOperator(string raw) => raw is "AND" or "OR" or "NOT" or "&&" or "||";

    private LuceneSyntaxException Unexpected() => new(IsAtEnd
        ? $"Encountered \"<EOF>\" at line 1, column {_text.Length}"
        : $"Encountered \"{Current}\" at line 1, column {_at}");

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
