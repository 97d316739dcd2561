namespace Observability.StandIns.Consumer.Configuration;

/// <summary>What every output can be told; the first values are the agent's unless said otherwise.</summary>
/// <param name="Plugin">Its plugin, for example <c>influxdb_v2</c>.</param>
/// <param name="Alias">What tells it apart in logs and metrics, or null.</param>
/// <param name="FlushInterval">How long a metric waits for a batch to fill.</param>
/// <param name="FlushJitter">Up to how much later than that a flush may be.</param>
/// <param name="BatchSize">Metrics that are written at once.</param>
/// <param name="BufferLimit">Metrics that it holds.</param>
/// <param name="Filter">Which metrics it takes.</param>
internal sealed record OutputSettings(
    string Plugin,
    string? Alias,
    TimeSpan FlushInterval,
    TimeSpan FlushJitter,
    int BatchSize,
    int BufferLimit,
    FilterSettings Filter);
