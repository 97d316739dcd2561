namespace Observability.LogQL.Syntax;

/// <summary>
/// How many series become fewer (https://grafana.com/docs/loki/latest/query/metric_queries/#built-in-aggregation-operators).
/// </summary>
public enum VectorOperation
{
    /// <summary><c>sum</c></summary>
    Sum,

    /// <summary><c>avg</c></summary>
    Avg,

    /// <summary><c>min</c></summary>
    Min,

    /// <summary><c>max</c></summary>
    Max,

    /// <summary><c>count</c></summary>
    Count,

    /// <summary><c>stddev</c></summary>
    Stddev,

    /// <summary><c>stdvar</c></summary>
    Stdvar,

    /// <summary><c>topk</c></summary>
    TopK,

    /// <summary><c>bottomk</c></summary>
    BottomK,

    /// <summary><c>approx_topk</c></summary>
    ApproxTopK,

    /// <summary><c>sort</c></summary>
    Sort,

    /// <summary><c>sort_desc</c></summary>
    SortDesc,
}
