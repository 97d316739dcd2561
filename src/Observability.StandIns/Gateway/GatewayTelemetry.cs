using OpenTelemetry.Instrumentation.AspNetCore;

namespace Observability.StandIns.Gateway;

/// <summary>What the gateway's traces leave out.</summary>
internal static class GatewayTelemetry
{
    /// <summary>Leaves out ping and metrics: they come every few seconds, say nothing, and would bury the rest.</summary>
    public static void LeaveOutProbes(WebApplicationBuilder builder)
    {
        if (!string.IsNullOrWhiteSpace(builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"]))
        {
            builder.Services.PostConfigure<AspNetCoreTraceInstrumentationOptions>(options =>
                options.Filter = static context => context.Request.Path.Value is not ("/ping" or "/metrics"));
        }
    }
}
