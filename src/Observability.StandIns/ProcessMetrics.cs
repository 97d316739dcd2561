using Prometheus;

namespace Observability.StandIns;

/// <summary>
/// What every program with a client of Prometheus says of its own process
/// (https://prometheus.io/docs/instrumenting/writing_clientlibs/#process-metrics).
/// </summary>
internal static class ProcessMetrics
{
    /// <summary>Adds them to a registry, read whenever somebody asks.</summary>
    public static void Register(CollectorRegistry registry)
    {
        DotNetStats.Register(registry);

        // The library calls it the working set; dashboards ask for the name of the conventions.
        var memory = Metrics.WithCustomRegistry(registry).CreateGauge("process_resident_memory_bytes", "Resident memory size in bytes.");
        registry.AddBeforeCollectCallback(() => memory.Set(Environment.WorkingSet));
    }
}
