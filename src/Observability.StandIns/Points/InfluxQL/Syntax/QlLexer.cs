using System.Text;
using System.Text.RegularExpressions;

namespace Observability.StandIns.Points.InfluxQL.Syntax;

/// <summary>Cuts InfluxQL into tokens (https://docs.influxdata.com/influxdb/v2/reference/syntax/influxql-spec/).</summary>
/// <param name="text">The text.</param>
internal sealed partial class QlLexer(string text)
{
    private const int LongestText = 256 * 1024;

    private static readonly string[] s_signs =
        ["::", "=~", "!~", "!=", "<>", "<=", ">=", "(", ")", ",", ";", ".", "+", "-", "*", "/", "%", "&", "|", "^", "=", "<", ">",
            "$", ":"];

    private readonly List<QlToken> _tokens = [];
    private int _at;

    /// <summary>Cuts.</summary>
    public static List<QlToken> Read(string text) => text.Length <= LongestText
        ? new QlLexer(text).Read()
        : throw QlException.Syntax($"the query has more than {LongestText} characters");

    private List<QlToken> Read()
    {
        while (SkipBlanks())
        {
            _tokens.Add(text[_at] switch
            {
                '"' => ReadQuoted('"', QlTokenKind.Name),
                '\'' => ReadQuoted('\'', QlTokenKind.String),
                '/' when IsRegexExpected() => ReadRegex(),
                >= '0' and <= '9' => ReadNumber(),
                '.' when _at + 1 < text.Length && char.IsAsciiDigit(text[_at + 1]) && !IsAfterName() => ReadNumber(),
                _ when IsWordPart(text[_at]) => ReadWord(),
                _ => ReadSign(),
            });
        }

        _tokens.Add(new QlToken(QlTokenKind.End, "EOF", text.Length));
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
            else if (text.AsSpan(_at).StartsWith("--"))
            {
                var end = text.IndexOf('\n', _at);
                _at = end < 0 ? text.Length : end;
            }
            else if (text.AsSpan(_at).StartsWith("/*") && !IsRegexExpected())
            {
                var end = text.IndexOf("*/", _at + 2, StringComparison.Ordinal);
                _at = end < 0 ? text.Length : end + 2;
            }
            else
            {
                return true;
            }
        }

        return false;
    }

    private bool IsAfterName() => _tokens.Count > 0 && _tokens[^1].Kind is QlTokenKind.Name or QlTokenKind.Word;

    // A slash divides after a value; it begins a regular expression where one may stand.
    private bool IsRegexExpected() => _tokens.Count > 0 && _tokens[^1] switch
    {
        { Kind: QlTokenKind.Sign } sign => sign.Text is not ")",
        { Kind: QlTokenKind.Word } word => word.Text.ToUpperInvariant() is "FROM" or "BY" or "SELECT" or "DISTINCT",
        _ => false,
    };

    private QlToken ReadQuoted(char quote, QlTokenKind kind)
    {
        var start = _at++;
        var plain = new StringBuilder();
        for (; _at < text.Length && text[_at] != quote; _at++)
        {
            if (text[_at] == '\n')
            {
                break;
            }

            if (text[_at] == '\\' && _at + 1 < text.Length)
            {
                _at++;
                plain.Append(text[_at] switch { 'n' => "\n", '\\' => "\\", '"' => "\"", '\'' => "'", var other =>
                    throw QlException.Syntax($"found \\{other}, expected escape sequence") });
            }
            else
            {
                plain.Append(text[_at]);
            }
        }

        if (_at >= text.Length || text[_at] != quote)
        {
            throw QlException.Syntax($"found {text[start..Math.Min(_at, text.Length)]}, expected the end of a string");
        }

        _at++;
        return new QlToken(kind, plain.ToString(), start);
    }

    private QlToken ReadRegex()
    {
        var start = _at++;
        while (_at < text.Length && text[_at] != '/' && text[_at] != '\n')
        {
            _at += text[_at] == '\\' ? 2 : 1;
        }

        if (_at >= text.Length || text[_at] != '/')
        {
            throw QlException.Syntax("found bad regex, expected the end of a regular expression");
        }

        _at++;
        return new QlToken(QlTokenKind.Regex, text[(start + 1)..(_at - 1)].Replace("\\/", "/", StringComparison.Ordinal), start);
    }

    private QlToken ReadNumber()
    {
        var start = _at;
        if (Duration().Match(text, _at) is { Success: true } duration)
        {
            _at += duration.Length;
            return new QlToken(QlTokenKind.Duration, duration.Value, start);
        }

        var number = Number().Match(text, _at);
        _at += number.Length;
        return new QlToken(number.Value.All(char.IsAsciiDigit) ? QlTokenKind.Integer : QlTokenKind.Number, number.Value, start);
    }

    private QlToken ReadWord()
    {
        var start = _at;
        while (_at < text.Length && IsWordPart(text[_at]))
        {
            _at++;
        }

        return new QlToken(QlTokenKind.Word, text[start.._at], start);
    }

    private QlToken ReadSign()
    {
        var sign = Array.Find(s_signs, known => text.AsSpan(_at).StartsWith(known))
            ?? throw QlException.Syntax($"found {text[_at]}, expected a sign");
        var token = new QlToken(QlTokenKind.Sign, sign == "<>" ? "!=" : sign, _at);
        _at += sign.Length;
        return token;
    }

    private static bool IsWordPart(char character) => character == '_' || char.IsLetterOrDigit(character);

    [GeneratedRegex(@"\G([0-9]+(ns|u|µ|ms|s|m|h|d|w))+(?![A-Za-z0-9_])")]
    private static partial Regex Duration();

    [GeneratedRegex(@"\G([0-9]+(\.[0-9]*)?|\.[0-9]+)")]
    private static partial Regex Number();
}
