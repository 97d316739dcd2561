using System.Runtime.InteropServices;
using Observability.LogQL.Syntax;

namespace Observability.LogQL.Evaluation.Metrics;

/// <summary>Keeps all values of a series, for aggregations that need them.</summary>
internal sealed class SampleListSink(LabelSet labels, QueryRun run) : SampleSink(labels)
{
    private const int SampleBytes = 2 * sizeof(long);

    // How many samples are counted at once: the count is shared by all threads.
    private const int Held = 64;

    private readonly List<long> _times = [];
    private readonly List<double> _values = [];

    /// <inheritdoc />
    public override void Add(in StepWindow window, long time, long count, double value)
    {
        if (_times.Count % Held == 0)
        {
            run.Hold(Held * SampleBytes);
        }

        _times.Add(time);
        _values.Add(value);
    }

    /// <inheritdoc />
    public override void Merge(SampleSink other)
    {
        var list = (SampleListSink)other;
        _times.AddRange(list._times);
        _values.AddRange(list._values);
    }

    /// <inheritdoc />
    public override Series ToSeries(RangeAggregation aggregation, StepTimes steps)
    {
        Sort();
        ReadOnlySpan<long> times = CollectionsMarshal.AsSpan(_times);
        ReadOnlySpan<double> values = CollectionsMarshal.AsSpan(_values);
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
                series[step] = RangeFunctions.Aggregate(aggregation, times[start..end], values[start..end], last);
            }
        }

        return series;
    }

    // Streams were read one after the other, so their values are mixed by time here; those of the same time stay in their order.
    private void Sort()
    {
        if (IsSorted())
        {
            return;
        }

        var times = _times.ToArray();
        var order = new int[times.Length];
        for (var i = 0; i < order.Length; i++)
        {
            order[i] = i;
        }

        Array.Sort(times, order);
        for (var (start, end) = (0, 1); end <= times.Length; end++)
        {
            if (end == times.Length || times[end] != times[start])
            {
                order.AsSpan(start, end - start).Sort();
                start = end;
            }
        }

        var values = Array.ConvertAll(order, index => _values[index]);
        times.CopyTo(CollectionsMarshal.AsSpan(_times));
        values.CopyTo(CollectionsMarshal.AsSpan(_values));
    }

    private bool IsSorted()
    {
        for (var i = 1; i < _times.Count; i++)
        {
            if (_times[i] < _times[i - 1])
            {
                return false;
            }
        }

        return true;
    }
}
