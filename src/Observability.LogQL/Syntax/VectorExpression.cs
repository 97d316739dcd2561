namespace Observability.LogQL.Syntax;

/// <summary>A number as a series without labels: <c>vector(1)</c>.</summary>
/// <param name="Value">The number.</param>
public sealed record VectorExpression(double Value) : MetricExpression;
