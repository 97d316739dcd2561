namespace Observability.LogQL.Syntax;

/// <summary>
/// What a pipeline does with each line (https://grafana.com/docs/loki/latest/query/log_queries/#log-pipeline). Its text is what parses
/// to it.
/// </summary>
public abstract record PipelineStage
{
    private protected PipelineStage()
    {
    }

    /// <inheritdoc />
    public sealed override string ToString() => LogQLWriter.Write(this);
}
