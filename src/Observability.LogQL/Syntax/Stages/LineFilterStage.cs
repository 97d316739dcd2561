namespace Observability.LogQL.Syntax;

/// <summary>Keeps lines that have one of some texts, or that have none: <c>|= "a" or "b"</c>.</summary>
/// <param name="Kind">How the line is searched.</param>
/// <param name="Operands">For what; one of them is enough.</param>
public sealed record LineFilterStage(LineFilterKind Kind, IReadOnlyList<LineFilterOperand> Operands) : PipelineStage;
