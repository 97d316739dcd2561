using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Embedded.Verbs;
using Microsoft.Extensions.DependencyInjection;

namespace Aspire.Hosting;

public static partial class ResourceBuilderExtensions
{
    private const int DefaultStatusCode = 200;
    private const string HealthCheckPurpose = "HTTP health check";
    private const string ProbePurpose = "HTTP probe";

    /// <summary>
    /// Makes the resource's health depend on a check that is registered in the application's services under
    /// <paramref name="key"/>.
    /// </summary>
    /// <exception cref="DistributedApplicationException">The resource has that check already.</exception>
    public static IResourceBuilder<T> WithHealthCheck<T>(this IResourceBuilder<T> builder, string key)
        where T : IResource
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(key);
        foreach (var existing in builder.Resource.Annotations.OfType<HealthCheckAnnotation>())
        {
            if (existing.Key == key)
            {
                throw new DistributedApplicationException(
                    $"Resource '{builder.Resource.Name}' already has the health check '{key}'. ({nameof(WithHttpProbe)} adds the one that {nameof(WithHttpHealthCheck)} would.)");
            }
        }

        return builder.WithAnnotation(new HealthCheckAnnotation(key));
    }

    /// <summary>
    /// Makes the resource's health depend on the answer to <c>GET path</c> (default <c>/</c>): healthy is
    /// <paramref name="statusCode"/> (default 200) within 5 seconds. Asks the endpoint named
    /// <paramref name="endpointName"/>, or the first HTTPS, else HTTP endpoint.
    /// </summary>
    /// <exception cref="DistributedApplicationException">There is no such endpoint yet, or it is not HTTP.</exception>
    public static IResourceBuilder<T> WithHttpHealthCheck<T>(this IResourceBuilder<T> builder, string? path = null, int? statusCode = null, string? endpointName = null)
        where T : IResourceWithEndpoints
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.AddHttpCheck(HttpEndpointSelection.ByName(builder.Resource, endpointName, HealthCheckPurpose), path, statusCode);
    }

    /// <summary>
    /// Makes the resource's health depend on the answer to <c>GET path</c> (default <c>/</c>) of the endpoint that
    /// <paramref name="endpointSelector"/> returns: healthy is <paramref name="statusCode"/> (default 200) within 5 seconds.
    /// </summary>
    /// <exception cref="DistributedApplicationException">There is no such endpoint yet, or it is not HTTP.</exception>
    public static IResourceBuilder<T> WithHttpHealthCheck<T>(this IResourceBuilder<T> builder, Func<EndpointReference>? endpointSelector, string? path = null, int? statusCode = null)
        where T : IResourceWithEndpoints
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.AddHttpCheck(HttpEndpointSelection.BySelector(builder.Resource, endpointSelector, HealthCheckPurpose), path, statusCode);
    }

    /// <summary>
    /// Declares a probe for where the resource is deployed, and the health check that does the same while it runs
    /// here. Times are in seconds; initial delay 5, period 5, timeout 1, failure threshold 3, success threshold 1 when left
    /// out. A second probe of the same type replaces the first.
    /// </summary>
    /// <exception cref="DistributedApplicationException">
    /// There is no such endpoint yet, it is not HTTP, or the resource has a check of the same path.
    /// </exception>
    public static IResourceBuilder<T> WithHttpProbe<T>(this IResourceBuilder<T> builder, ProbeType type, string? path = null, int? initialDelaySeconds = null, int? periodSeconds = null, int? timeoutSeconds = null, int? failureThreshold = null, int? successThreshold = null, string? endpointName = null)
        where T : IResourceWithEndpoints, IResourceWithProbes
    {
        ArgumentNullException.ThrowIfNull(builder);
        var endpoint = HttpEndpointSelection.ByName(builder.Resource, endpointName, ProbePurpose);
        return builder.WithHttpProbe(type, () => endpoint, path, initialDelaySeconds, periodSeconds, timeoutSeconds, failureThreshold, successThreshold);
    }

    /// <summary>
    /// Declares a probe of the endpoint that <paramref name="endpointSelector"/> returns; otherwise as the overload
    /// that takes the endpoint's name.
    /// </summary>
    /// <exception cref="DistributedApplicationException">
    /// There is no such endpoint yet, it is not HTTP, or the resource has a check of the same path.
    /// </exception>
    public static IResourceBuilder<T> WithHttpProbe<T>(this IResourceBuilder<T> builder, ProbeType type, Func<EndpointReference>? endpointSelector, string? path = null, int? initialDelaySeconds = null, int? periodSeconds = null, int? timeoutSeconds = null, int? failureThreshold = null, int? successThreshold = null)
        where T : IResourceWithEndpoints, IResourceWithProbes
    {
        ArgumentNullException.ThrowIfNull(builder);
        var endpoint = HttpEndpointSelection.BySelector(builder.Resource, endpointSelector, ProbePurpose);
        var probe = new EndpointProbeAnnotation
        {
            Type = type,
            EndpointReference = endpoint,
            Path = path ?? "/",
            InitialDelaySeconds = initialDelaySeconds ?? 5,
            PeriodSeconds = periodSeconds ?? 5,
            TimeoutSeconds = timeoutSeconds ?? 1,
            FailureThreshold = failureThreshold ?? 3,
            SuccessThreshold = successThreshold ?? 1,
        };

        if (builder.Resource.Annotations.OfType<EndpointProbeAnnotation>().FirstOrDefault(existing => existing.Type == type) is { } replaced)
        {
            builder.Resource.Annotations.Remove(replaced);
        }

        return builder.WithAnnotation(probe).AddHttpCheck(endpoint, path, statusCode: null);
    }

    private static IResourceBuilder<T> AddHttpCheck<T>(this IResourceBuilder<T> builder, EndpointReference endpoint, string? path, int? statusCode)
        where T : IResourceWithEndpoints
    {
        var check = new HttpEndpointHealthCheck(endpoint, path ?? "/", statusCode ?? DefaultStatusCode);
        var key = FormattableString.Invariant($"{builder.Resource.Name}_{endpoint.EndpointName}_{check.Path}_{check.StatusCode}_check");

        builder.WithHealthCheck(key);
        builder.ApplicationBuilder.Services.AddHealthChecks().AddCheck(key, check);
        return builder;
    }
}
