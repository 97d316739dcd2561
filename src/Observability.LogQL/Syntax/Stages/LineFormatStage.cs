namespace Observability.LogQL.Syntax;

/// <summary>Writes the line anew.</summary>
/// <param name="Template">A template (https://grafana.com/docs/loki/latest/query/template_functions/).</param>
public sealed record LineFormatStage(string Template) : PipelineStage;
