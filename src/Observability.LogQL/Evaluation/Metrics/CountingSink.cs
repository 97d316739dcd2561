using Observability.LogQL.Syntax;
using Observability.LogQL.Text;

namespace Observability.LogQL.Evaluation.Metrics;

/// <summary>
/// Counts lines and their bytes, which a double does exactly. Each value is added where the first step is whose range it lies in, and
/// taken away behind the last one, so it costs the same however many ranges overlap.
/// </summary>
internal sealed class CountingSink : SampleSink
{
    private readonly long[] _counts;
    private readonly double[] _sums;

    /// <summary>A sink without values.</summary>
    public CountingSink(LabelSet labels, int steps)
        : base(labels)
    {
        _counts = new long[steps + 1];
        _sums = new double[steps + 1];
    }

    /// <summary>What a sink of so many steps takes, in bytes.</summary>
    public static long SizeOf(int steps) => 200 + (2 * sizeof(long) * (steps + 1));

    /// <inheritdoc />
    public override void Add(in StepWindow window, long time, long count, double value)
    {
        if (window.First <= window.Last)
        {
            _counts[window.First] += count;
            _counts[window.Last + 1] -= count;
            _sums[window.First] += value;
            _sums[window.Last + 1] -= value;
        }
    }

    /// <inheritdoc />
    public override void Merge(SampleSink other)
    {
        var counting = (CountingSink)other;
        for (var i = 0; i < _counts.Length; i++)
        {
            _counts[i] += counting._counts[i];
            _sums[i] += counting._sums[i];
        }
    }

    /// <inheritdoc />
    public override Series ToSeries(RangeAggregation aggregation, StepTimes steps)
    {
        var series = new Series(Labels, steps.Count);
        var seconds = aggregation.Operation is RangeOperation.Rate or RangeOperation.BytesRate
            ? aggregation.Range.Interval / (double)DurationText.Second
            : 1;
        var isBytes = aggregation.Operation is RangeOperation.BytesRate or RangeOperation.BytesOverTime;
        long count = 0;
        var sum = 0.0;
        for (var step = 0; step < steps.Count; step++)
        {
            count += _counts[step];
            sum += _sums[step];
            if (count > 0)
            {
                series[step] = (isBytes ? sum : count) / seconds;
            }
        }

        return series;
    }
}
