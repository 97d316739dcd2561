using OpenTelemetry.Instrumentation.AspNetCore;

namespace Observability.StandIns;

/// <summary>What the traces of a stand-in that serves nobody but probes and scrapes leave out.</summary>
internal static class RequestTelemetry
{
    /// <summary>Leaves out the requests that come in: they come every few seconds, say nothing, and would bury the rest.</summary>
    public static void LeaveOutRequests(WebApplicationBuilder builder)
    {
        if (!string.IsNullOrWhiteSpace(builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"]))
        {
            builder.Services.PostConfigure<AspNetCoreTraceInstrumentationOptions>(options => options.Filter = static _ => false);
        }
    }
}
