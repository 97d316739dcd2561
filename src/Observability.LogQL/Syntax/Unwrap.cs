namespace Observability.LogQL.Syntax;

/// <summary>Takes the value of a label as the number that is aggregated: <c>| unwrap duration(took) | __error__=""</c>.</summary>
/// <param name="Label">The label.</param>
/// <param name="Conversion">How its text becomes a number.</param>
/// <param name="Filters">What labels must be afterwards.</param>
public sealed record Unwrap(string Label, UnwrapConversion Conversion, IReadOnlyList<LabelFilter> Filters);
