namespace Observability.LogQL.Results;

/// <summary>What an evaluation took; the figures of the <c>stats</c> of Loki's answers.</summary>
/// <param name="Lines">Lines that were read (<c>totalLinesProcessed</c>).</param>
/// <param name="Bytes">Bytes of those lines (<c>totalBytesProcessed</c>).</param>
/// <param name="MetadataBytes">Bytes of their structured metadata (<c>totalStructuredMetadataBytesProcessed</c>).</param>
/// <param name="FilteredLines">Lines that passed the whole pipeline (<c>totalPostFilterLines</c>).</param>
/// <param name="Streams">Streams that were read.</param>
/// <param name="Entries">Entries, samples or series in the answer (<c>totalEntriesReturned</c>).</param>
/// <param name="Duration">How long it took (<c>execTime</c>).</param>
public sealed record QueryStatistics(
    long Lines,
    long Bytes,
    long MetadataBytes,
    long FilteredLines,
    int Streams,
    int Entries,
    TimeSpan Duration);
