using System.Globalization;
using System.Text;

namespace Observability.Hosting.Lint.PromQL;

/// <summary>Takes an expression apart into words (https://prometheus.io/docs/prometheus/latest/querying/basics/).</summary>
internal static class Lexer
{
    // Longest first.
    private static readonly string[] s_symbols =
    [
        "==", "!=", "<=", ">=", "=~", "!~",
        "(", ")", "{", "}", "[", "]", ",", "=", "<", ">", "+", "-", "*", "/", "%", "^", "@", ":",
    ];

    /// <summary>The words, and <see cref="TokenKind.End"/>.</summary>
    /// <exception cref="PromQLException">A character begins no word, or a text does not end.</exception>
    public static IReadOnlyList<Token> Read(string expression)
    {
        var tokens = new List<Token>();
        var position = 0;
        while (position < expression.Length)
        {
            var start = position;
            var c = expression[position];
            if (char.IsWhiteSpace(c))
            {
                position++;
            }
            else if (c == '#')
            {
                position = expression.IndexOf('\n', position) is var end and >= 0 ? end : expression.Length;
            }
            else if (c is '"' or '\'' or '`')
            {
                tokens.Add(ReadText(expression, ref position));
            }
            else if (char.IsAsciiDigit(c) || (c == '.' && position + 1 < expression.Length && char.IsAsciiDigit(expression[position + 1])))
            {
                tokens.Add(ReadNumber(expression, ref position));
            }
            else if (char.IsAsciiLetter(c) || c == '_')
            {
                tokens.Add(new(TokenKind.Name, ReadName(expression, ref position), start));
            }
            else if (Array.Find(s_symbols, symbol => string.CompareOrdinal(expression, start, symbol, 0, symbol.Length) == 0) is { } symbol)
            {
                position += symbol.Length;
                tokens.Add(new(TokenKind.Symbol, symbol, start));
            }
            else
            {
                throw new PromQLException($"unexpected character '{c}'", position);
            }
        }

        tokens.Add(new(TokenKind.End, "the end", expression.Length));
        return tokens;
    }

    private static Token ReadText(string expression, ref int position)
    {
        var start = position;
        var quote = expression[position++];
        var text = new StringBuilder();
        while (position < expression.Length && expression[position] != quote)
        {
            if (expression[position] == '\n' && quote != '`')
            {
                break;
            }

            // An escape stands for itself here: nothing that is looked at in a text has one but the quote.
            if (expression[position] == '\\' && quote != '`' && position + 1 < expression.Length)
            {
                position++;
                text.Append(expression[position] is '\\' or '"' or '\'' ? "" : "\\");
            }

            text.Append(expression[position++]);
        }

        return position < expression.Length && expression[position] == quote
            ? Advance(new Token(TokenKind.Text, text.ToString(), start), ref position)
            : throw new PromQLException("the text does not end", start);
    }

    private static Token Advance(Token token, ref int position)
    {
        position++;
        return token;
    }

    // 5m, 1h30m, 1d; or 42, 0x2A, .5, 1e-3, 1_000.
    private static Token ReadNumber(string expression, ref int position)
    {
        var start = position;
        while (position < expression.Length && (char.IsAsciiLetterOrDigit(expression[position]) || expression[position] is '.' or '_'
            || (expression[position] is '+' or '-' && IsExponent(expression, start, position))))
        {
            position++;
        }

        var text = expression[start..position];
        return IsDuration(text) ? new(TokenKind.Duration, text, start)
            : IsNumber(text.Replace("_", "", StringComparison.Ordinal)) ? new(TokenKind.Number, text, start)
            : throw new PromQLException($"'{text}' is neither a number nor a duration", start);
    }

    // The sign in 1e-3, but not that in 0x1e-3 or 5-3.
    private static bool IsExponent(string expression, int start, int position) =>
        position > start + 1 && expression[position - 1] is 'e' or 'E' && !expression.AsSpan(start).StartsWith("0x", StringComparison.OrdinalIgnoreCase);

    private static bool IsNumber(string text) => text.StartsWith("0x", StringComparison.OrdinalIgnoreCase)
        ? text.Length > 2 && text.Skip(2).All(char.IsAsciiHexDigit)
        : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _);

    private static bool IsDuration(string text)
    {
        var position = 0;
        while (position < text.Length)
        {
            var digits = position;
            while (position < text.Length && char.IsAsciiDigit(text[position]))
            {
                position++;
            }

            var unit = position;
            while (position < text.Length && char.IsAsciiLetter(text[position]))
            {
                position++;
            }

            if (unit == digits || text[unit..position] is not ("ms" or "s" or "m" or "h" or "d" or "w" or "y"))
            {
                return false;
            }
        }

        return text.Length > 0;
    }

    // A colon is part of the names of recorded series.
    private static string ReadName(string expression, ref int position)
    {
        var start = position;
        while (position < expression.Length && (char.IsAsciiLetterOrDigit(expression[position]) || expression[position] is '_' or ':'))
        {
            position++;
        }

        return expression[start..position];
    }
}
