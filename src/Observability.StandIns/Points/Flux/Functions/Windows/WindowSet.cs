using Observability.StandIns.Points.Flux.Evaluation;
using Observability.StandIns.Points.Flux.Values;

namespace Observability.StandIns.Points.Flux.Functions.Windows;

/// <summary>Windows of time: one begins every so often, counted from 1970 plus an offset, and is open for a period.</summary>
internal sealed class WindowSet
{
    private readonly FluxDuration _every;
    private readonly FluxDuration _period;
    private readonly long _origin;

    /// <summary>Makes them.</summary>
    /// <exception cref="FluxException">A length is not positive, or mixes months and shorter units.</exception>
    public WindowSet(FluxDuration every, FluxDuration period, FluxDuration offset)
    {
        if (every.IsNotPositive || period.IsNotPositive)
        {
            throw new FluxException("window every and period must be positive");
        }

        if (every is { Months: not 0, Nanoseconds: not 0 })
        {
            throw new FluxException("duration used as an interval cannot mix month and nanosecond units");
        }

        (_every, _period, _origin) = (every, period, offset.AddTo(0));
    }

    /// <summary>The number of the last window that begins at or before a time.</summary>
    public long Find(long time)
    {
        if (_every.Months == 0)
        {
            var (count, rest) = Math.DivRem(time - _origin, _every.Nanoseconds);
            return rest < 0 ? count - 1 : count;
        }

        var (from, to) = (FluxTime.ToDate(_origin), FluxTime.ToDate(time));
        var months = ((to.Year - from.Year) * 12L) + to.Month - from.Month;
        var number = (long)Math.Floor((double)months / _every.Months);
        while (Start(number) > time)
        {
            number--;
        }

        return number;
    }

    /// <summary>The number of the first window that is still open after a time.</summary>
    public long FindFirst(long time)
    {
        // Windows end in the order in which they begin, so that halving finds the first; a period may be 10^16 times every.
        Int128 open = Find(time);
        var step = Int128.One;
        for (; IsOpen(open - step, time); step *= 2)
        {
            open -= step;
        }

        for (var closed = open - step; open - closed > 1;)
        {
            var middle = closed + ((open - closed) / 2);
            (closed, open) = IsOpen(middle, time) ? (closed, middle) : (middle, open);
        }

        return (long)open;
    }

    /// <summary>Begin of a window.</summary>
    public long Start(long number) => _every.AddTo(_origin, number);

    /// <summary>End of a window, excluded.</summary>
    public long Stop(long number) => _period.AddTo(Start(number));

    /// <summary>Divides times that are sorted.</summary>
    /// <param name="times">The times.</param>
    /// <param name="start">Begin of the range; windows are cut there.</param>
    /// <param name="stop">End of the range, excluded; windows are cut there.</param>
    /// <param name="createEmpty">True for windows without rows, too.</param>
    /// <param name="budget">What the query may still cost.</param>
    public List<WindowSlice> Divide(ReadOnlySpan<long> times, long start, long stop, bool createEmpty, QueryBudget budget)
    {
        var slices = new List<WindowSlice>();
        var first = 0;
        for (var number = FindFirst(start); Start(number) < stop; number++)
        {
            var (begin, close) = (Math.Max(Start(number), start), Math.Min(Stop(number), stop));
            while (first < times.Length && times[first] < begin)
            {
                first++;
            }

            if (!createEmpty)
            {
                if (first == times.Length)
                {
                    break;
                }

                if (times[first] >= close)
                {
                    // The next one that has something.
                    number = Math.Max(number, FindFirst(times[first]) - 1);
                    continue;
                }
            }

            var end = first;
            while (end < times.Length && times[end] < close)
            {
                end++;
            }

            slices.Add(new WindowSlice(begin, close, first, end));
            if (slices.Count > Limits.MostWindows)
            {
                throw new FluxException(FluxException.TooExpensive,
                    $"the range has more than {Limits.MostWindows} windows; make every longer");
            }

            budget.Step();
        }

        return slices;
    }

    // One that would begin before the first time there is, is none.
    private bool IsOpen(Int128 number, long time)
    {
        try
        {
            return Stop(checked((long)number)) > time;
        }
        catch (Exception error) when (error is FluxException or OverflowException)
        {
            return false;
        }
    }
}
