namespace Observability.Hosting.Lint.PromQL;

/// <summary>What a label must be.</summary>
/// <param name="Label">Name of the label.</param>
/// <param name="Operator"><c>=</c>, <c>!=</c>, <c>=~</c> or <c>!~</c>.</param>
/// <param name="Value">Text or pattern.</param>
internal sealed record Matcher(string Label, string Operator, string Value);
