namespace Observability.LogQL.Syntax;

/// <summary>Takes all other labels away.</summary>
/// <param name="Labels">Which stay.</param>
public sealed record KeepStage(IReadOnlyList<LabelSelection> Labels) : PipelineStage;
