using Observability.StandIns.Shipper.Syntax;

namespace Observability.StandIns.Shipper.Templates;

/// <summary>Divides an action of a template into tokens.</summary>
internal static class TemplateLexer
{
    /// <summary>All tokens; the last is the end. A comment has no other.</summary>
    /// <exception cref="AlloyException">A character is none of the language, or a text has no end.</exception>
    public static List<Token> Read(string action)
    {
        var tokens = new List<Token>();
        var at = 0;
        var isComment = action.TrimStart().StartsWith("/*", StringComparison.Ordinal);
        while (!isComment && at < action.Length)
        {
            if (char.IsWhiteSpace(action[at]))
            {
                at++;
            }
            else
            {
                tokens.Add(ReadToken(action, ref at));
            }
        }

        tokens.Add(new Token(TokenKind.End, string.Empty, new AlloyPosition(1, at + 1)));
        return tokens;
    }

    private static Token ReadToken(string action, ref int at)
    {
        var position = new AlloyPosition(1, at + 1);
        var start = at;
        switch (action[at])
        {
            case '"' or '`':
                var end = EndOfText(action, at);
                at = end + 1;
                return new Token(TokenKind.Text, AlloyLexer.Read(action[start..at])[0].Text, position);
            case '$':
                at++;
                return new Token(TokenKind.Variable, ReadName(action, ref at), position);
            case ':' when at + 1 < action.Length && action[at + 1] == '=':
                at += 2;
                return new Token(TokenKind.Symbol, ":=", position);
            case '|' or '(' or ')' or '.' or '=':
                at++;
                return new Token(TokenKind.Symbol, action[start..at], position);
        }

        if (char.IsAsciiDigit(action[at]) || (action[at] == '-' && at + 1 < action.Length && char.IsAsciiDigit(action[at + 1])))
        {
            at++;
            while (at < action.Length && (char.IsAsciiDigit(action[at]) || action[at] == '.'))
            {
                at++;
            }

            return double.TryParse(action[start..at], System.Globalization.CultureInfo.InvariantCulture, out _)
                ? new Token(TokenKind.Number, action[start..at], position)
                : throw new AlloyException(position, $"'{action[start..at]}' is no number");
        }

        return char.IsLetter(action[at]) || action[at] == '_'
            ? new Token(TokenKind.Identifier, ReadName(action, ref at), position)
            : throw new AlloyException(position, $"'{action[at]}' is not understood");
    }

    private static string ReadName(string action, ref int at)
    {
        var start = at;
        while (at < action.Length && (char.IsLetterOrDigit(action[at]) || action[at] == '_'))
        {
            at++;
        }

        return action[start..at];
    }

    private static int EndOfText(string action, int start)
    {
        for (var i = start + 1; i < action.Length; i++)
        {
            if (action[i] == action[start])
            {
                return i;
            }

            i += action[start] == '"' && action[i] == '\\' ? 1 : 0;
        }

        throw new AlloyException(new AlloyPosition(1, start + 1), "a text has no end");
    }
}
