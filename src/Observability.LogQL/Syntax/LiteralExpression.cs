namespace Observability.LogQL.Syntax;

/// <summary>A number.</summary>
/// <param name="Value">It.</param>
public sealed record LiteralExpression(double Value) : MetricExpression;
