using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Observability.CloudExporter.Collection;

/// <summary>The spans and measurements of a refresh, which the service defaults send on over OTLP.</summary>
internal sealed class RefreshTelemetry : IDisposable
{
    /// <summary>The name of the activity source and the meter, and of the service.</summary>
    public const string SourceName = "Observability.CloudExporter";

    private readonly ActivitySource _source = new(SourceName);
    private readonly Meter _meter;
    private readonly Histogram<double> _duration;

    public RefreshTelemetry(IMeterFactory meters)
    {
        _meter = meters.Create(SourceName);
        _duration = _meter.CreateHistogram<double>(
            "cloud.collector.refresh.duration", "s", "How long a collector's refreshes take.");
    }

    /// <summary>The span of one refresh of everything.</summary>
    public Activity? StartRefresh(int collectors) =>
        _source.StartActivity("refresh")?.SetTag("cloud.collectors", collectors);

    /// <summary>The span of one collector, inside that of the refresh.</summary>
    public Activity? StartCollector(ICloudCollector collector) =>
        _source.StartActivity($"collect {collector.Provider} {collector.Name}", ActivityKind.Client)
            ?.SetTag("cloud.provider", collector.Provider)
            .SetTag("cloud.account.name", collector.Account)
            .SetTag("cloud.collector", collector.Name);

    /// <summary>Records one collector's attempt.</summary>
    public void Record(CollectorState state) => _duration.Record(
        state.Duration.TotalSeconds,
        new("cloud.provider", state.Collector.Provider),
        new("cloud.account.name", state.Collector.Account),
        new("cloud.collector", state.Collector.Name),
        new("outcome", state.IsUp ? "success" : "failure"));

    /// <inheritdoc/>
    public void Dispose()
    {
        _source.Dispose();
        _meter.Dispose();
    }
}
