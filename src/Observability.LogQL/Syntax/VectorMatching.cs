namespace Observability.LogQL.Syntax;

/// <summary>Which series of two sides belong together.</summary>
/// <param name="Labels">The labels of <c>on</c> or <c>ignoring</c>.</param>
/// <param name="IsOn">Whether only these are compared, not all others.</param>
/// <param name="Cardinality">Whether one side may have many for one of the other.</param>
/// <param name="Include">Labels of the "one" side that the result takes over: of <c>group_left (…)</c>.</param>
public sealed record VectorMatching(IReadOnlyList<string> Labels, bool IsOn, MatchCardinality Cardinality, IReadOnlyList<string> Include);
