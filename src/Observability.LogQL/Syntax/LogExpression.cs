namespace Observability.LogQL.Syntax;

/// <summary>Lines of streams, filtered and rewritten (https://grafana.com/docs/loki/latest/query/log_queries/).</summary>
/// <param name="Selector">Of which streams.</param>
/// <param name="Stages">What is done with each line, in this order.</param>
public sealed record LogExpression(StreamSelector Selector, IReadOnlyList<PipelineStage> Stages) : LogQLExpression;
