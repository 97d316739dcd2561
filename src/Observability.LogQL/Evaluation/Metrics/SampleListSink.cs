using Observability.LogQL.Syntax;

namespace Observability.LogQL.Evaluation.Metrics;

/// <summary>Keeps all values of a series, for aggregations that need them.</summary>
internal sealed class SampleListSink(LabelSet labels, QueryRun run) : SampleSink(labels)
{
    private const int SampleBytes = 32;

    private readonly List<(long Time, double Value)> _samples = [];

    /// <inheritdoc />
    public override void Add(in StepWindow window, long count, long sum) => throw new NotSupportedException();

    /// <inheritdoc />
    public override void Add(long time, double value)
    {
        run.Hold(SampleBytes);
        _samples.Add((time, value));
    }

    /// <inheritdoc />
    public override void Merge(SampleSink other) => _samples.AddRange(((SampleListSink)other)._samples);

    /// <inheritdoc />
    public override Series ToSeries(RangeAggregation aggregation, StepTimes steps)
    {
        // Streams one after the other; of the same time in the order in which they were read, which a sort of .NET does not keep.
        var samples = _samples.OrderBy(sample => sample.Time).ToList();
        var times = samples.ConvertAll(sample => sample.Time).ToArray();
        var values = samples.ConvertAll(sample => sample.Value).ToArray();
        var series = new Series(Labels, steps.Count);
        var (start, end) = (0, 0);
        for (var step = 0; step < steps.Count; step++)
        {
            run.Token.ThrowIfCancellationRequested();
            var last = steps[step] - aggregation.Range.Offset;
            while (end < times.Length && times[end] <= last)
            {
                end++;
            }

            while (start < end && times[start] <= last - aggregation.Range.Interval)
            {
                start++;
            }

            if (end > start)
            {
                series[step] = RangeFunctions.Aggregate(aggregation, times.AsSpan(start, end - start), values.AsSpan(start, end - start), last);
            }
        }

        return series;
    }
}
