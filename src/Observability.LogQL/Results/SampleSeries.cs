namespace Observability.LogQL.Results;

/// <summary>Values of one series over time.</summary>
/// <param name="Labels">Which series.</param>
/// <param name="Points">The values, ascending in time; a step without a value has no point.</param>
public sealed record SampleSeries(LabelSet Labels, IReadOnlyList<SamplePoint> Points);
