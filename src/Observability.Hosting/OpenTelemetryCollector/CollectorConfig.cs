namespace Observability.Hosting.OpenTelemetryCollector;

/// <summary>What goes into a collector's configuration whatever its part, with addresses resolved.</summary>
/// <param name="Health">Address that the health check listens on.</param>
/// <param name="MetricsHost">Host that its own metrics listen on.</param>
/// <param name="MetricsPort">Port that its own metrics listen on; a number, or a reference to an environment variable.</param>
/// <param name="MemoryMegabytes">Memory at which it begins to refuse data, in MiB; null where a cgroup sets the limit.</param>
/// <param name="Exporters">Where it sends to, in the order of the graph.</param>
internal sealed record CollectorConfig(
    string Health, string MetricsHost, string MetricsPort, int? MemoryMegabytes, IReadOnlyList<CollectorExporter> Exporters);
