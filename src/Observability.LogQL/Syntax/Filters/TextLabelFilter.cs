namespace Observability.LogQL.Syntax;

/// <summary>A condition on the text of a label.</summary>
/// <param name="Matcher">The condition.</param>
public sealed record TextLabelFilter(LabelMatcher Matcher) : LabelFilter;
