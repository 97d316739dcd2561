using System.Text.RegularExpressions;

namespace Observability.StandIns.Shipper.Stages;

/// <summary>
/// The stage <c>regex</c>: keeps what its named groups find; a group that takes no part finds nothing, which is an empty text.
/// </summary>
internal sealed class RegexStage : IStage
{
    private readonly Regex _expression;
    private readonly string? _source;
    private readonly bool _makesLabels;
    private readonly (string Name, int Number)[] _groups;

    /// <summary>Makes one.</summary>
    public RegexStage(Regex expression, string? source, bool makesLabels)
    {
        _expression = expression;
        _source = source;
        _makesLabels = makesLabels;
        var named = expression.GetGroupNames().Where(name => !char.IsAsciiDigit(name[0]));
        _groups = [.. named.Select(name => (name, expression.GroupNumberFromName(name)))];
    }

    /// <inheritdoc />
    public bool Process(LogEntry entry)
    {
        if (entry.Input(_source) is { } input && _expression.Match(input) is { Success: true } match)
        {
            foreach (var (name, number) in _groups)
            {
                var value = match.Groups[number].Value;
                entry.Extracted[name] = value;
                if (_makesLabels)
                {
                    entry.Labels[name] = value;
                }
            }
        }

        return true;
    }
}
