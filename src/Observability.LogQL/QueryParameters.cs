namespace Observability.LogQL;

/// <summary>When and how a query is evaluated. Times are nanoseconds since the Unix epoch.</summary>
public sealed record QueryParameters
{
    private QueryParameters()
    {
    }

    /// <summary>First time of the query; of an instant query the only one.</summary>
    public required long Start { get; init; }

    /// <summary>Last time of the query. A log query gives entries from start up to, and without, this time.</summary>
    public required long End { get; init; }

    /// <summary>Nanoseconds from one point of a metric query to the next; zero for an instant query.</summary>
    public required long Step { get; init; }

    /// <summary>Whether it is an instant query.</summary>
    public bool IsInstant => Step == 0;

    /// <summary>Most entries of a log query's result.</summary>
    public int Limit { get; init; } = 100;

    /// <summary>Which entries of a log query come first, and which are left out past the limit.</summary>
    public LogDirection Direction { get; init; } = LogDirection.Backward;

    /// <summary>
    /// Nanoseconds that must lie between two entries of a log query's result, whatever their streams; zero for all entries.
    /// </summary>
    public long Interval { get; init; }

    /// <summary>
    /// Whether the times of a metric range query are multiples of its step, from the one before the start to the one behind the end: what
    /// the query frontend of a Loki as it comes makes of every such query.
    /// </summary>
    public bool AlignsToStep { get; init; } = true;

    /// <summary>
    /// Whether the streams of the result have only the labels that were pushed, and each entry says which of its other labels are
    /// structured metadata and which were parsed: the <c>categorize-labels</c> flag of Loki's API.
    /// </summary>
    public bool CategorizesLabels { get; init; }

    /// <summary>An instant query.</summary>
    public static QueryParameters Instant(long time) => new() { Start = time, End = time, Step = 0 };

    /// <summary>A range query.</summary>
    /// <param name="start">First time.</param>
    /// <param name="end">Last time.</param>
    /// <param name="step">From one point of a metric query to the next, more than zero; without meaning for a log query.</param>
    public static QueryParameters Range(long start, long end, long step)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(step);
        return new() { Start = start, End = end, Step = step };
    }
}
