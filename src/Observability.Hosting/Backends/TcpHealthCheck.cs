using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Observability.Hosting.Backends;

/// <summary>Healthy when a connection can be opened.</summary>
internal sealed class TcpHealthCheck(EndpointReference endpoint) : IHealthCheck
{
    /// <inheritdoc />
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var address = $"{endpoint.Host}:{endpoint.Port}";
        var problem = await TcpConnection.FindProblemAsync(
            endpoint.Host, endpoint.Port, endpoint.EndpointAnnotation.IsProxied, cancellationToken).ConfigureAwait(false);
        return problem is null ? HealthCheckResult.Healthy($"connected to {address}") : HealthCheckResult.Unhealthy($"connect {address}: {problem}");
    }
}
