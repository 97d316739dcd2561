namespace Observability.LogQL.Syntax;

/// <summary>One of two conditions.</summary>
/// <param name="Left">One.</param>
/// <param name="Right">The other.</param>
public sealed record OrLabelFilter(LabelFilter Left, LabelFilter Right) : LabelFilter;
