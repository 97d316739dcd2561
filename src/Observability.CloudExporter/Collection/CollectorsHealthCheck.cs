using Microsoft.Extensions.Diagnostics.HealthChecks;
using Observability.CloudExporter.Metrics;

namespace Observability.CloudExporter.Collection;

/// <summary>
/// Ready once every collector has been tried. A collector that fails makes the service degraded, which is still ready:
/// the others' metrics are worth scraping, and <c>cloud_collector_up</c> says which one is missing.
/// </summary>
internal sealed class CollectorsHealthCheck(SnapshotStore store) : IHealthCheck
{
    /// <inheritdoc/>
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var collectors = store.Current.Collectors;
        var untried = collectors.Count(static state => !state.IsTried);
        if (untried > 0)
        {
            return Task.FromResult(HealthCheckResult.Unhealthy($"{untried} of {collectors.Length} collectors have not been tried yet."));
        }

        var failed = collectors.Where(static state => !state.IsUp).Select(static state => $"{state.Collector.Account}/{state.Collector.Name}");
        var names = string.Join(", ", failed);
        return Task.FromResult(names.Length == 0
            ? HealthCheckResult.Healthy()
            : HealthCheckResult.Degraded($"Failed at the last refresh: {names}."));
    }
}
