using Observability.LogQL.Pipeline.Filters;

namespace Observability.LogQL.Pipeline.Parsers;

/// <summary>Makes labels of what stands at the names of a pattern.</summary>
internal sealed class PatternRun : Stage
{
    private readonly LinePattern _pattern;
    private readonly string[] _names;
    private readonly List<Range> _captures = [];

    /// <summary>Parses the pattern.</summary>
    public PatternRun(string pattern)
    {
        _pattern = LinePattern.ForLabels(pattern);
        _names = [.. _pattern.Names];
    }

    /// <inheritdoc />
    public override bool Process(Line line)
    {
        _captures.Clear();
        _pattern.Read(line.Text.Span, _captures);
        for (var i = 0; i < _captures.Count; i++)
        {
            line.Labels.AddParsed(_names[i], line.Text[_captures[i]]);
        }

        return true;
    }
}
