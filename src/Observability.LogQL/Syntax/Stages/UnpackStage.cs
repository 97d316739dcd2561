namespace Observability.LogQL.Syntax;

/// <summary>Makes labels and the line of what Promtail packed.</summary>
public sealed record UnpackStage : PipelineStage;
