using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Aspire.Hosting.Embedded.Verbs;

/// <summary>Healthy when a service outside of the model answers <c>GET path</c> with the expected status.</summary>
internal sealed class ExternalServiceHealthCheck(ExternalServiceResource service, string path, int statusCode) : IHealthCheck
{
    public string Path { get; } = path;

    public int StatusCode { get; } = statusCode;

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var root = service.Uri;
        if (root is null)
        {
            var value = await service.UrlParameter!.GetValueAsync(cancellationToken).ConfigureAwait(false);
            if (!Uri.TryCreate(value, UriKind.Absolute, out root))
            {
                return new HealthCheckResult(context.Registration.FailureStatus, $"The value of parameter '{service.UrlParameter.Name}' is not an absolute URL");
            }
        }

        var uri = new Uri(root, Path);
        return await HttpProbe.GetAsync(uri, StatusCode, isExternal: true, context.Registration.FailureStatus, cancellationToken).ConfigureAwait(false);
    }
}
