namespace Observability.LogQL.Syntax;

/// <summary>Makes labels of a line that is logfmt.</summary>
/// <param name="Extractions">Which; all where there are none.</param>
/// <param name="IsStrict">Whether a line that is not logfmt is an error.</param>
/// <param name="KeepsEmpty">Whether a key without a value becomes a label.</param>
public sealed record LogfmtStage(IReadOnlyList<LabelExtraction> Extractions, bool IsStrict, bool KeepsEmpty) : PipelineStage;
