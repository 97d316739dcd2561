namespace Observability.LogQL.Syntax;

/// <summary>Numbers made of lines (https://grafana.com/docs/loki/latest/query/metric_queries/).</summary>
public abstract record MetricExpression : LogQLExpression
{
    private protected MetricExpression()
    {
    }
}
