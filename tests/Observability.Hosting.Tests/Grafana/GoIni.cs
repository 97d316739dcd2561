namespace Observability.Hosting.Tests.Grafana;

/// <summary>
/// Reads one line each as gopkg.in/ini.v1 does with its default options (parser.go, readValue): triple quotes and back-ticks
/// take a value literally; else a # or ; begins a comment, quotes around the rest are stripped, a backslash continues the line.
/// </summary>
internal static class GoIni
{
    public static Dictionary<string, string> Read(string text)
    {
        var values = new Dictionary<string, string>();
        var section = string.Empty;
        foreach (var line in text.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0))
        {
            if (line[0] == '[')
            {
                section = line[1..^1];
                continue;
            }

            var equals = line.IndexOf('=', StringComparison.Ordinal);
            values.Add($"{section}.{line[..equals].Trim()}", ReadValue(line[(equals + 1)..].TrimStart()));
        }

        return values;
    }

    private static string ReadValue(string line)
    {
        var quote = line.Length > 3 && line.StartsWith("\"\"\"", StringComparison.Ordinal) ? "\"\"\"" : line.StartsWith('`') ? "`" : "";
        if (quote.Length > 0)
        {
            var end = line.LastIndexOf(quote, StringComparison.Ordinal);
            return end >= quote.Length ? line[quote.Length..end] : throw new FormatException($"Unclosed: {line}");
        }

        if (line.EndsWith('\\'))
        {
            throw new FormatException($"Continued: {line}");
        }

        var comment = line.IndexOfAny(['#', ';']);
        var value = (comment < 0 ? line : line[..comment]).Trim();
        return value.Length >= 2 && value[0] == value[^1] && value[0] is '\'' or '"' && !value[1..^1].Contains(value[0]) ? value[1..^1] : value;
    }
}
