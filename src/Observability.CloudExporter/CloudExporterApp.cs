using Microsoft.Extensions.Configuration.Memory;
using Observability.CloudExporter.Collection;
using Observability.CloudExporter.Configuration;
using Observability.CloudExporter.Metrics;

namespace Observability.CloudExporter;

/// <summary>Puts the service together.</summary>
internal static class CloudExporterApp
{
    /// <summary>Builds the application from configuration; nothing runs yet.</summary>
    /// <param name="args">The command line, read as configuration (<c>--Cloud:RefreshSeconds=300</c>).</param>
    /// <param name="collectors">Collectors to run in place of those of the configured accounts.</param>
    /// <exception cref="ConfigurationProblemsException">The configuration is wrong; the message lists everything.</exception>
    public static WebApplication Build(string[] args, IReadOnlyList<ICloudCollector>? collectors = null)
    {
        // The name is also that of the activity source and the meter which the service defaults listen to.
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions
        {
            Args = args,
            ApplicationName = RefreshTelemetry.SourceName,
        });
        LowerTheNoise(builder.Configuration);

        var options = CloudOptionsReader.Read(builder.Configuration);

        builder.AddServiceDefaults();
        builder.WebHost.ConfigureKestrel(static kestrel => kestrel.AddServerHeader = false);
        builder.Services
            .AddSingleton(TimeProvider.System)
            .AddSingleton(options)
            .AddSingleton(services => collectors ?? services.GetRequiredService<CollectorCatalog>().Collectors)
            .AddSingleton<CollectorCatalog>()
            .AddSingleton<SnapshotStore>()
            .AddSingleton<RefreshTelemetry>()
            .AddSingleton<CollectorRefresher>()
            .AddSingleton<MetricsEndpoint>()
            .AddHostedService(static services => services.GetRequiredService<CollectorRefresher>());
        builder.Services.AddHealthChecks().AddCheck<CollectorsHealthCheck>("collectors");

        var app = builder.Build();
        app.MapDefaultEndpoints();
        app.MapGet(MetricsEndpoint.Path, app.Services.GetRequiredService<MetricsEndpoint>().WriteAsync);
        app.MapGet("/", WriteIndexAsync);
        return app;
    }

    // First in the list, so that every other source of configuration still has its say.
    private static void LowerTheNoise(ConfigurationManager configuration) =>
        ((IConfigurationBuilder)configuration).Sources.Insert(0, new MemoryConfigurationSource
        {
            InitialData =
            [
                new("Logging:LogLevel:Microsoft.AspNetCore", "Warning"),
                // It would log an error for each probe that comes before the first refresh has ended; what fails in a
                // refresh is logged where it fails.
                new("Logging:LogLevel:Microsoft.Extensions.Diagnostics.HealthChecks", "None"),
                // At Error it prints the stack of a start that failed, of which Program says the one line that helps.
                new("Logging:LogLevel:Microsoft.Extensions.Hosting.Internal.Host", "Critical"),
            ],
        });

    private static Task WriteIndexAsync(HttpContext context)
    {
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync(
            $"""
            Cloud exporter: what the cloud accounts cost and hold, as Prometheus metrics.

            {MetricsEndpoint.Path}     the metrics, as of the last refresh
            {ServiceDefaultsExtensions.LivenessPath}   is the process alive
            {ServiceDefaultsExtensions.ReadinessPath}     has every collector been tried once

            """,
            context.RequestAborted);
    }
}
