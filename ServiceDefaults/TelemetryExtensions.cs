using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace Microsoft.Extensions.Hosting;

/// <summary>The OpenTelemetry half of the service defaults.</summary>
public static class TelemetryExtensions
{
    // https://opentelemetry.io/docs/specs/otel/protocol/exporter/; Aspire sets it for every project it starts.
    private const string TimeoutVariable = "OTEL_EXPORTER_OTLP_TIMEOUT";
    private const string EndpointVariable = "OTEL_EXPORTER_OTLP_ENDPOINT";

    // Probes come every few seconds and say nothing: their spans would bury the others.
    private const string ProbePrefix = "/-";

    /// <summary>
    /// Sends logs, traces and metrics over OTLP when <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> is set. The service's own
    /// activity source and meter are the ones named like its application. Without an endpoint nothing would read the
    /// telemetry, so nothing of OpenTelemetry is loaded: that is nearly a third of the CPU time of a small service's start.
    /// </summary>
    /// <param name="builder">The host that is being built.</param>
    /// <returns>The same builder.</returns>
    public static TBuilder ConfigureOpenTelemetry<TBuilder>(this TBuilder builder)
        where TBuilder : IHostApplicationBuilder
    {
        if (!string.IsNullOrWhiteSpace(builder.Configuration[EndpointVariable]))
        {
            AddOpenTelemetry(builder);
        }

        return builder;
    }

    private static void AddOpenTelemetry(IHostApplicationBuilder builder)
    {
        var source = builder.Environment.ApplicationName;

        // Milliseconds. At a stop the exporter retries that long for each signal when the receiver is gone; with the
        // usual ten seconds a service would outlive its stack.
        builder.Configuration[TimeoutVariable] ??= "1000";

        builder.Logging.AddOpenTelemetry(logging =>
        {
            logging.IncludeFormattedMessage = true;
            logging.IncludeScopes = true;
        });

        builder.Services.AddOpenTelemetry()
            .WithMetrics(metrics => metrics
                .AddMeter(source)
                .AddAspNetCoreInstrumentation()
                .AddHttpClientInstrumentation()
                .AddRuntimeInstrumentation())
            .WithTracing(tracing => tracing
                .AddSource(source)
                .AddAspNetCoreInstrumentation(options => options.Filter = IsNotAProbe)
                .AddHttpClientInstrumentation())
            .UseOtlpExporter();
    }

    private static bool IsNotAProbe(HttpContext context) =>
        !context.Request.Path.StartsWithSegments(ProbePrefix, StringComparison.Ordinal);
}
