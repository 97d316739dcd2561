using Observability.LogQL.Results;
using Observability.LogQL.Source;

namespace Observability.LogQL;

/// <summary>Evaluates queries over a source of log lines. It has no state between queries and can be used by many threads.</summary>
/// <param name="source">Where the lines come from.</param>
/// <param name="limits">How far a query may go; Loki's defaults unless given.</param>
/// <param name="time">The clock that the time limit is measured with; the system's unless given.</param>
public sealed class LogQLEngine(ILogSource source, QueryLimits? limits = null, TimeProvider? time = null)
{
    private readonly ILogSource _source = source;
    private readonly QueryLimits _limits = limits ?? new QueryLimits();
    private readonly TimeProvider _time = time ?? TimeProvider.System;

    /// <summary>Evaluates a query.</summary>
    /// <returns>
    /// Streams for a log query; for a metric query a matrix of a range query, and a vector or a scalar of an instant query.
    /// </returns>
    /// <exception cref="LogQLLimitException">The query went past one of the limits.</exception>
    /// <exception cref="LogQLNotSupportedException">The query has something that is not supported.</exception>
    /// <exception cref="LogQLException">
    /// The query cannot be answered: a log query was asked as an instant query, or a metric query met lines with an <c>__error__</c>.
    /// </exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public Task<QueryResult> EvaluateAsync(LogQLQuery query, QueryParameters parameters, CancellationToken cancellationToken) =>
        throw new NotImplementedException($"{_source} {_limits} {_time}");
}
