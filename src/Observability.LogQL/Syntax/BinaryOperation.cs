namespace Observability.LogQL.Syntax;

/// <summary>An operation on two expressions (https://grafana.com/docs/loki/latest/query/#binary-operators).</summary>
/// <param name="Operator">Which.</param>
/// <param name="Left">On its left.</param>
/// <param name="Right">On its right.</param>
/// <param name="ReturnsBool">Whether a comparison gives 0 and 1 (<c>bool</c>) instead of leaving out.</param>
/// <param name="Matching">Which series belong together; null for those with the same labels.</param>
public sealed record BinaryOperation(
    BinaryOperator Operator,
    MetricExpression Left,
    MetricExpression Right,
    bool ReturnsBool,
    VectorMatching? Matching) : MetricExpression;
