namespace Observability.LogQL.Syntax;

/// <summary>Keeps lines whose labels satisfy a condition.</summary>
/// <param name="Filter">The condition.</param>
public sealed record LabelFilterStage(LabelFilter Filter) : PipelineStage;
