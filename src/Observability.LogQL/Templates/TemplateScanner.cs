using System.Globalization;
using Observability.LogQL.Text;

namespace Observability.LogQL.Templates;

/// <summary>Divides a template into texts and actions, and an action into words (https://pkg.go.dev/text/template).</summary>
internal static class TemplateScanner
{
    /// <summary>
    /// The texts and actions of a template, in turns: a text first and last, possibly empty. A dash inside the braces, <c>{{- … -}}</c>,
    /// takes the blanks before or behind them away. A comment is an action without words.
    /// </summary>
    public static (List<string> Texts, List<List<TemplateToken>> Actions) Split(string template)
    {
        var texts = new List<string>();
        var actions = new List<List<TemplateToken>>();
        var position = 0;
        var trimsStart = false;
        while (template.IndexOf("{{", position, StringComparison.Ordinal) is var open and >= 0)
        {
            var start = open + 2;
            var trimsEnd = start + 1 < template.Length && template[start] == '-' && char.IsWhiteSpace(template[start + 1]);
            AddText(texts, template[position..open], trimsStart, trimsEnd);
            start += trimsEnd ? 1 : 0;
            (var words, position, trimsStart) = ReadAction(template, start);
            actions.Add(words);
        }

        AddText(texts, template[position..], trimsStart, false);
        return (texts, actions);
    }

    private static void AddText(List<string> texts, string text, bool trimsStart, bool trimsEnd)
    {
        text = trimsStart ? text.TrimStart() : text;
        texts.Add(trimsEnd ? text.TrimEnd() : text);
    }

    private static (List<TemplateToken> Words, int End, bool TrimsNext) ReadAction(string template, int position)
    {
        var words = new List<TemplateToken>();
        var hasBlank = false;
        if (template.AsSpan(position).TrimStart().StartsWith("/*"))
        {
            position = template.IndexOf("*/", position, StringComparison.Ordinal) is var end and >= 0
                ? end + 2
                : throw new LogQLException("unclosed comment");
        }

        while (position < template.Length)
        {
            var rest = template.AsSpan(position);
            if (rest.StartsWith("}}"))
            {
                words.Add(new TemplateToken(TemplateTokenKind.End, string.Empty, hasBlank));
                return (words, position + 2, false);
            }

            if (hasBlank && rest.StartsWith("-}}"))
            {
                words.Add(new TemplateToken(TemplateTokenKind.End, string.Empty, hasBlank));
                return (words, position + 3, true);
            }

            if (char.IsWhiteSpace(rest[0]))
            {
                hasBlank = true;
                position++;
                continue;
            }

            words.Add(ReadWord(template, ref position, hasBlank));
            hasBlank = false;
        }

        throw new LogQLException("unclosed action");
    }

    private static TemplateToken ReadWord(string template, ref int position, bool hasBlank)
    {
        var start = position;
        var character = template[start];
        if (character is '"' or '`' or '\'')
        {
            return ReadQuoted(template, ref position, hasBlank);
        }

        if (char.IsAsciiDigit(character)
            || (character is '+' or '-' or '.' && start + 1 < template.Length && char.IsAsciiDigit(template[start + 1])))
        {
            position++;
            while (position < template.Length && (char.IsLetterOrDigit(template[position]) || template[position] is '.' or '_'
                || (template[position] is '+' or '-' && template[position - 1] is 'e' or 'E')))
            {
                position++;
            }

            return new TemplateToken(TemplateTokenKind.Number, template[start..position], hasBlank);
        }

        if (character is '.' or '$' || IsNamePart(character))
        {
            position++;
            while (position < template.Length && IsNamePart(template[position]))
            {
                position++;
            }

            var kind = character == '.' ? TemplateTokenKind.Field : character == '$' ? TemplateTokenKind.Variable : TemplateTokenKind.Word;
            return new TemplateToken(kind, template[(kind == TemplateTokenKind.Word ? start : start + 1)..position], hasBlank);
        }

        position += template.AsSpan(start).StartsWith(":=") ? 2 : 1;
        var symbol = template[start..position];
        return symbol is "(" or ")" or "|" or "," or "=" or ":="
            ? new TemplateToken(TemplateTokenKind.Symbol, symbol, hasBlank)
            : throw new LogQLException($"unexpected {GoText.Quote(symbol)} in template");
    }

    private static TemplateToken ReadQuoted(string template, ref int position, bool hasBlank)
    {
        var start = position;
        position = GoText.FindEnd(template, start);
        if (position < 0 || GoText.Unquote(template[start..position]) is not { } text)
        {
            throw new LogQLException("unterminated quoted string in template");
        }

        return template[start] != '\'' ? new TemplateToken(TemplateTokenKind.Text, text, hasBlank)
            : text.EnumerateRunes().ToList() is [var rune]
                ? new TemplateToken(TemplateTokenKind.Character, rune.Value.ToString(CultureInfo.InvariantCulture), hasBlank)
            : throw new LogQLException("malformed character constant in template");
    }

    private static bool IsNamePart(char character) => char.IsLetterOrDigit(character) || character == '_';
}
