using System.Text;

namespace Observability.StandIns.Dashboards.Configuration;

/// <summary>
/// Reads the INI dialect of Grafana, that of gopkg.in/ini.v1 with its default options:
/// <code>
/// # a comment
/// [auth.generic_oauth]
/// name = Keycloak          ; a comment behind a value
/// role = """a # that stays"""
/// </code>
/// </summary>
internal static class IniFile
{
    private const string Triple = "\"\"\"";

    /// <summary>Reads a text.</summary>
    /// <param name="path">Its place, for messages.</param>
    /// <param name="text">The text.</param>
    /// <exception cref="StandInException">A line is neither a section, nor a key with a value, nor a comment.</exception>
    public static IReadOnlyDictionary<(string Section, string Key), string> Read(string path, string text)
    {
        var values = new Dictionary<(string, string), string>();
        var section = string.Empty;
        using var reader = new StringReader(text);
        for (var number = 1; reader.ReadLine() is { } raw; number++)
        {
            var line = raw.Trim();
            if (line.Length == 0 || line[0] is '#' or ';')
            {
                continue;
            }

            if (line[0] == '[')
            {
                var end = line.IndexOf(']', StringComparison.Ordinal);
                section = end > 1 ? line[1..end].Trim() : throw Mistake(path, number, "the section is not closed by ]");
                continue;
            }

            var equals = line.AsSpan().IndexOfAny('=', ':');
            if (equals <= 0)
            {
                throw Mistake(path, number, "there is neither [section] nor key = value");
            }

            values[(section, line[..equals].Trim())] = ReadValue(line[(equals + 1)..].TrimStart(), reader, ref number, path);
        }

        return values;
    }

    private static string ReadValue(string text, StringReader reader, ref int number, string path)
    {
        if (text.StartsWith(Triple, StringComparison.Ordinal))
        {
            return ReadLiteral(text[Triple.Length..], reader, ref number, path);
        }

        if (text.Length > 1 && text[0] == '`' && text.IndexOf('`', 1) is var tick and > 0)
        {
            return text[1..tick];
        }

        while (text.EndsWith('\\') && reader.ReadLine() is { } next)
        {
            number++;
            text = text[..^1] + next.Trim();
        }

        var comment = text.AsSpan().IndexOfAny('#', ';');
        var value = (comment < 0 ? text : text[..comment]).Trim();
        return value is ['"', .. var quoted, '"'] ? quoted : value is ['\'', .. var single, '\''] ? single : value;
    }

    private static string ReadLiteral(string text, StringReader reader, ref int number, string path)
    {
        var first = number;
        var literal = new StringBuilder();
        while (text.IndexOf(Triple, StringComparison.Ordinal) is var end)
        {
            if (end >= 0)
            {
                return literal.Append(text, 0, end).ToString();
            }

            literal.Append(text).Append('\n');
            text = reader.ReadLine() ?? throw Mistake(path, first, "the value is not closed by \"\"\"");
            number++;
        }

        return literal.ToString();
    }

    private static StandInException Mistake(string path, int line, string what) =>
        new(FormattableString.Invariant($"{path}: line {line}: {what}"));
}
