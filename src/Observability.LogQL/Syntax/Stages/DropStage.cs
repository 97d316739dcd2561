namespace Observability.LogQL.Syntax;

/// <summary>Takes labels away.</summary>
/// <param name="Labels">Which.</param>
public sealed record DropStage(IReadOnlyList<LabelSelection> Labels) : PipelineStage;
