using Observability.LogQL.Syntax;

namespace Observability.LogQL.Pipeline.Filters;

/// <summary>
/// Compares the value of a label. A line without the label does not pass; one whose value cannot be compared passes, with an
/// <c>__error__</c> (https://grafana.com/docs/loki/latest/query/#pipeline-errors).
/// </summary>
/// <param name="label">Name of the label.</param>
/// <param name="comparison">How.</param>
internal abstract class ComparisonRun(string label, ComparisonOperator comparison) : Stage
{
    /// <inheritdoc />
    public override bool Process(Line line)
    {
        if (!line.Labels.TryGet(label, out var text))
        {
            return false;
        }

        if (TryCompare(text, out var order, out var problem))
        {
            return IsSatisfied(order);
        }

        if (line.Labels.Error.Length == 0)
        {
            line.Labels.Fail(PipelineErrors.LabelFilter, problem);
        }

        return true;
    }

    /// <summary>Compares a text with the value of the filter.</summary>
    /// <param name="text">The text.</param>
    /// <param name="order">Below, at or above zero; null where neither is less and they are not equal.</param>
    /// <param name="problem">Why they cannot be compared.</param>
    protected abstract bool TryCompare(string text, out int? order, out string problem);

    private bool IsSatisfied(int? order) => comparison switch
    {
        ComparisonOperator.Equal => order == 0,
        ComparisonOperator.NotEqual => order != 0,
        ComparisonOperator.Less => order < 0,
        ComparisonOperator.LessOrEqual => order <= 0,
        ComparisonOperator.Greater => order > 0,
        _ => order >= 0,
    };
}
