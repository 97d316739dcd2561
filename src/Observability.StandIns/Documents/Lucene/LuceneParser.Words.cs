using System.Globalization;
using System.Text;
using Observability.StandIns.Documents.Http;

namespace Observability.StandIns.Documents.Lucene;

// The words of the language: operators, texts with escapes, numbers.
internal sealed partial class LuceneParser
{
    private const string Special = "+-!():^[]\"{}~*?\\/";

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

        return double.TryParse(
            _text.AsSpan(start, _at - start), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture,
            out var number) ? number : throw Unexpected();
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
            else if (raw[++at] == 'u' && at + 4 < raw.Length && ushort.TryParse(
                raw.AsSpan(at + 1, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code))
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
}
