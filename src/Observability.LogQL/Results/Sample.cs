namespace Observability.LogQL.Results;

/// <summary>A value of a series.</summary>
/// <param name="Labels">Which series.</param>
/// <param name="Time">Milliseconds since the Unix epoch.</param>
/// <param name="Value">The value; <see cref="ResultFormat.Value"/> writes it as Loki does.</param>
public sealed record Sample(LabelSet Labels, long Time, double Value);
