using System.Globalization;
using System.Text;

namespace Observability.StandIns.Shipper.Syntax;

/// <summary>
/// Divides a text into tokens (https://grafana.com/docs/alloy/latest/get-started/configuration-syntax/). Texts are those of Go:
/// <c>"…"</c> with escapes, <c>`…`</c> without. Comments are <c>// …</c> and <c>/* … */</c>.
/// </summary>
internal sealed class AlloyLexer
{
    private static readonly string[] s_symbols =
        ["&&", "||", "==", "!=", "<=", ">=", "{", "}", "[", "]", "(", ")", ",", ".", "=", "<", ">", "!", "+", "-", "*", "/", "%", "^"];

    private readonly string _text;
    private int _at;
    private int _line = 1;
    private int _lineStart;

    private AlloyLexer(string text) => _text = text;

    private AlloyPosition Position => new(_line, _at - _lineStart + 1);

    private char Current => _at < _text.Length ? _text[_at] : '\0';

    private char Next => _at + 1 < _text.Length ? _text[_at + 1] : '\0';

    /// <summary>All tokens; the last is the end.</summary>
    /// <exception cref="AlloyException">A character is none of the language, or a text or comment has no end.</exception>
    public static List<Token> Read(string text)
    {
        var lexer = new AlloyLexer(text.StartsWith('\uFEFF') ? text[1..] : text);
        var tokens = new List<Token>();
        while (true)
        {
            tokens.Add(lexer.ReadToken());
            if (tokens[^1].Kind == TokenKind.End)
            {
                return tokens;
            }
        }
    }

    private Token ReadToken()
    {
        SkipBlanks();
        var position = Position;
        if (_at >= _text.Length)
        {
            return new Token(TokenKind.End, string.Empty, position);
        }

        if (Current == '\n')
        {
            EndLine();
            return new Token(TokenKind.NewLine, "\n", position);
        }

        if (char.IsLetter(Current) || Current == '_')
        {
            return new Token(TokenKind.Identifier, TakeWhile(static c => char.IsLetterOrDigit(c) || c == '_'), position);
        }

        if (char.IsAsciiDigit(Current) || (Current == '.' && char.IsAsciiDigit(Next)))
        {
            return new Token(TokenKind.Number, ReadNumber(position), position);
        }

        if (Current is '"' or '`')
        {
            return new Token(TokenKind.Text, Current == '"' ? ReadText() : ReadRawText(), position);
        }

        foreach (var symbol in s_symbols)
        {
            if (_text.AsSpan(_at).StartsWith(symbol, StringComparison.Ordinal))
            {
                _at += symbol.Length;
                return new Token(TokenKind.Symbol, symbol, position);
            }
        }

        throw new AlloyException(position, $"'{Current}' is no character of the language");
    }

    private void SkipBlanks()
    {
        while (_at < _text.Length)
        {
            if (Current is ' ' or '\t' or '\r')
            {
                _at++;
            }
            else if (Current == '/' && Next == '/')
            {
                TakeWhile(static c => c != '\n');
            }
            else if (Current == '/' && Next == '*')
            {
                SkipComment();
            }
            else
            {
                return;
            }
        }
    }

    private void SkipComment()
    {
        var start = Position;
        _at += 2;
        while (!(Current == '*' && Next == '/'))
        {
            if (_at >= _text.Length)
            {
                throw new AlloyException(start, "a comment has no end");
            }

            if (Current == '\n')
            {
                EndLine();
            }
            else
            {
                _at++;
            }
        }

        _at += 2;
    }

    private void EndLine()
    {
        _at++;
        _line++;
        _lineStart = _at;
    }

    private string TakeWhile(Func<char, bool> belongs)
    {
        var start = _at;
        while (_at < _text.Length && belongs(Current))
        {
            _at++;
        }

        return _text[start.._at];
    }

    private string ReadNumber(AlloyPosition position)
    {
        var number = TakeWhile(static c => char.IsAsciiDigit(c) || c is '.');
        if (Current is 'e' or 'E')
        {
            number += _text[_at++];
            number += Current is '+' or '-' ? _text[_at++] : string.Empty;
            number += TakeWhile(char.IsAsciiDigit);
        }

        return double.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value)
            ? number
            : throw new AlloyException(position, $"'{number}' is no number");
    }

    private string ReadRawText()
    {
        var start = Position;
        var end = _text.IndexOf('`', _at + 1);
        if (end < 0)
        {
            throw new AlloyException(start, "a text has no end");
        }

        var text = _text[(_at + 1)..end];
        while (_at < end)
        {
            if (Current == '\n')
            {
                EndLine();
            }
            else
            {
                _at++;
            }
        }

        _at++;
        return text.Replace("\r", string.Empty, StringComparison.Ordinal);
    }

    private string ReadText()
    {
        var start = Position;
        var text = new StringBuilder();
        _at++;
        while (Current != '"')
        {
            if (_at >= _text.Length || Current == '\n')
            {
                throw new AlloyException(start, "a text has no end");
            }

            if (Current == '\\')
            {
                ReadEscape(text);
            }
            else
            {
                text.Append(_text[_at++]);
            }
        }

        _at++;
        return text.ToString();
    }

    // \n \t \\ \" and the like, \x41, \101, A, \U00000041.
    private void ReadEscape(StringBuilder text)
    {
        var position = Position;
        var letter = Next;
        _at += 2;
        var plain = letter switch
        {
            'a' => '\a',
            'b' => '\b',
            'f' => '\f',
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            'v' => '\v',
            '\\' => '\\',
            '"' => '"',
            _ => '\0',
        };
        if (plain != '\0')
        {
            text.Append(plain);
            return;
        }

        var (digits, radix) = letter switch
        {
            'x' => (2, 16),
            'u' => (4, 16),
            'U' => (8, 16),
            >= '0' and <= '7' => (3, 8),
            _ => throw new AlloyException(position, $"'\\{letter}' is no escape"),
        };
        _at -= radix == 8 ? 1 : 0;
        text.Append(ReadCode(position, digits, radix));
    }

    private string ReadCode(AlloyPosition position, int digits, int radix)
    {
        var code = 0L;
        for (var i = 0; i < digits; i++, _at++)
        {
            var digit = char.IsAsciiHexDigit(Current) ? Convert.ToInt32(Current.ToString(), 16) : radix;
            if (digit >= radix)
            {
                throw new AlloyException(position, "an escape has too few digits");
            }

            code = (code * radix) + digit;
        }

        return Rune.IsValid((int)Math.Min(code, int.MaxValue))
            ? new Rune((int)code).ToString()
            : throw new AlloyException(position, "an escape is no character");
    }
}
