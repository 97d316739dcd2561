namespace Observability.LogQL.Evaluation.Metrics;

/// <summary>The times at which a metric query has values.</summary>
/// <param name="Start">The first, in nanoseconds.</param>
/// <param name="Step">From one to the next; zero where there is only one.</param>
/// <param name="Count">How many.</param>
internal readonly record struct StepTimes(long Start, long Step, int Count)
{
    /// <summary>The last one.</summary>
    public long Last => this[Count - 1];

    /// <summary>One of them.</summary>
    public long this[int index] => Start + (index * Step);

    /// <summary>
    /// The times of a query. Those of a range query are multiples of its step, from the one before its start to the one behind its end,
    /// which is what Loki's query frontend makes of it.
    /// </summary>
    /// <exception cref="LogQLLimitException">There are too many.</exception>
    public static StepTimes Of(QueryParameters parameters, QueryLimits limits)
    {
        if (parameters.IsInstant)
        {
            return new StepTimes(parameters.Start, 0, 1);
        }

        var start = parameters.AlignsToStep ? Floor(parameters.Start, parameters.Step) : parameters.Start;
        var end = parameters.AlignsToStep ? Floor(parameters.End + parameters.Step - 1, parameters.Step) : parameters.End;
        var count = ((end - start) / parameters.Step) + 1;
        if (((Int128)parameters.End - parameters.Start) / parameters.Step > limits.MaxPoints)
        {
            throw new LogQLLimitException(
                nameof(QueryLimits.MaxPoints),
                FormattableString.Invariant($"exceeded maximum resolution of {limits.MaxPoints:#,0} points per time series. ")
                + "Try increasing the value of the step parameter");
        }

        return new StepTimes(start, parameters.Step, (int)Math.Max(0, count));
    }

    private static long Floor(long time, long step) => time - (((time % step) + step) % step);
}
