using System.Text;
using System.Text.RegularExpressions;

namespace Observability.Hosting.Lint.PromQL;

/// <summary>Takes an expression apart into words (https://prometheus.io/docs/prometheus/latest/querying/basics/).</summary>
internal static partial class Lexer
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
            else if (Match(Duration(), expression, position) is { } duration)
            {
                position += duration.Length;
                tokens.Add(new(TokenKind.Duration, duration, start));
            }
            else if (Match(Number(), expression, position) is { } number)
            {
                position += number.Length;
                tokens.Add(new(TokenKind.Number, number, start));
            }
            else if (Match(Name(), expression, position) is { } name)
            {
                position += name.Length;
                tokens.Add(new(TokenKind.Name, name, start));
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

    private static string? Match(Regex pattern, string expression, int position) =>
        pattern.Match(expression, position) is { Success: true } match && match.Index == position ? match.Value : null;

    // 5m, 1h30m, 1d; not the beginning of a longer word.
    [GeneratedRegex(@"\G(\d+(ms|[smhdwy]))+(?![\w.])")]
    private static partial Regex Duration();

    [GeneratedRegex(@"\G(0[xX][0-9a-fA-F_]+|(\d[\d_]*\.?\d*|\.\d+)([eE][+-]?\d+)?)(?![\w.])")]
    private static partial Regex Number();

    // A colon is part of the names of recorded series.
    [GeneratedRegex(@"\G[a-zA-Z_][a-zA-Z0-9_]*(:[a-zA-Z0-9_:]+)?")]
    private static partial Regex Name();
}
