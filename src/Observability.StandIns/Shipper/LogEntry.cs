using Observability.StandIns.Shipper.Files;

namespace Observability.StandIns.Shipper;

/// <summary>A line on its way from a file to a store.</summary>
/// <param name="origin">The line of the file that it comes from.</param>
/// <param name="line">Its text.</param>
/// <param name="nanoseconds">Its time, nanoseconds since 1970.</param>
/// <param name="labels">Its labels.</param>
internal sealed class LogEntry(SourceLine origin, string line, long nanoseconds, Dictionary<string, string> labels)
{
    /// <summary>The line of the file that it comes from.</summary>
    public SourceLine Origin { get; } = origin;

    /// <summary>Its text.</summary>
    public string Line { get; set; } = line;

    /// <summary>Its time, nanoseconds since 1970.</summary>
    public long Nanoseconds { get; set; } = nanoseconds;

    /// <summary>Its labels.</summary>
    public Dictionary<string, string> Labels { get; } = labels;

    /// <summary>What stages have found in it, by name: a text, a number, true or false, or null.</summary>
    public Dictionary<string, object?> Extracted { get; private init; } = new(StringComparer.Ordinal);

    /// <summary>What is stored with it without being a label.</summary>
    public List<KeyValuePair<string, string>> Metadata { get; private init; } = [];

    /// <summary>
    /// Further lines of the file that were joined to it. They come after its own: as long as that is not settled the position does
    /// not move past them either.
    /// </summary>
    public List<SourceLine> Joined { get; } = [];

    /// <summary>Says that this is done with: it was handed on, or left out.</summary>
    public void Release()
    {
        foreach (var line in Joined)
        {
            line.Settle();
        }

        Joined.Clear();
    }

    /// <summary>One of its own for whoever changes it.</summary>
    public LogEntry Copy() => new(Origin, Line, Nanoseconds, new Dictionary<string, string>(Labels, StringComparer.Ordinal))
    {
        Extracted = new Dictionary<string, object?>(Extracted, StringComparer.Ordinal),
        Metadata = [.. Metadata],
    };
}
