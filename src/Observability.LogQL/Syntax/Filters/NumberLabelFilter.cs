namespace Observability.LogQL.Syntax;

/// <summary>Compares a label with a number.</summary>
/// <param name="Label">Name of the label.</param>
/// <param name="Operator">How.</param>
/// <param name="Value">The number.</param>
public sealed record NumberLabelFilter(string Label, ComparisonOperator Operator, double Value) : LabelFilter;
