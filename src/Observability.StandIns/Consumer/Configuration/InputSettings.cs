namespace Observability.StandIns.Consumer.Configuration;

/// <summary>What every input can be told.</summary>
/// <param name="Plugin">Its plugin, for example <c>amqp_consumer</c>.</param>
/// <param name="Alias">What tells it apart in logs and metrics, or null.</param>
/// <param name="Interval">How often it is asked, where it is one that is asked.</param>
/// <param name="Tags">Tags of its metrics.</param>
/// <param name="AlwaysIncludeTags">True to set the tags again after the filter has taken tags off.</param>
/// <param name="Filter">Which metrics it lets through.</param>
internal sealed record InputSettings(
    string Plugin,
    string? Alias,
    TimeSpan Interval,
    IReadOnlyList<KeyValuePair<string, string>> Tags,
    bool AlwaysIncludeTags,
    FilterSettings Filter);
