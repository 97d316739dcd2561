namespace Observability.LogQL.Syntax;

/// <summary>Sets a label from another one: <c>label_replace(v, "destination", "$1", "source", "(.*)")</c>.</summary>
/// <param name="Inner">Of which series.</param>
/// <param name="Destination">The label that is set.</param>
/// <param name="Replacement">To what; <c>$1</c> is the pattern's first group.</param>
/// <param name="Source">The label that is read.</param>
/// <param name="Pattern">What its whole value must be for anything to change.</param>
public sealed record LabelReplace(
    MetricExpression Inner, string Destination, string Replacement, string Source, string Pattern) : MetricExpression;
