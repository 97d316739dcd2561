namespace Observability.LogQL.Syntax;

/// <summary>A condition on labels (https://grafana.com/docs/loki/latest/query/log_queries/#label-filter-expression).</summary>
public abstract record LabelFilter
{
    private protected LabelFilter()
    {
    }

    /// <inheritdoc />
    public sealed override string ToString() => LogQLWriter.Write(this);
}
