using Observability.CloudExporter.Collection;
using Prometheus;

namespace Observability.CloudExporter.Metrics;

/// <summary>
/// Writes the samples of all collectors as one text. prometheus-net does the writing, from a registry that lives for
/// this one text: nothing of an earlier refresh can linger in it, and no scrape pays for it.
/// </summary>
internal static class SnapshotRenderer
{
    /// <summary>Renders every collector that has been tried.</summary>
    public static async Task<ReadOnlyMemory<byte>> RenderAsync(IEnumerable<CollectorState> states, CancellationToken cancellationToken)
    {
        var registry = Prometheus.Metrics.NewCustomRegistry();
        var gauges = new Gauges(registry);
        foreach (var state in states)
        {
            if (state.IsTried)
            {
                gauges.Add(state);
            }
        }

        using var text = new MemoryStream();
        await registry.CollectAndExportAsTextAsync(text, cancellationToken);

        // It is kept until the next refresh: without the room to grow that the stream has.
        return text.ToArray();
    }

    private sealed class Gauges(CollectorRegistry registry)
    {
        private readonly MetricFactory _factory = Prometheus.Metrics.WithCustomRegistry(registry);
        private readonly Dictionary<MetricFamily, Gauge> _gauges = [];

        public void Add(CollectorState state)
        {
            string[] who = [state.Collector.Provider, state.Collector.Name];
            Set(state, CollectorMetrics.Up.Sample(state.IsUp, who));
            Set(state, CollectorMetrics.LastRefresh.Sample(state.LastSuccess?.ToUnixTimeMilliseconds() / 1000.0 ?? 0, who));
            Set(state, CollectorMetrics.Duration.Sample(state.Duration.TotalSeconds, who));
            foreach (var sample in state.Samples)
            {
                Set(state, sample);
            }
        }

        // A label set that comes twice (two equal firewall rules) is one series: the later value wins.
        private void Set(CollectorState state, Sample sample)
        {
            if (!_gauges.TryGetValue(sample.Family, out var gauge))
            {
                gauge = _factory.CreateGauge(sample.Family.Name, sample.Family.Help, sample.Family.LabelNames);
                _gauges.Add(sample.Family, gauge);
            }

            gauge.WithLabels([state.Collector.Account, .. sample.LabelValues]).Set(sample.Value);
        }
    }
}
