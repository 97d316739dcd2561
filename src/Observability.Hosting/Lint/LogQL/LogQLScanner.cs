using Observability.Hosting.Lint.PromQL;

namespace Observability.Hosting.Lint.LogQL;

/// <summary>Divides a LogQL query into its words (https://grafana.com/docs/loki/latest/query/).</summary>
internal static class LogQLScanner
{
    // Longest first.
    private static readonly string[] s_symbols =
    [
        "|=", "|~", "|>", "!=", "!~", "!>", "=~", "==", ">=", "<=", ">", "<", "=", "|", "{", "}", "(", ")", "[", "]", ",", "+", "-", "*", "/", "%", "^",
    ];

    /// <summary>The words, the last of which is the end.</summary>
    /// <exception cref="PromQLException">A text does not end, or there is a character that LogQL does not know.</exception>
    public static List<Token> Read(string query)
    {
        var tokens = new List<Token>();
        var position = 0;
        while (position < query.Length)
        {
            var start = position;
            var character = query[position];
            if (char.IsWhiteSpace(character))
            {
                position++;
            }
            else if (character == '#')
            {
                position = query.IndexOf('\n', position) is var end and >= 0 ? end : query.Length;
            }
            else if (character is '"' or '`')
            {
                position = EndOfText(query, start) + 1;
                tokens.Add(new Token(TokenKind.Text, query[(start + 1)..(position - 1)], start));
            }
            else if (IsFlag(query, position) || IsNameStart(character))
            {
                position = Skip(query, position + (IsNameStart(character) ? 1 : 2), other => IsNameStart(other) || char.IsAsciiDigit(other) || (!IsNameStart(character) && other == '-'));
                tokens.Add(new Token(TokenKind.Name, query[start..position], start));
            }
            else if (char.IsAsciiDigit(character) || (character == '.' && position + 1 < query.Length && char.IsAsciiDigit(query[position + 1])))
            {
                position = Skip(query, position, other => char.IsAsciiLetterOrDigit(other) || other is '.' or 'µ');
                var text = query[start..position];
                tokens.Add(new Token(text.Any(char.IsLetter) && !IsExponent(text) ? TokenKind.Duration : TokenKind.Number, text, start));
            }
            else
            {
                var symbol = Array.Find(s_symbols, candidate => string.CompareOrdinal(query, start, candidate, 0, candidate.Length) == 0)
                    ?? throw new PromQLException($"there is a '{character}'", start);
                position += symbol.Length;
                tokens.Add(new Token(TokenKind.Symbol, symbol, start));
            }
        }

        tokens.Add(new Token(TokenKind.End, string.Empty, query.Length));
        return tokens;
    }

    private static bool IsNameStart(char character) => char.IsAsciiLetter(character) || character is '_' or ':';

    // --strict, --keep-empty
    private static bool IsFlag(string query, int position) =>
        position + 2 < query.Length && query[position] == '-' && query[position + 1] == '-' && char.IsAsciiLetter(query[position + 2]);

    private static bool IsExponent(string text) => text.Count(char.IsLetter) == 1 && text.IndexOfAny(['e', 'E']) is > 0 and var at && at < text.Length - 1;

    private static int Skip(string query, int position, Func<char, bool> belongs)
    {
        while (position < query.Length && belongs(query[position]))
        {
            position++;
        }

        return position;
    }

    private static int EndOfText(string query, int start)
    {
        for (var position = start + 1; position < query.Length; position++)
        {
            if (query[position] == '\\' && query[start] == '"')
            {
                position++;
            }
            else if (query[position] == query[start])
            {
                return position;
            }
        }

        throw new PromQLException("the text does not end", start);
    }
}
