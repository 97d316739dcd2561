using Observability.LogQL.Syntax;
using Observability.LogQL.Text;

namespace Observability.LogQL.Pipeline.Filters;

/// <summary>Compares a label with a size.</summary>
internal sealed class BytesFilterRun(BytesLabelFilter filter) : ComparisonRun(filter.Label, filter.Operator)
{
    /// <inheritdoc />
    protected override bool TryCompare(string text, out int? order, out string problem)
    {
        var isSize = ByteSizeText.TryParse(text, out var value);
        order = value.CompareTo(filter.Value);
        problem = isSize ? string.Empty : $"{GoText.Quote(text)} is not a size in bytes";
        return isSize;
    }
}
