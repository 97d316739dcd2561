namespace Ingest;

/// <summary>What a consumer took for all messages.</summary>
/// <param name="Seconds">Time from the first to the last.</param>
/// <param name="Megabytes">The most memory that it had at once.</param>
/// <param name="ProcessorSeconds">Processor time, that of its start included.</param>
internal sealed record Figures(double Seconds, double Megabytes, double ProcessorSeconds);
