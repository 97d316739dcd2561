using System.Text;
using Observability.LogQL.Syntax;
using Observability.LogQL.Text;

namespace Observability.LogQL.Pipeline.Filters;

/// <summary>Searches lines (https://grafana.com/docs/loki/latest/query/log_queries/#line-filter-expression).</summary>
internal sealed class LineFilterRun : Stage
{
    private readonly ILineMatcher[] _matchers;
    private readonly bool _keepsMatches;

    /// <summary>Prepares the search.</summary>
    public LineFilterRun(LineFilterStage filter)
    {
        _matchers = [.. filter.Operands.SelectMany(operand => Create(filter.Kind, operand))];
        _keepsMatches = filter.Kind is LineFilterKind.Contains or LineFilterKind.Matches or LineFilterKind.Pattern;
    }

    /// <summary>The bytes that it keeps lines for, where it is nothing but a search for one text; otherwise empty.</summary>
    public ReadOnlyMemory<byte> Literal => _keepsMatches && _matchers is [ContainsMatcher matcher] ? matcher.Text : default;

    /// <inheritdoc />
    public override bool Process(Line line)
    {
        var text = line.Text.Span;
        foreach (var matcher in _matchers)
        {
            if (matcher.IsMatch(text))
            {
                return _keepsMatches;
            }
        }

        return !_keepsMatches;
    }

    private static ILineMatcher[] Create(LineFilterKind kind, LineFilterOperand operand)
    {
        if (operand.IsIp)
        {
            return kind is LineFilterKind.Contains or LineFilterKind.NotContains
                ? [new IpMatcher(operand.Text)]
                : throw new LogQLException("ip: invalid operation");
        }

        switch (kind)
        {
            case LineFilterKind.Contains or LineFilterKind.NotContains:
                return [new ContainsMatcher(operand.Text)];
            case LineFilterKind.Pattern or LineFilterKind.NotPattern:
                return [LinePattern.ForFilter(operand.Text)];
            default:
                var regex = GoRegex.Search(operand.Text);
                return regex.Literals.Count > 0
                    ? [.. regex.Literals.Select(literal => new ContainsMatcher(literal))]
                    : [new RegexMatcher(regex)];
        }
    }

    private sealed class ContainsMatcher(string text) : ILineMatcher
    {
        private readonly byte[] _text = Encoding.UTF8.GetBytes(text);

        public ReadOnlyMemory<byte> Text => _text;

        public bool IsMatch(ReadOnlySpan<byte> line) => line.IndexOf(_text) >= 0;
    }

    private sealed class RegexMatcher(GoRegex regex) : ILineMatcher
    {
        public bool IsMatch(ReadOnlySpan<byte> line) => regex.IsMatch(line);
    }
}
