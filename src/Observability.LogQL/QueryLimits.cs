namespace Observability.LogQL;

/// <summary>
/// How far a query may go. Past each bound it ends in a <see cref="LogQLLimitException"/>. The defaults are those of Loki's limits_config
/// where Loki has the limit (https://grafana.com/docs/loki/latest/configure/#limits_config).
/// </summary>
public sealed record QueryLimits
{
    /// <summary>Most entries that a log query may ask for (<c>max_entries_limit_per_query</c>).</summary>
    public int MaxEntries { get; init; } = 5000;

    /// <summary>Most series that a metric query may give (<c>max_query_series</c>).</summary>
    public int MaxSeries { get; init; } = 500;

    /// <summary>Most points of one series of a range query; what Loki's API allows.</summary>
    public int MaxPoints { get; init; } = 11_000;

    /// <summary>Most lines that a query may read; none unless given.</summary>
    public long MaxLines { get; init; } = long.MaxValue;

    /// <summary>Most bytes of lines, labels and samples that a query may hold at once.</summary>
    public long MaxHeldBytes { get; init; } = 512L << 20;

    /// <summary>Longest time from start to end of a query (<c>max_query_length</c>, 30 days and an hour); zero for any.</summary>
    public TimeSpan MaxLength { get; init; } = TimeSpan.FromHours(721);

    /// <summary>Longest time that an evaluation may take (<c>query_timeout</c>).</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How many streams are read at the same time.</summary>
    public int Parallelism { get; init; } = Environment.ProcessorCount;
}
