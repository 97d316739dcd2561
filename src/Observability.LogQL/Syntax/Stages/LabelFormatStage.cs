namespace Observability.LogQL.Syntax;

/// <summary>Renames labels and writes them anew.</summary>
/// <param name="Formats">Which.</param>
public sealed record LabelFormatStage(IReadOnlyList<LabelFormat> Formats) : PipelineStage;
