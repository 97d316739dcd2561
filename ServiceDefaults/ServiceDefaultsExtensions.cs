using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;

namespace Microsoft.Extensions.Hosting;

/// <summary>What every .NET service of the stack shares: telemetry, health, service discovery and resilience.</summary>
public static class ServiceDefaultsExtensions
{
    /// <summary>Where liveness is served; the same path as Prometheus and Alertmanager use.</summary>
    public const string LivenessPath = "/-/healthy";

    /// <summary>Where readiness is served; the same path as Prometheus and Alertmanager use.</summary>
    public const string ReadinessPath = "/-/ready";

    /// <summary>The tag of the health checks that decide liveness; every check, tagged or not, decides readiness.</summary>
    public const string LivenessTag = "live";

    // Of itself a health check answers any method, TRACE among them.
    private static readonly HttpMethodMetadata s_readOnly = new([HttpMethods.Get, HttpMethods.Head]);

    /// <summary>
    /// Adds OpenTelemetry (when an OTLP endpoint is configured), health checks, and service discovery with the standard
    /// resilience handler for every <see cref="HttpClient"/> that comes from the factory.
    /// </summary>
    /// <param name="builder">The host that is being built.</param>
    /// <returns>The same builder.</returns>
    public static TBuilder AddServiceDefaults<TBuilder>(this TBuilder builder)
        where TBuilder : IHostApplicationBuilder
    {
        builder.ConfigureOpenTelemetry();

        builder.Services.AddHealthChecks()
            .AddCheck("self", () => HealthCheckResult.Healthy(), [LivenessTag]);

        // The resilience handler also carries the OTLP exports, and reports each success at Information: every export
        // of logs would write the log of the next one.
        builder.Logging.AddFilter("Polly", LogLevel.Warning);
        builder.Services.AddServiceDiscovery();
        builder.Services.ConfigureHttpClientDefaults(http =>
        {
            http.AddStandardResilienceHandler();
            http.AddServiceDiscovery();
        });

        return builder;
    }

    /// <summary>
    /// Maps <see cref="LivenessPath"/> (only the checks tagged <see cref="LivenessTag"/>) and <see cref="ReadinessPath"/>
    /// (every check). Both answer 200 for healthy and degraded, 503 for unhealthy, and only the one word of the status:
    /// they are mapped in every environment because the cluster's probes use them.
    /// </summary>
    /// <param name="app">The application that serves them.</param>
    /// <returns>The same application.</returns>
    public static WebApplication MapDefaultEndpoints(this WebApplication app)
    {
        app.MapHealthChecks(LivenessPath, new HealthCheckOptions
        {
            Predicate = static check => check.Tags.Contains(LivenessTag),
        }).WithMetadata(s_readOnly);
        app.MapHealthChecks(ReadinessPath).WithMetadata(s_readOnly);
        return app;
    }
}
