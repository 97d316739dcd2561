namespace Observability.Hosting.Lint.PromQL;

/// <summary>Series that an expression asks for.</summary>
/// <param name="Metric">Name of the metric, or null where only labels select.</param>
/// <param name="Matchers">What the labels must be.</param>
/// <param name="Position">Where it begins in the expression, from 0.</param>
internal sealed record Selector(string? Metric, IReadOnlyList<Matcher> Matchers, int Position);
