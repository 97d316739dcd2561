namespace Observability.LogQL.Syntax;

/// <summary>Takes terminal colours out of the line.</summary>
public sealed record DecolorizeStage : PipelineStage;
