namespace Observability.LogQL.Syntax;

/// <summary>A number for each series from its lines of a time before: <c>rate({app="web"}[5m])</c>.</summary>
/// <param name="Operation">How.</param>
/// <param name="Range">Of which lines.</param>
/// <param name="Parameter">The quantile of <c>quantile_over_time</c>.</param>
/// <param name="Grouping">By which labels; null for all.</param>
public sealed record RangeAggregation(RangeOperation Operation, LogRange Range, double? Parameter, Grouping? Grouping) : MetricExpression;
