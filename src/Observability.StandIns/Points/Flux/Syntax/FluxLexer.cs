using System.Text.RegularExpressions;

namespace Observability.StandIns.Points.Flux.Syntax;

/// <summary>
/// Cuts a query into tokens (https://docs.influxdata.com/flux/v0/spec/lexical-elements/). A slash begins a regular expression
/// where a value may stand, else it divides.
/// </summary>
/// <param name="text">The query.</param>
internal sealed partial class FluxLexer(string text)
{
    private const int LongestQuery = 256 * 1024;

    private static readonly HashSet<string> s_keywords = new(StringComparer.Ordinal)
    {
        "and", "or", "not", "exists", "if", "then", "else", "import", "package", "option", "return", "builtin", "testcase",
    };

    // Longest first.
    private static readonly string[] s_signs =
    [
        "<-", "|>", "=>", "==", "!=", "<=", ">=", "=~", "!~", "(", ")", "[", "]", "{", "}", ",", ":", ".", "+", "-", "*", "/", "%", "^",
        "<", ">", "=", "@", "?",
    ];

    private readonly List<FluxToken> _tokens = [];
    private int _at;

    /// <summary>Cuts.</summary>
    /// <exception cref="FluxException">There is a character that begins no token, or a text without its end.</exception>
    public static List<FluxToken> Read(string text) => text.Length <= LongestQuery
        ? new FluxLexer(text).Read()
        : throw new FluxException(FluxException.TooExpensive, $"the query has more than {LongestQuery} characters");

    /// <summary>Where something is, as line and column.</summary>
    public static string Place(string text, int position)
    {
        var before = text.AsSpan(0, Math.Min(position, text.Length));
        return $"{before.Count('\n') + 1}:{position - before.LastIndexOf('\n')}";
    }

    private List<FluxToken> Read()
    {
        while (SkipBlanks())
        {
            _tokens.Add(text[_at] switch
            {
                '"' => ReadString(),
                '/' when IsValueExpected() => ReadRegexp(),
                >= '0' and <= '9' => ReadNumber(),
                '_' or (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or > '\x7f' => ReadWord(),
                _ => ReadSign(),
            });
        }

        _tokens.Add(new FluxToken(TokenKind.End, string.Empty, text.Length, text.Length));
        return _tokens;
    }

    private bool SkipBlanks()
    {
        while (_at < text.Length)
        {
            if (char.IsWhiteSpace(text[_at]))
            {
                _at++;
            }
            else if (text.AsSpan(_at).StartsWith("//"))
            {
                var end = text.IndexOf('\n', _at);
                _at = end < 0 ? text.Length : end;
            }
            else
            {
                return true;
            }
        }

        return false;
    }

    // After a value or what closes one, a slash divides.
    private bool IsValueExpected() =>
        _tokens.Count == 0 || (_tokens[^1].Kind == TokenKind.Sign && _tokens[^1].Text is not (")" or "]" or "}"));

    private FluxToken ReadString()
    {
        var start = _at++;
        var depth = 0;
        for (; _at < text.Length; _at++)
        {
            if (text[_at] == '\\')
            {
                _at++;
            }
            else if (text[_at] == '$' && _at + 1 < text.Length && text[_at + 1] == '{')
            {
                depth++;
                _at++;
            }
            else if (text[_at] == '}' && depth > 0)
            {
                depth--;
            }
            else if (text[_at] == '"' && depth == 0)
            {
                return Take(TokenKind.String, start, ++_at, 1);
            }
        }

        throw Fail(start, "the string has no end");
    }

    private FluxToken ReadRegexp()
    {
        var start = _at++;
        for (; _at < text.Length && text[_at] != '\n'; _at++)
        {
            if (text[_at] == '\\')
            {
                _at++;
            }
            else if (text[_at] == '/')
            {
                var token = Take(TokenKind.Regexp, start, ++_at, 1);
                return token with { Text = token.Text.Replace("\\/", "/", StringComparison.Ordinal) };
            }
        }

        throw Fail(start, "the regular expression has no end");
    }

    private FluxToken ReadNumber()
    {
        foreach (var (pattern, kind) in new[] { (TimePattern(), TokenKind.Time), (DurationPattern(), TokenKind.Duration),
            (FloatPattern(), TokenKind.Float) })
        {
            if (pattern.Match(text, _at) is { Success: true, Length: > 0 } match)
            {
                return Take(kind, _at, _at += match.Length, 0);
            }
        }

        var start = _at;
        while (_at < text.Length && char.IsAsciiDigit(text[_at]))
        {
            _at++;
        }

        return Take(TokenKind.Integer, start, _at, 0);
    }

    private FluxToken ReadWord()
    {
        var start = _at;
        while (_at < text.Length && (text[_at] == '_' || char.IsLetterOrDigit(text[_at])))
        {
            _at++;
        }

        if (_at == start)
        {
            throw Fail(start, $"invalid character '{text[start]}'");
        }

        var token = Take(TokenKind.Identifier, start, _at, 0);
        return s_keywords.Contains(token.Text) ? token with { Kind = TokenKind.Sign } : token;
    }

    private FluxToken ReadSign()
    {
        foreach (var sign in s_signs)
        {
            if (text.AsSpan(_at).StartsWith(sign))
            {
                return Take(TokenKind.Sign, _at, _at += sign.Length, 0);
            }
        }

        throw Fail(_at, $"invalid character '{text[_at]}'");
    }

    private FluxToken Take(TokenKind kind, int start, int end, int delimiter) =>
        new(kind, text[(start + delimiter)..(end - delimiter)], start, end);

    private FluxException Fail(int position, string message) => new($"compilation failed: error @{Place(text, position)}: {message}");

    // 2020-01-01, 2020-01-01T00:00:00Z, 2020-01-01T00:00:00.123+02:00
    [GeneratedRegex(@"\G[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]+)?(Z|[+-][0-9]{2}:[0-9]{2}))?")]
    private static partial Regex TimePattern();

    // 1h30m; mo before m, ms before m
    [GeneratedRegex(@"\G([0-9]+(y|mo|w|d|h|ms|m|s|us|µs|ns))+(?![A-Za-z0-9_])")]
    private static partial Regex DurationPattern();

    [GeneratedRegex(@"\G[0-9]+\.[0-9]*([eE][+-]?[0-9]+)?")]
    private static partial Regex FloatPattern();
}
