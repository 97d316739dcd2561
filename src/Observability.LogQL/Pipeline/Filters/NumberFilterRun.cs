using Observability.LogQL.Syntax;
using Observability.LogQL.Text;

namespace Observability.LogQL.Pipeline.Filters;

/// <summary>Compares a label with a number.</summary>
internal sealed class NumberFilterRun(NumberLabelFilter filter) : ComparisonRun(filter.Label, filter.Operator)
{
    /// <inheritdoc />
    protected override bool TryCompare(string text, out int? order, out string problem)
    {
        var isNumber = GoNumber.TryParse(text, out var value);
        order = double.IsNaN(value) || double.IsNaN(filter.Value) ? null : value.CompareTo(filter.Value);
        problem = isNumber ? string.Empty : $"strconv.ParseFloat: parsing {GoText.Quote(text)}: invalid syntax";
        return isNumber;
    }
}
