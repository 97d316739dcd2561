namespace Observability.StandIns.Shipper.Stages;

/// <summary>
/// The stage <c>timestamp</c>: gives a line the time that was found in it. Where that is none the line gets the time of the one
/// before it in its stream and a nanosecond, so that it stays after it; lines of one and the same time are told apart likewise.
/// </summary>
/// <param name="source">Name of what was found.</param>
/// <param name="formats">How it is read, in the order of trying.</param>
/// <param name="followsOnFailure">True to put a line without a time after the one before it; else it keeps the time of its reading.</param>
/// <param name="tellsApart">True to give lines of one time different ones.</param>
internal sealed class TimestampStage(string source, IReadOnlyList<TimeFormat> formats, bool followsOnFailure, bool tellsApart) : IStage
{
    private const int MostStreams = 10_000;

    private readonly Dictionary<string, (long Found, long Given)> _last = new(StringComparer.Ordinal);

    /// <inheritdoc />
    public bool Process(LogEntry entry)
    {
        var found = entry.Text(source) is { } text ? Read(text) : null;
        if (!followsOnFailure && !tellsApart)
        {
            entry.Nanoseconds = found ?? entry.Nanoseconds;
            return true;
        }

        var stream = LabelText.Write(entry.Labels);
        var isKnown = _last.TryGetValue(stream, out var last);
        if (found is { } time)
        {
            entry.Nanoseconds = tellsApart && isKnown && last.Found == time ? last.Given + 1 : time;
            Remember(stream, time, entry.Nanoseconds);
        }
        else if (followsOnFailure && isKnown)
        {
            entry.Nanoseconds = last.Given + 1;
            Remember(stream, last.Found, entry.Nanoseconds);
        }

        return true;
    }

    private long? Read(string text)
    {
        foreach (var format in formats)
        {
            if (format.Read(text) is { } time)
            {
                return time;
            }
        }

        return null;
    }

    private void Remember(string stream, long found, long given)
    {
        if (_last.Count >= MostStreams)
        {
            _last.Clear();
        }

        _last[stream] = (found, given);
    }
}
