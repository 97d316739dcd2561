namespace Observability.LogQL.Results;

/// <summary>A line at the end of a pipeline.</summary>
/// <param name="Time">Nanoseconds since the Unix epoch.</param>
/// <param name="Line">The text as UTF-8.</param>
/// <param name="Labels">All labels: those of the stream, structured metadata and parsed ones.</param>
/// <param name="StreamLabels">Those of the stream that was pushed and that the pipeline has left.</param>
/// <param name="Metadata">Those that are structured metadata.</param>
/// <param name="Parsed">Those that the pipeline made.</param>
public sealed record ResultEntry(
    long Time,
    ReadOnlyMemory<byte> Line,
    LabelSet Labels,
    LabelSet StreamLabels,
    LabelSet Metadata,
    LabelSet Parsed);
