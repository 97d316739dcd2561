namespace Observability.LogQL.Syntax;

/// <summary>Compares a label with a size.</summary>
/// <param name="Label">Name of the label.</param>
/// <param name="Operator">How.</param>
/// <param name="Value">The size in bytes.</param>
public sealed record BytesLabelFilter(string Label, ComparisonOperator Operator, ulong Value) : LabelFilter;
