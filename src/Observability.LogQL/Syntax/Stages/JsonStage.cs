namespace Observability.LogQL.Syntax;

/// <summary>Makes labels of a line that is JSON.</summary>
/// <param name="Extractions">Which; all where there are none.</param>
public sealed record JsonStage(IReadOnlyList<LabelExtraction> Extractions) : PipelineStage;
