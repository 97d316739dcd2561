namespace Observability.LogQL.Results;

/// <summary>A value at a time.</summary>
/// <param name="Time">Milliseconds since the Unix epoch.</param>
/// <param name="Value">The value; <see cref="ResultFormat.Value"/> writes it as Loki does.</param>
public readonly record struct SamplePoint(long Time, double Value);
