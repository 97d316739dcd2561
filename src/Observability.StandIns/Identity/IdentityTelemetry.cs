using OpenTelemetry.Instrumentation.AspNetCore;

namespace Observability.StandIns.Identity;

/// <summary>The telemetry of the service defaults, without spans for probes and scrapes.</summary>
internal static class IdentityTelemetry
{
    /// <summary>Adds it, where there is somewhere to send it to.</summary>
    public static void Add(WebApplicationBuilder builder, int managementPort)
    {
        builder.ConfigureOpenTelemetry();
        if (!string.IsNullOrWhiteSpace(builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"]))
        {
            LeaveOutTheManagementPort(builder.Services, managementPort);
        }
    }

    // A method of its own: it loads OpenTelemetry's assemblies.
    private static void LeaveOutTheManagementPort(IServiceCollection services, int port) =>
        services.PostConfigure<AspNetCoreTraceInstrumentationOptions>(options =>
        {
            var inner = options.Filter;
            options.Filter = context => context.Connection.LocalPort != port && (inner?.Invoke(context) ?? true);
        });
}
