namespace Observability.LogQL.Syntax;

/// <summary>Compares a label with a duration.</summary>
/// <param name="Label">Name of the label.</param>
/// <param name="Operator">How.</param>
/// <param name="Value">The duration in nanoseconds.</param>
public sealed record DurationLabelFilter(string Label, ComparisonOperator Operator, long Value) : LabelFilter;
