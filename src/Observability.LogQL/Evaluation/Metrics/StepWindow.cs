namespace Observability.LogQL.Evaluation.Metrics;

/// <summary>
/// Finds the steps in whose range a line lies. A range begins behind its first time and ends with its last one, so a line at time t
/// belongs to the steps from t + offset up to, and without, t + offset + interval. The steps of the line before are looked at first:
/// lines come in the order of their times.
/// </summary>
/// <param name="steps">The steps.</param>
/// <param name="interval">Length of the range.</param>
/// <param name="offset">How long before the step it ends.</param>
internal struct StepWindow(StepTimes steps, long interval, long offset)
{
    // The times for which First and Last hold: above the one, up to the other.
    private long _above = long.MaxValue;
    private long _upTo = long.MinValue;

    /// <summary>The first step.</summary>
    public int First { get; private set; }

    /// <summary>The last step; less than the first where there is none.</summary>
    public int Last { get; private set; }

    /// <summary>The last time for which the steps are the same.</summary>
    public readonly long UpTo => _upTo;

    /// <summary>Finds the steps of a time.</summary>
    public void MoveTo(long time)
    {
        if (time > _above && time <= _upTo)
        {
            return;
        }

        var start = time + offset;
        if (steps.Step == 0)
        {
            var isIn = start <= steps.Start && start > steps.Start - interval;
            First = 0;
            Last = isIn ? 0 : -1;
            (_above, _upTo) = isIn ? (steps.Start - interval - offset, steps.Start - offset)
                : start > steps.Start ? (steps.Start - offset, long.MaxValue) : (long.MinValue, steps.Start - interval - offset);
            return;
        }

        var first = CeilingOf(start);
        var last = CeilingOf(start + interval) - 1;
        _above = Math.Max(TimeOf(first - 1), TimeOf(last) - interval) - offset;
        _upTo = Math.Min(TimeOf(first), TimeOf(last + 1) - interval) - offset;
        First = (int)Math.Clamp(first, 0, steps.Count);
        Last = (int)Math.Clamp(last, -1, steps.Count - 1);
    }

    // The first step, also one before or behind all there are, that is not before a time.
    private readonly long CeilingOf(long time)
    {
        var distance = time - steps.Start;
        return distance > 0 ? ((distance - 1) / steps.Step) + 1 : distance / steps.Step;
    }

    private readonly long TimeOf(long index) => steps.Start + (index * steps.Step);
}
