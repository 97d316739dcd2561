namespace Observability.LogQL.Source;

/// <summary>One line of a stream.</summary>
/// <param name="Time">Nanoseconds since the Unix epoch.</param>
/// <param name="Line">The text as UTF-8.</param>
/// <param name="Metadata">Structured metadata; null for none.</param>
public readonly record struct LogEntry(long Time, ReadOnlyMemory<byte> Line, LabelSet? Metadata = null);
