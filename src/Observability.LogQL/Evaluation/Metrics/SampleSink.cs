using Observability.LogQL.Syntax;

namespace Observability.LogQL.Evaluation.Metrics;

/// <summary>Takes the values of a series' lines and makes of them the series' values at the steps.</summary>
/// <param name="labels">The series' labels.</param>
internal abstract class SampleSink(LabelSet labels)
{
    /// <summary>The series' labels.</summary>
    public LabelSet Labels => labels;

    /// <summary>Takes values that lie in the same steps, of which only the sum counts.</summary>
    /// <param name="window">The steps.</param>
    /// <param name="count">How many.</param>
    /// <param name="sum">Their sum.</param>
    public abstract void Add(in StepWindow window, long count, long sum);

    /// <summary>Takes a value.</summary>
    /// <param name="time">When.</param>
    /// <param name="value">The value.</param>
    public abstract void Add(long time, double value);

    /// <summary>Takes over what another sink of the same series has taken.</summary>
    public abstract void Merge(SampleSink other);

    /// <summary>The values at the steps.</summary>
    public abstract Series ToSeries(RangeAggregation aggregation, StepTimes steps);
}
