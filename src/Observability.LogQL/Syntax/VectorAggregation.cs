namespace Observability.LogQL.Syntax;

/// <summary>Fewer series from many: <c>sum by (app) (…)</c>.</summary>
/// <param name="Operation">How.</param>
/// <param name="Inner">Of which series.</param>
/// <param name="Parameter">How many, of <c>topk</c>, <c>bottomk</c> and <c>approx_topk</c>.</param>
/// <param name="Grouping">By which labels; null for one group.</param>
public sealed record VectorAggregation(
    VectorOperation Operation, MetricExpression Inner, int? Parameter, Grouping? Grouping) : MetricExpression;
