namespace Observability.LogQL.Syntax;

/// <summary>Makes labels of what stands at the names of a pattern: <c>&lt;ip&gt; - &lt;_&gt;</c>.</summary>
/// <param name="Pattern">The pattern.</param>
public sealed record PatternStage(string Pattern) : PipelineStage;
