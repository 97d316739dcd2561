using OpenTelemetry.Instrumentation.AspNetCore;

namespace Observability.StandIns.Logs;

/// <summary>What the stand-in's traces leave out.</summary>
internal static class LogsTelemetry
{
    /// <summary>Leaves out probes, metrics and pushes: they come every few seconds, say nothing, and would bury the rest.</summary>
    public static void LeaveOutProbes(WebApplicationBuilder builder)
    {
        if (!string.IsNullOrWhiteSpace(builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"]))
        {
            builder.Services.PostConfigure<AspNetCoreTraceInstrumentationOptions>(options =>
                options.Filter = static context =>
                    context.Request.Path.Value is not ("/ready" or "/metrics" or "/loki/api/v1/push" or "/loki/api/v1/status/buildinfo"));
        }
    }
}
