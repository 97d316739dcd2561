using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Aspire.Hosting.Embedded.Verbs;

/// <summary>Healthy when an endpoint of the model answers <c>GET path</c> with the expected status.</summary>
internal sealed class HttpEndpointHealthCheck(EndpointReference endpoint, string path, int statusCode) : IHealthCheck
{
    public string Path { get; } = path;

    public int StatusCode { get; } = statusCode;

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        // The address is asked for on every run: it changes when the resource is started again on another port.
        if (!endpoint.IsAllocated)
        {
            return new HealthCheckResult(context.Registration.FailureStatus, $"Endpoint '{endpoint.EndpointName}' of '{endpoint.Resource.Name}' has no address yet");
        }

        var uri = new Uri(new Uri(endpoint.Url), Path);
        return await HttpProbe.GetAsync(uri, StatusCode, isExternal: false, context.Registration.FailureStatus, cancellationToken).ConfigureAwait(false);
    }
}
