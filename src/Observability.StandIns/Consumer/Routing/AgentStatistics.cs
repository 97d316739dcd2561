namespace Observability.StandIns.Consumer.Routing;

/// <summary>
/// What the program counts of itself, under Telegraf's names
/// (https://github.com/influxdata/telegraf/blob/master/plugins/inputs/internal/README.md).
/// </summary>
internal sealed class AgentStatistics
{
    private readonly List<PluginStatistics> _plugins = [];

    /// <summary>Every plugin's counts.</summary>
    public IReadOnlyList<PluginStatistics> Plugins => _plugins;

    /// <summary>Begins to count for an input.</summary>
    public PluginStatistics AddInput(string plugin, string? alias) => Add(new PluginStatistics(
        "internal_gather", "input", plugin, alias, "errors", "gather_errors", "gather_time_ns", "gather_timeouts", "metrics_gathered",
        "startup_errors"));

    /// <summary>Begins to count for an output.</summary>
    public PluginStatistics AddOutput(string plugin, string? alias, int limit)
    {
        var statistics = Add(new PluginStatistics(
            "internal_write", "output", plugin, alias, "buffer_limit", "buffer_size", "errors", "metrics_added", "metrics_dropped",
            "metrics_filtered", "metrics_rejected", "metrics_written", "startup_errors", "write_errors", "write_time_ns"));
        statistics["buffer_limit"] = limit;
        return statistics;
    }

    /// <summary>The sum of a count over all plugins of a measurement.</summary>
    public long Sum(string measurement, string field) =>
        _plugins.Where(plugin => plugin.Measurement == measurement).Sum(plugin => plugin[field]);

    private PluginStatistics Add(PluginStatistics statistics)
    {
        _plugins.Add(statistics);
        return statistics;
    }
}
