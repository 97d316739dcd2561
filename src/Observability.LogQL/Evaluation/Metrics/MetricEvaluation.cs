using Observability.LogQL.Syntax;

namespace Observability.LogQL.Evaluation.Metrics;

/// <summary>Evaluates metric queries: all steps of one part before the next part.</summary>
internal sealed class MetricEvaluation(QueryRun run, StepTimes steps)
{
    /// <summary>Evaluates an expression.</summary>
    public async Task<Value> EvaluateAsync(MetricExpression expression)
    {
        run.Token.ThrowIfCancellationRequested();
        switch (expression)
        {
            case LiteralExpression literal:
                return Value.Of(literal.Value);
            case VectorExpression vector:
                return Value.Of([Constant(vector.Value)]);
            case RangeAggregation range:
                return Value.Of(await new RangeEvaluation(run, range, steps, null).EvaluateAsync().ConfigureAwait(false));
            case VectorAggregation { Operation: VectorOperation.Sum, Inner: RangeAggregation range } sum
                when RangeEvaluation.CanSumAtOnce(range.Operation):
                var grouping = sum.Grouping ?? new Grouping([], false);
                return Value.Of(await new RangeEvaluation(run, range, steps, grouping).EvaluateAsync().ConfigureAwait(false));
            case VectorAggregation aggregation:
                var inner = await EvaluateAsync(aggregation.Inner).ConfigureAwait(false);
                return Value.Of(new VectorEvaluation(run, aggregation, steps.Count).Evaluate(ToSeries(inner)));
            case LabelReplace replace:
                return Value.Of(
                    LabelReplacement.Apply(replace, ToSeries(await EvaluateAsync(replace.Inner).ConfigureAwait(false)), steps.Count));
            case BinaryOperation binary:
                var left = await EvaluateAsync(binary.Left).ConfigureAwait(false);
                var right = await EvaluateAsync(binary.Right).ConfigureAwait(false);
                return new BinaryEvaluation(run, binary, steps.Count).Evaluate(left, right);
            default:
                throw new LogQLNotSupportedException(expression.GetType().Name);
        }
    }

    /// <summary>A number as a series without labels.</summary>
    public Series Constant(double value)
    {
        var series = new Series(LabelSet.Empty, steps.Count);
        for (var step = 0; step < steps.Count; step++)
        {
            series[step] = value;
        }

        return series;
    }

    private IReadOnlyList<Series> ToSeries(Value value) => value.Scalar is { } scalar ? [Constant(scalar)] : value.Series;
}
