namespace Observability.LogQL.Syntax;

/// <summary>Makes labels of the named groups of a regular expression.</summary>
/// <param name="Pattern">The regular expression.</param>
public sealed record RegexpStage(string Pattern) : PipelineStage;
