using System.Text;
using Observability.LogQL.Syntax;

namespace Observability.LogQL.Pipeline.Filters;

/// <summary>Whether a label has one of some addresses. A line that has an error already passes, one without the label does not.</summary>
internal sealed class IpFilterRun(IpLabelFilter filter) : Stage
{
    private readonly IpMatcher _matcher = new(filter.Pattern);

    /// <inheritdoc />
    public override bool Process(Line line) =>
        line.Labels.Error.Length > 0
        || (line.Labels.TryGet(filter.Label, out var text) && _matcher.IsMatch(Encoding.UTF8.GetBytes(text)) != filter.IsNegated);
}
