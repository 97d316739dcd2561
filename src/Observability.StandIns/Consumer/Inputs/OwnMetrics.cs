using Observability.StandIns.Consumer.Configuration;
using Observability.StandIns.Consumer.Model;
using Observability.StandIns.Consumer.Routing;

namespace Observability.StandIns.Consumer.Inputs;

/// <summary>
/// The input <c>internal</c>: the program's counts as metrics, at the start and then every interval
/// (https://github.com/influxdata/telegraf/blob/master/plugins/inputs/internal/README.md). What a Go program says of its memory is
/// not there.
/// </summary>
internal sealed class OwnMetrics(InputSettings settings, MetricMaker maker, AgentStatistics statistics, Router router, TimeProvider clock)
{
    // Who reads the metrics sees that no Telegraf of any version has written them.
    private const string Version = "stand-in";

    private static readonly string[] s_gathered = ["gather_errors", "gather_timeouts", "metrics_gathered"];
    private static readonly string[] s_written = ["metrics_dropped", "metrics_rejected", "metrics_written", "write_errors"];

    /// <summary>Gathers until it is told to stop.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        using var timer = new PeriodicTimer(settings.Interval, clock);
        try
        {
            do
            {
                await router.RouteAsync([.. Gather().Select(maker.Make).OfType<Metric>()], message: null, stopping);
            }
            while (await timer.WaitForNextTickAsync(stopping));
        }
        catch (OperationCanceledException)
        {
            // Told to stop.
        }
    }

    private IEnumerable<Metric> Gather()
    {
        var now = clock.Nanoseconds();
        var agent = Create("internal_agent", now, []);
        foreach (var field in s_gathered)
        {
            agent.SetField(field, FieldValue.Of(statistics.Sum("internal_gather", field)));
        }

        foreach (var field in s_written)
        {
            agent.SetField(field, FieldValue.Of(statistics.Sum("internal_write", field)));
        }

        yield return agent;

        // Plugins of one kind without an alias are one series.
        var plugins = statistics.Plugins.GroupBy(plugin => $"{plugin.Measurement} {string.Join(' ', plugin.Tags)}", StringComparer.Ordinal);
        foreach (var alike in plugins)
        {
            var metric = Create(alike.First().Measurement, now, alike.First().Tags);
            var counts = alike.SelectMany(plugin => plugin.Counts);
            foreach (var count in counts.GroupBy(count => count.Key, count => count.Value, StringComparer.Ordinal))
            {
                metric.SetField(count.Key, FieldValue.Of(count.Sum()));
            }

            yield return metric;
        }
    }

    private static Metric Create(string name, long now, IEnumerable<KeyValuePair<string, string>> tags)
    {
        var metric = new Metric(name, now);
        foreach (var (key, value) in tags.Append(new("version", Version)))
        {
            metric.SetTag(key, value);
        }

        return metric;
    }
}
