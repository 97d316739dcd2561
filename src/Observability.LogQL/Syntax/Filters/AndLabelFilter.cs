namespace Observability.LogQL.Syntax;

/// <summary>Both of two conditions.</summary>
/// <param name="Left">One.</param>
/// <param name="Right">The other.</param>
public sealed record AndLabelFilter(LabelFilter Left, LabelFilter Right) : LabelFilter;
