namespace Observability.LogQL.Syntax;

/// <summary>A label that is renamed or written anew.</summary>
/// <param name="Label">Name of the label that is set.</param>
/// <param name="Value">The label that is renamed, or a template.</param>
/// <param name="IsTemplate">Whether it is a template.</param>
public sealed record LabelFormat(string Label, string Value, bool IsTemplate);
