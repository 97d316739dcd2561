using System.Globalization;
using System.Text;

namespace Observability.StandIns.Gateway.Rules;

/// <summary>
/// Reads Traefik's rules (version 3 of their syntax): matchers joined by <c>&amp;&amp;</c>, <c>||</c>, <c>!</c> and parentheses,
/// with Go's string literals as values. A recursive descent, one method for each line of the grammar:
/// <code>
/// either  = both { "||" both }
/// both    = single { "&amp;&amp;" single }
/// single  = "!" single | "(" either ")" | matcher
/// matcher = name "(" [ value { "," value } ] ")"
/// </code>
/// </summary>
internal sealed class RuleParser
{
    // Far more than a person writes, far less than the stack holds.
    private const int DeepestNesting = 100;
    private readonly string _text;
    private int _position;
    private int _depth;

    private RuleParser(string text) => _text = text;

    private bool IsAtEnd => _position == _text.Length;

    private char Current => IsAtEnd ? '\0' : _text[_position];

    /// <summary>Reads a rule.</summary>
    /// <exception cref="RuleSyntaxException">It has a mistake.</exception>
    public static Rule Parse(string text)
    {
        var parser = new RuleParser(text);
        parser.SkipSpace();
        var rule = parser.ParseEither();
        return parser.IsAtEnd ? rule : throw parser.Unexpected("&& or ||");
    }

    private Rule ParseEither() => ParseChain(ParseBoth, "||", parts => new Disjunction(parts));

    private Rule ParseBoth() => ParseChain(ParseSingle, "&&", parts => new Conjunction(parts));

    private Rule ParseChain(Func<Rule> parsePart, string separator, Func<List<Rule>, Rule> join)
    {
        List<Rule> parts = [parsePart()];
        while (TryTake(separator))
        {
            parts.Add(parsePart());
        }

        return parts.Count == 1 ? parts[0] : join(parts);
    }

    private Rule ParseSingle()
    {
        if (++_depth > DeepestNesting)
        {
            throw new RuleSyntaxException($"more than {DeepestNesting} levels", _position);
        }

        Rule rule;
        if (TryTake("!"))
        {
            rule = new Negation(ParseSingle());
        }
        else if (TryTake("("))
        {
            rule = ParseEither();
            TakeClosing();
        }
        else
        {
            rule = ParseMatcher();
        }

        _depth--;
        return rule;
    }

    private Matcher ParseMatcher()
    {
        var start = _position;
        while (char.IsAsciiLetterOrDigit(Current) || Current == '_')
        {
            _position++;
        }

        if (_position == start || char.IsAsciiDigit(_text[start]))
        {
            _position = start;
            throw Unexpected("a matcher");
        }

        var name = _text[start.._position];
        SkipSpace(afterOperand: true);
        if (!TryTake("("))
        {
            throw Unexpected($"( after {name}");
        }

        var values = new List<string>();
        while (Current != ')')
        {
            values.Add(ParseValue());
            SkipSpace(afterOperand: true);
            if (!TryTake(","))
            {
                break;
            }
        }

        TakeClosing();
        return MatcherCatalog.Create(name, values, start);
    }

    private string ParseValue()
    {
        switch (Current)
        {
            case '`':
                var end = _text.IndexOf('`', _position + 1);
                if (end < 0)
                {
                    throw new RuleSyntaxException("a ` without its second", _position);
                }

                var raw = _text[(_position + 1)..end];
                _position = end + 1;
                return WellFormed(raw.Replace("\r", string.Empty, StringComparison.Ordinal));
            case '"':
                return ParseQuoted();
            default:
                throw Unexpected("a value in backticks or double quotes");
        }
    }

    // Escapes can spell single bytes, so that a value is put together as bytes of UTF-8.
    private string ParseQuoted()
    {
        var start = _position++;
        var bytes = new List<byte>();
        while (Current != '"')
        {
            if (IsAtEnd || Current == '\n')
            {
                throw new RuleSyntaxException("a \" without its second", start);
            }

            if (Current == '\\')
            {
                _position++;
                ParseEscape(bytes);
                continue;
            }

            var length = char.IsSurrogatePair(_text, _position) ? 2 : 1;
            bytes.AddRange(Encoding.UTF8.GetBytes(_text, _position, length));
            _position += length;
        }

        _position++;
        return Encoding.UTF8.GetString([.. bytes]);
    }

    // https://go.dev/ref/spec#Rune_literals
    private void ParseEscape(List<byte> bytes)
    {
        const string Simple = "abfnrtv\\\"";
        const string Meaning = "\a\b\f\n\r\t\v\\\"";
        var kind = Current;
        if (kind != '\0' && Simple.IndexOf(kind, StringComparison.Ordinal) is >= 0 and var index)
        {
            _position++;
            bytes.Add((byte)Meaning[index]);
            return;
        }

        // The number in \x41, \101, \u0041 and \U00000041.
        var (digits, isHex) = kind switch
        {
            'x' => (2, true),
            'u' => (4, true),
            'U' => (8, true),
            >= '0' and <= '7' => (3, false),
            _ => throw Unexpected("an escape of Go's"),
        };
        _position += isHex ? 1 : 0;
        var number = ParseNumber(digits, isHex);
        if (kind is 'u' or 'U')
        {
            if (!Rune.IsValid(number))
            {
                throw new RuleSyntaxException("no such character", _position);
            }

            bytes.AddRange(Encoding.UTF8.GetBytes(new Rune(number).ToString()));
        }
        else
        {
            bytes.Add(number <= byte.MaxValue ? (byte)number : throw new RuleSyntaxException("no such byte", _position));
        }
    }

    private uint ParseNumber(int digits, bool isHex)
    {
        var end = Math.Min(_position + digits, _text.Length);
        var number = 0u;
        for (; _position < end; _position++)
        {
            if (!(isHex ? char.IsAsciiHexDigit(Current) : Current is >= '0' and <= '7'))
            {
                break;
            }

            number = (number * (isHex ? 16u : 8u))
                + uint.Parse(_text.AsSpan(_position, 1), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            digits--;
        }

        return digits == 0 ? number : throw Unexpected("a digit");
    }

    private void TakeClosing()
    {
        if (Current != ')')
        {
            throw Unexpected(")");
        }

        _position++;
        SkipSpace(afterOperand: true);
    }

    private bool TryTake(string token)
    {
        if (string.CompareOrdinal(_text, _position, token, 0, token.Length) != 0)
        {
            return false;
        }

        _position += token.Length;
        SkipSpace();
        return true;
    }

    /// <summary>Skips space. As in Go, a line may end after an operator or a comma, not after a value or a closing parenthesis.</summary>
    private void SkipSpace(bool afterOperand = false)
    {
        var lineEnd = -1;
        while (Current is ' ' or '\t' or '\r' or '\n')
        {
            lineEnd = lineEnd < 0 && Current == '\n' ? _position : lineEnd;
            _position++;
        }

        if (afterOperand && lineEnd >= 0 && !IsAtEnd)
        {
            throw new RuleSyntaxException("a line that ends before its operator", lineEnd);
        }
    }

    // Half of a surrogate pair is no character; UTF-8 has a sign for what cannot be read.
    private static string WellFormed(string text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));

    private RuleSyntaxException Unexpected(string wanted) =>
        new(IsAtEnd ? $"the end in place of {wanted}" : $"'{Current}' in place of {wanted}", _position);
}
