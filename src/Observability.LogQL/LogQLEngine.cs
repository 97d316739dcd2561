using Observability.LogQL.Evaluation;
using Observability.LogQL.Evaluation.Metrics;
using Observability.LogQL.Results;
using Observability.LogQL.Source;
using Observability.LogQL.Syntax;

namespace Observability.LogQL;

/// <summary>Evaluates queries over a source of log lines. It has no state between queries and can be used by many threads.</summary>
/// <param name="source">Where the lines come from.</param>
/// <param name="limits">How far a query may go; Loki's defaults unless given.</param>
/// <param name="time">The clock that the time limit is measured with; the system's unless given.</param>
public sealed class LogQLEngine(ILogSource source, QueryLimits? limits = null, TimeProvider? time = null)
{
    private static readonly Comparer<LabelSet> s_byLabels = Comparer<LabelSet>.Create(LabelSet.Compare);

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
    public async Task<QueryResult> EvaluateAsync(LogQLQuery query, QueryParameters parameters, CancellationToken cancellationToken)
    {
        Check(query, parameters);
        using var run = new QueryRun(source, _limits, _time, cancellationToken);
        try
        {
            var data = query.Expression is LogExpression logs
                ? await new LogEvaluation(run, logs, parameters).EvaluateAsync().ConfigureAwait(false)
                : await EvaluateAsync(run, (MetricExpression)query.Expression, parameters).ConfigureAwait(false);
            return new QueryResult(data, run.Statistics(CountEntries(data)));
        }
        catch (OperationCanceledException error) when (!cancellationToken.IsCancellationRequested)
        {
            throw run.Cancelled(error);
        }
    }

    private void Check(LogQLQuery query, QueryParameters parameters)
    {
        if (query.HasVariables)
        {
            throw new LogQLException("the query has variables; it can be read, not evaluated");
        }

        if (!query.IsMetric && parameters.IsInstant)
        {
            throw new LogQLException(
                "log queries are not supported as an instant query type, please change your query to a range query type");
        }

        if (parameters.End < parameters.Start)
        {
            throw new LogQLException("end timestamp must not be before start time");
        }

        if (!query.IsMetric && parameters.Limit <= 0)
        {
            throw new LogQLException("limit must be a positive value");
        }

        if (!query.IsMetric && parameters.Limit > _limits.MaxEntries)
        {
            throw new LogQLLimitException(
                nameof(QueryLimits.MaxEntries),
                "max entries limit per query exceeded, limit > max_entries_limit_per_query "
                + FormattableString.Invariant($"({parameters.Limit} > {_limits.MaxEntries})"));
        }

        var length = TimeSpan.FromTicks((long)(((Int128)parameters.End - parameters.Start) / TimeSpan.NanosecondsPerTick));
        if (_limits.MaxLength > TimeSpan.Zero && length > _limits.MaxLength)
        {
            throw new LogQLLimitException(
                nameof(QueryLimits.MaxLength),
                FormattableString.Invariant($"the query time range exceeds the limit (query length: {length.TotalHours:0.##} h, ")
                + FormattableString.Invariant($"limit: {_limits.MaxLength.TotalHours:0.##} h)"));
        }
    }

    private async Task<QueryData> EvaluateAsync(QueryRun run, MetricExpression expression, QueryParameters parameters)
    {
        var steps = StepTimes.Of(parameters, _limits);
        var evaluation = new MetricEvaluation(run, steps);
        var value = await evaluation.EvaluateAsync(expression).ConfigureAwait(false);
        if (value.Scalar is { } scalar)
        {
            return parameters.IsInstant
                ? new ScalarData(Milliseconds(steps.Start), scalar)
                : ToMatrix([evaluation.Constant(scalar)], steps);
        }

        if (value.Series.Count > _limits.MaxSeries)
        {
            throw new LogQLLimitException(
                nameof(QueryLimits.MaxSeries),
                FormattableString.Invariant($"maximum number of series ({_limits.MaxSeries}) reached for a single query; ")
                + "consider reducing query cardinality by adding more specific stream selectors, reducing the time range, "
                + "or aggregating results with functions like sum(), count() or topk()");
        }

        return parameters.IsInstant ? ToVector(value.Series, steps, Sorts(expression)) : ToMatrix(value.Series, steps);
    }

    private static MatrixData ToMatrix(IReadOnlyList<Series> series, StepTimes steps) => new(
    [
        .. series
            .Where(one => one.HasAny())
            .OrderBy(one => one.Labels, s_byLabels)
            .Select(one => new SampleSeries(one.Labels, [.. PointsOf(one, steps)])),
    ]);

    private static IEnumerable<SamplePoint> PointsOf(Series series, StepTimes steps) =>
        Enumerable.Range(0, steps.Count).Where(series.Has).Select(step => new SamplePoint(Milliseconds(steps[step]), series[step]));

    private static VectorData ToVector(IReadOnlyList<Series> series, StepTimes steps, bool isSorted)
    {
        var samples = series.Where(one => one.Has(0)).Select(one => new Sample(one.Labels, Milliseconds(steps.Start), one[0]));
        return new VectorData([.. isSorted ? samples : samples.OrderBy(sample => sample.Labels, s_byLabels)]);
    }

    // Wherever in the query it sorts, its order is kept: so it is in Loki.
    private static bool Sorts(MetricExpression expression) => expression switch
    {
        VectorAggregation aggregation => aggregation.Operation is VectorOperation.Sort or VectorOperation.SortDesc
            || Sorts(aggregation.Inner),
        BinaryOperation binary => Sorts(binary.Left) || Sorts(binary.Right),
        LabelReplace replace => Sorts(replace.Inner),
        _ => false,
    };

    private static int CountEntries(QueryData data) => data switch
    {
        StreamsData streams => streams.Streams.Sum(stream => stream.Entries.Count),
        MatrixData matrix => matrix.Series.Count,
        VectorData vector => vector.Samples.Count,
        _ => 1,
    };

    private static long Milliseconds(long nanoseconds) => (long)Math.Floor(nanoseconds / 1_000_000m);
}
