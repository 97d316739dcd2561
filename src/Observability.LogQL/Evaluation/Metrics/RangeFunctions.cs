using Observability.LogQL.Syntax;
using Observability.LogQL.Text;

namespace Observability.LogQL.Evaluation.Metrics;

/// <summary>
/// What becomes of the values of a range (https://grafana.com/docs/loki/latest/query/metric_queries/#unwrapped-range-aggregations).
/// </summary>
internal static class RangeFunctions
{
    /// <summary>Aggregates the values of a range, of which there is at least one.</summary>
    /// <param name="aggregation">How.</param>
    /// <param name="times">When the values were, ascending.</param>
    /// <param name="values">The values.</param>
    /// <param name="end">The last time of the range.</param>
    public static double Aggregate(RangeAggregation aggregation, ReadOnlySpan<long> times, ReadOnlySpan<double> values, long end) =>
        aggregation.Operation switch
    {
        RangeOperation.Rate => Sum(values) / (aggregation.Range.Interval / (double)DurationText.Second),
        RangeOperation.RateCounter => RateCounter(times, values, end, aggregation.Range.Interval),
        RangeOperation.Sum => Sum(values),
        RangeOperation.Avg => Average(values),
        RangeOperation.Min => Extreme(values, (value, best) => value < best),
        RangeOperation.Max => Extreme(values, (value, best) => value > best),
        RangeOperation.First => values[0],
        RangeOperation.Last => values[^1],
        RangeOperation.Stdvar => Variance(values),
        RangeOperation.Stddev => Math.Sqrt(Variance(values)),
        RangeOperation.Quantile => Quantile(values, aggregation.Parameter!.Value),
        _ => throw new LogQLNotSupportedException(aggregation.Operation.ToString()),
    };

    private static double Sum(ReadOnlySpan<double> values)
    {
        var sum = 0.0;
        foreach (var value in values)
        {
            sum += value;
        }

        return sum;
    }

    // Step by step, so that large values do not overflow; an infinite mean stays what it is.
    private static double Average(ReadOnlySpan<double> values)
    {
        var mean = values[0];
        for (var i = 1; i < values.Length; i++)
        {
            mean = Mean(mean, values[i], i + 1);
        }

        return mean;
    }

    /// <summary>A mean with one value more.</summary>
    /// <param name="mean">The mean so far.</param>
    /// <param name="value">The value.</param>
    /// <param name="count">How many values there are with it.</param>
    public static double Mean(double mean, double value, int count) =>
        double.IsInfinity(mean) && (double.IsFinite(value) || mean.Equals(value)) ? mean : mean + (value / count) - (mean / count);

    private static double Extreme(ReadOnlySpan<double> values, Func<double, double, bool> isBetter)
    {
        var best = values[0];
        foreach (var value in values)
        {
            if (isBetter(value, best) || double.IsNaN(best))
            {
                best = value;
            }
        }

        return best;
    }

    // Welford's: https://en.wikipedia.org/wiki/Algorithms_for_calculating_variance
    private static double Variance(ReadOnlySpan<double> values)
    {
        var (mean, squares) = (0.0, 0.0);
        for (var i = 0; i < values.Length; i++)
        {
            var difference = values[i] - mean;
            mean += difference / (i + 1);
            squares += difference * (values[i] - mean);
        }

        return squares / values.Length;
    }

    // Prometheus's: between the two nearest values in proportion.
    private static double Quantile(ReadOnlySpan<double> values, double quantile)
    {
        if (double.IsNaN(quantile))
        {
            return double.NaN;
        }

        if (quantile is < 0 or > 1)
        {
            return quantile < 0 ? double.NegativeInfinity : double.PositiveInfinity;
        }

        var sorted = values.ToArray();
        Array.Sort(sorted);
        var rank = quantile * (sorted.Length - 1);
        var lower = (int)Math.Floor(rank);
        var weight = rank - lower;
        return (sorted[lower] * (1 - weight)) + (sorted[Math.Min(lower + 1, sorted.Length - 1)] * weight);
    }

    // Prometheus's rate of a counter: a fall is a restart from zero, and what lies between the range's ends and its first and last
    // value is extrapolated, as far as values are close enough and the counter was above zero.
    private static double RateCounter(ReadOnlySpan<long> times, ReadOnlySpan<double> values, long end, long interval)
    {
        if (values.Length < 2)
        {
            return 0;
        }

        var growth = values[^1] - values[0];
        for (var i = 1; i < values.Length; i++)
        {
            growth += values[i] < values[i - 1] ? values[i - 1] : 0;
        }

        var toStart = Seconds(times[0] - (end - interval));
        var toEnd = Seconds(end - times[^1]);
        var sampled = Seconds(times[^1] - times[0]);
        var between = sampled / (values.Length - 1);
        if (toStart >= between * 1.1)
        {
            toStart = between / 2;
        }

        if (growth > 0 && values[0] >= 0)
        {
            toStart = Math.Min(toStart, sampled * (values[0] / growth));
        }

        if (toEnd >= between * 1.1)
        {
            toEnd = between / 2;
        }

        return growth * ((sampled + toStart + toEnd) / sampled) / Seconds(interval);
    }

    private static double Seconds(long nanoseconds) => nanoseconds / (double)DurationText.Second;
}
