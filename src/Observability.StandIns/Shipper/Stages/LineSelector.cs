using Observability.StandIns.Shipper.Syntax;

namespace Observability.StandIns.Shipper.Stages;

/// <summary>
/// A selector of the stage <c>match</c>: labels in braces, then filters of the line, as in LogQL:
/// <code>
/// {resource="loki", level=~"warn|error"} |= "timeout" !~ "retry [0-9]+"
/// </code>
/// </summary>
internal sealed class LineSelector
{
    private readonly List<(string Label, Func<string, bool> Fits)> _labels = [];
    private readonly List<Func<string, bool>> _filters = [];

    private LineSelector()
    {
    }

    /// <summary>True where it chooses a line.</summary>
    public bool Fits(LogEntry entry) =>
        _labels.TrueForAll(label => label.Fits(entry.Labels.GetValueOrDefault(label.Label, string.Empty)))
        && _filters.TrueForAll(filter => filter(entry.Line));

    /// <summary>Reads one.</summary>
    /// <exception cref="ArgumentException">It is none.</exception>
    public static LineSelector Parse(string text)
    {
        var selector = new LineSelector();
        var at = 0;
        Expect(text, ref at, "{");
        while (!Take(text, ref at, "}"))
        {
            if (selector._labels.Count > 0)
            {
                Expect(text, ref at, ",");
            }

            selector._labels.Add(ReadLabel(text, ref at));
        }

        while (SkipBlanks(text, ref at))
        {
            selector._filters.Add(ReadFilter(text, ref at));
        }

        return selector;
    }

    private static (string Label, Func<string, bool> Fits) ReadLabel(string text, ref int at)
    {
        SkipBlanks(text, ref at);
        var start = at;
        while (at < text.Length && (char.IsAsciiLetterOrDigit(text[at]) || text[at] == '_'))
        {
            at++;
        }

        var name = text[start..at];
        var operators = new[] { "=~", "!~", "!=", "=" };
        var sign = ReadOperator(text, ref at, operators);
        var value = ReadText(text, ref at);
        var expression = sign.EndsWith('~') ? Re2.CompileAnchored(value) : null;
        return (name, found => (expression?.IsMatch(found) ?? found == value) != sign.StartsWith('!'));
    }

    private static Func<string, bool> ReadFilter(string text, ref int at)
    {
        var operators = new[] { "|=", "!=", "|~", "!~" };
        var sign = ReadOperator(text, ref at, operators);
        var value = ReadText(text, ref at);
        var expression = sign.EndsWith('~') ? Re2.Compile(value) : null;
        return line => (expression?.IsMatch(line) ?? line.Contains(value, StringComparison.Ordinal)) != sign.StartsWith('!');
    }

    private static string ReadOperator(string text, ref int at, string[] operators)
    {
        SkipBlanks(text, ref at);
        var position = at;
        var sign = Array.Find(operators, candidate => text.AsSpan(position).StartsWith(candidate, StringComparison.Ordinal));
        at += sign?.Length ?? throw Mistake(text, at, string.Join(" or ", operators));
        return sign;
    }

    // The texts are those of the configuration language, which are Go's.
    private static string ReadText(string text, ref int at)
    {
        SkipBlanks(text, ref at);
        var quote = at < text.Length ? text[at] : ' ';
        var end = at + 1;
        while (end < text.Length && text[end] != quote)
        {
            end += quote == '"' && text[end] == '\\' ? 2 : 1;
        }

        if (quote is not ('"' or '`') || end >= text.Length)
        {
            throw Mistake(text, at, "a text in quotes");
        }

        try
        {
            var value = AlloyLexer.Read(text[at..(end + 1)])[0].Text;
            at = end + 1;
            return value;
        }
        catch (AlloyException mistake)
        {
            throw new ArgumentException($"'{text}': {mistake.Message}");
        }
    }

    private static bool SkipBlanks(string text, ref int at)
    {
        while (at < text.Length && char.IsWhiteSpace(text[at]))
        {
            at++;
        }

        return at < text.Length;
    }

    private static bool Take(string text, ref int at, string symbol)
    {
        var isThere = SkipBlanks(text, ref at) && text.AsSpan(at).StartsWith(symbol, StringComparison.Ordinal);
        at += isThere ? symbol.Length : 0;
        return isThere;
    }

    private static void Expect(string text, ref int at, string symbol)
    {
        if (!Take(text, ref at, symbol))
        {
            throw Mistake(text, at, symbol);
        }
    }

    private static ArgumentException Mistake(string text, int at, string expected) =>
        new($"'{text}': expected {expected} at character {at + 1}; a selector has labels and line filters only");
}
