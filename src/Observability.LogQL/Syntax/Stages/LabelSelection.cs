namespace Observability.LogQL.Syntax;

/// <summary>A label by name, or where it has a value.</summary>
/// <param name="Label">Name of the label.</param>
/// <param name="Matcher">What its value must be; null for any.</param>
public sealed record LabelSelection(string Label, LabelMatcher? Matcher);
