namespace Observability.LogQL.Syntax;

/// <summary>
/// What becomes of the lines of a range (https://grafana.com/docs/loki/latest/query/metric_queries/#range-vector-aggregation).
/// </summary>
public enum RangeOperation
{
    /// <summary><c>rate</c>: lines a second, or the sum of values a second</summary>
    Rate,

    /// <summary><c>rate_counter</c>: values that only grow, a second</summary>
    RateCounter,

    /// <summary><c>count_over_time</c></summary>
    CountOverTime,

    /// <summary><c>bytes_rate</c></summary>
    BytesRate,

    /// <summary><c>bytes_over_time</c></summary>
    BytesOverTime,

    /// <summary><c>absent_over_time</c>: 1 where there is no line</summary>
    AbsentOverTime,

    /// <summary><c>avg_over_time</c></summary>
    Avg,

    /// <summary><c>sum_over_time</c></summary>
    Sum,

    /// <summary><c>min_over_time</c></summary>
    Min,

    /// <summary><c>max_over_time</c></summary>
    Max,

    /// <summary><c>first_over_time</c></summary>
    First,

    /// <summary><c>last_over_time</c></summary>
    Last,

    /// <summary><c>stdvar_over_time</c></summary>
    Stdvar,

    /// <summary><c>stddev_over_time</c></summary>
    Stddev,

    /// <summary><c>quantile_over_time</c></summary>
    Quantile,
}
