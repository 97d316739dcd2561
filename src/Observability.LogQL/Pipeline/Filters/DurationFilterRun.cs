using Observability.LogQL.Syntax;
using Observability.LogQL.Text;

namespace Observability.LogQL.Pipeline.Filters;

/// <summary>Compares a label with a duration.</summary>
internal sealed class DurationFilterRun(DurationLabelFilter filter) : ComparisonRun(filter.Label, filter.Operator)
{
    /// <inheritdoc />
    protected override bool TryCompare(string text, out int? order, out string problem)
    {
        var isDuration = DurationText.TryParseGo(text, out var value);
        order = value.CompareTo(filter.Value);
        problem = isDuration ? string.Empty : $"time: invalid duration {GoText.Quote(text)}";
        return isDuration;
    }
}
