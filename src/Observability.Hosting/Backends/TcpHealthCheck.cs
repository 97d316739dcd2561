using System.Net.Sockets;
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
        try
        {
            using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
            await socket.ConnectAsync(endpoint.Host, endpoint.Port, cancellationToken).ConfigureAwait(false);
            return HealthCheckResult.Healthy($"connected to {address}");
        }
        catch (SocketException error)
        {
            return HealthCheckResult.Unhealthy($"connect {address}: {error.SocketErrorCode}");
        }
    }
}
