namespace Observability.StandIns.Consumer.Configuration;

/// <summary>The table <c>agent</c>, and the tags of every metric.</summary>
/// <param name="Interval">How often inputs that are asked are asked.</param>
/// <param name="FlushInterval">How long a metric waits for a batch to fill.</param>
/// <param name="FlushJitter">Up to how much later than that a flush may be, so that many agents do not write at once.</param>
/// <param name="BatchSize">Metrics that are written at once.</param>
/// <param name="BufferLimit">Metrics that an output holds; an input waits while it is full.</param>
/// <param name="Tags">Tags of every metric that has none of the same key.</param>
internal sealed record AgentSettings(
    TimeSpan Interval,
    TimeSpan FlushInterval,
    TimeSpan FlushJitter,
    int BatchSize,
    int BufferLimit,
    IReadOnlyList<KeyValuePair<string, string>> Tags);
