namespace Observability.LogQL.Source;

/// <summary>
/// Entries of one stream, in ascending order of time, by columns: a query that only counts reads the times and never the text, and one
/// that searches can search all lines at once.
/// </summary>
/// <param name="Times">Nanoseconds since the Unix epoch of each entry, ascending.</param>
/// <param name="Text">The lines as UTF-8, one behind the other without anything between them.</param>
/// <param name="Offsets">
/// Where each line begins in the text, and at the end where the last one ends: one more than there are entries.
/// </param>
/// <param name="Metadata">Structured metadata of each entry (null for none); empty where no entry has any.</param>
public readonly record struct LogBatch(
    ReadOnlyMemory<long> Times,
    ReadOnlyMemory<byte> Text,
    ReadOnlyMemory<int> Offsets,
    ReadOnlyMemory<LabelSet?> Metadata)
{
    /// <summary>How many entries it has.</summary>
    public int Count => Times.Length;

    /// <summary>The line of an entry.</summary>
    public ReadOnlyMemory<byte> Line(int index)
    {
        var offsets = Offsets.Span;
        return Text[offsets[index]..offsets[index + 1]];
    }

    /// <summary>A batch of separate entries, which must ascend in time.</summary>
    public static LogBatch Create(IReadOnlyList<LogEntry> entries)
    {
        var times = new long[entries.Count];
        var offsets = new int[entries.Count + 1];
        for (var i = 0; i < entries.Count; i++)
        {
            times[i] = entries[i].Time;
            offsets[i + 1] = checked(offsets[i] + entries[i].Line.Length);
        }

        var text = new byte[offsets[^1]];
        for (var i = 0; i < entries.Count; i++)
        {
            entries[i].Line.Span.CopyTo(text.AsSpan(offsets[i]));
        }

        LabelSet?[] metadata = entries.Any(entry => entry.Metadata is { Count: > 0 }) ? [.. entries.Select(entry => entry.Metadata)] : [];
        return new LogBatch(times, text, offsets, metadata);
    }
}
