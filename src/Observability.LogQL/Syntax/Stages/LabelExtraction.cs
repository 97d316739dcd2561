namespace Observability.LogQL.Syntax;

/// <summary>A label and where in the line its value is: <c>first="a.b[0]"</c>.</summary>
/// <param name="Label">Name of the label.</param>
/// <param name="Expression">Where the value is.</param>
public sealed record LabelExtraction(string Label, string Expression);
