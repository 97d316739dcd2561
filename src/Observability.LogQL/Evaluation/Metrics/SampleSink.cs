using Observability.LogQL.Syntax;

namespace Observability.LogQL.Evaluation.Metrics;

/// <summary>Takes the values of a series' lines and makes of them the series' values at the steps.</summary>
/// <param name="labels">The series' labels.</param>
internal abstract class SampleSink(LabelSet labels)
{
    /// <summary>The series' labels.</summary>
    public LabelSet Labels => labels;

    /// <summary>Takes a line, or the sum of several where only that counts.</summary>
    /// <param name="window">The steps in whose ranges they lie.</param>
    /// <param name="time">The time of the first.</param>
    /// <param name="count">How many.</param>
    /// <param name="value">The sum of their values.</param>
    public abstract void Add(in StepWindow window, long time, long count, double value);

    /// <summary>Takes over what another sink of the same series has taken.</summary>
    public abstract void Merge(SampleSink other);

    /// <summary>The values at the steps.</summary>
    public abstract Series ToSeries(RangeAggregation aggregation, StepTimes steps);
}
