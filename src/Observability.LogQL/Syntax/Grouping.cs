namespace Observability.LogQL.Syntax;

/// <summary><c>by (…)</c> or <c>without (…)</c>.</summary>
/// <param name="Labels">Names of the labels.</param>
/// <param name="IsWithout">Whether they are those that are left out.</param>
public sealed record Grouping(IReadOnlyList<string> Labels, bool IsWithout);
