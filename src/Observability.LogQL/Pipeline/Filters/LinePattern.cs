using System.Text;
using System.Text.RegularExpressions;

namespace Observability.LogQL.Pipeline.Filters;

/// <summary>
/// A pattern such as <c>&lt;ip&gt; - &lt;_&gt; [&lt;time&gt;]</c>: texts, and between them something, named or not
/// (https://grafana.com/docs/loki/latest/query/log_queries/#pattern).
/// </summary>
internal sealed partial class LinePattern : ILineMatcher
{
    // In turns a text (empty where two captures are at the beginning or end) and, behind it, the name of a capture.
    private readonly List<byte[]> _texts = [];
    private readonly List<string> _captures = [];

    private LinePattern(string pattern)
    {
        var position = 0;
        foreach (Match capture in Capture().Matches(pattern))
        {
            if (capture.Index == position && position > 0 && _captures.Count > 0)
            {
                throw new LogQLException($"found consecutive capture '<{_captures[^1]}>{capture.Value}': invalid expression");
            }

            _texts.Add(Encoding.UTF8.GetBytes(pattern[position..capture.Index]));
            _captures.Add(capture.Value[1..^1]);
            position = capture.Index + capture.Length;
        }

        _texts.Add(Encoding.UTF8.GetBytes(pattern[position..]));
    }

    /// <summary>The names of the captures that have one, in their order.</summary>
    public IEnumerable<string> Names => _captures.Where(name => name != "_");

    /// <summary>One that makes labels: it must have a capture with a name, each name once.</summary>
    public static LinePattern ForLabels(string pattern)
    {
        var parsed = new LinePattern(pattern);
        var names = parsed.Names.ToList();
        if (names.Count == 0)
        {
            throw new LogQLException("at least one capture is required");
        }

        return names.Distinct().Count() == names.Count
            ? parsed
            : throw new LogQLException($"duplicate capture name ({names.GroupBy(name => name).First(name => name.Count() > 1).Key})");
    }

    /// <summary>One that filters: its captures have no names.</summary>
    public static LinePattern ForFilter(string pattern)
    {
        var parsed = new LinePattern(pattern);
        return parsed.Names.FirstOrDefault() is { } name
            ? throw new LogQLException($"named captures are not allowed: found '<{name}>'")
            : parsed;
    }

    /// <summary>
    /// Whether a whole line is of this form. What a capture takes must not be empty, and each text is looked for from where the one
    /// before it ended, the nearest.
    /// </summary>
    public bool IsMatch(ReadOnlySpan<byte> line)
    {
        if (line.IsEmpty || (_captures.Count == 0 && _texts[0].Length == 0))
        {
            return line.IsEmpty && _captures.Count == 0 && _texts[0].Length == 0;
        }

        // A text at the beginning is, as in Loki, looked for anywhere.
        var rest = line;
        for (var i = 0; i < _texts.Count; i++)
        {
            if (_texts[i].Length == 0)
            {
                continue;
            }

            var at = rest.IndexOf(_texts[i]);
            if (at < 0 || (i > 0 && at == 0))
            {
                return false;
            }

            rest = rest[(at + _texts[i].Length)..];
        }

        return (_texts[^1].Length == 0) == !rest.IsEmpty;
    }

    /// <summary>
    /// Adds to the list where in the line each named capture is. The first whose text does not follow takes the rest of the line, and
    /// those behind it take nothing.
    /// </summary>
    public void Read(ReadOnlySpan<byte> line, List<Range> captures)
    {
        if (line.IsEmpty || !line.StartsWith(_texts[0]))
        {
            return;
        }

        var start = _texts[0].Length;
        for (var i = 0; i < _captures.Count; i++)
        {
            var text = _texts[i + 1];
            var length = text.Length == 0 && i == _captures.Count - 1 ? -1 : line[start..].IndexOf(text);
            var end = length < 0 ? line.Length : start + length;
            if (_captures[i] != "_")
            {
                captures.Add(start..end);
            }

            if (length < 0)
            {
                return;
            }

            start = end + text.Length;
        }
    }

    [GeneratedRegex("<[A-Za-z_][A-Za-z0-9_]*>")]
    private static partial Regex Capture();
}
