using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Configuration.Memory;
using Observability.StandIns.Points.Api;
using Observability.StandIns.Points.Api.Version1;
using Observability.StandIns.Points.Metadata;
using Observability.StandIns.Points.Storage;
using OpenTelemetry.Instrumentation.AspNetCore;

namespace Observability.StandIns.Points;

/// <summary>
/// Takes the place of an InfluxDB 2: started with influxd's own arguments, it has the API for writing and querying points (Flux, and
/// InfluxQL for version 1 clients) over an SQLite file.
/// </summary>
internal sealed class PointsStandIn : IStandIn
{
    /// <inheritdoc />
    public WebApplication Build(string[] arguments) => Build(arguments, TimeProvider.System);

    /// <summary>Makes the service with another clock and, where a test wants it, host.</summary>
    internal static WebApplication Build(string[] arguments, TimeProvider clock, Action<WebApplicationBuilder>? configure = null)
    {
        var read = PointsArguments.Read(arguments);
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ApplicationName = "points" });
        LowerTheNoise(builder.Configuration);
        builder.ConfigureOpenTelemetry();
        if (!string.IsNullOrWhiteSpace(builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"]))
        {
            // Probes come every few seconds and would bury the rest.
            builder.Services.PostConfigure<AspNetCoreTraceInstrumentationOptions>(options =>
                options.Filter = static context => context.Request.Path.Value is not ("/health" or "/ready" or "/ping" or "/metrics"));
        }

        builder.WebHost.UseUrls().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = RequestExtensions.LargestBody;
            kestrel.Listen(read.Address);
        });
        var (file, store) = Open(read);
        var metrics = new PointsMetrics();
        var services = new PointsServices(new PointsMetadata(file, clock), store, metrics, clock);
        metrics.Watch(services);

        // By a factory, so that they are closed with the service.
        builder.Services.AddSingleton(_ => file).AddSingleton(_ => store).AddSingleton(services).AddHostedService<PointsUpkeep>();
        configure?.Invoke(builder);

        var app = builder.Build();
        app.Services.GetRequiredService<MetadataFile>();
        app.Services.GetRequiredService<PointStore>();
        app.UseErrorAnswers(metrics);
        app.UseRouting();
        Map(app, services);
        app.Logger.LogInformation("Stand-in for InfluxDB at http://{Address}: points in {File}", read.Address, read.PointsPath);
        return app;
    }

    private static void Map(WebApplication app, PointsServices services)
    {
        var tokens = new RequestTokens(services.Metadata);
        new SystemEndpoints(services).Map(app);
        new SetupEndpoints(services).Map(app);
        new OrganizationEndpoints(services, tokens).Map(app);
        new BucketEndpoints(services, tokens).Map(app);
        new AuthorizationEndpoints(services, tokens).Map(app);
        new UserEndpoints(services, tokens).Map(app);
        new MappingEndpoints(services, tokens).Map(app);
        new WriteEndpoints(services, tokens).Map(app);
        new DeleteEndpoint(services, tokens).Map(app);
        new Version1QueryEndpoint(services, tokens).Map(app);
        new QueryEndpoint(services, tokens).Map(app);
        UnsupportedEndpoints.Map(app);
    }

    private static (MetadataFile File, PointStore Store) Open(PointsArguments arguments)
    {
        foreach (var path in new[] { arguments.MetadataPath, arguments.PointsPath })
        {
            try
            {
                Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                throw new StandInException($"points: {Path.GetDirectoryName(path)}: {error.Message}");
            }
        }

        try
        {
            return (new MetadataFile(arguments.MetadataPath), new PointStore(arguments.PointsPath));
        }
        catch (SqliteException error)
        {
            throw new StandInException($"points: {arguments.MetadataPath}, {arguments.PointsPath}: {error.Message}");
        }
    }

    // First in the list, so that every other source of configuration still has its say.
    private static void LowerTheNoise(ConfigurationManager configuration) =>
        ((IConfigurationBuilder)configuration).Sources.Insert(0, new MemoryConfigurationSource
        {
            InitialData =
            [
                new("Logging:LogLevel:Microsoft.AspNetCore", "Warning"),
                // It warns that the given address is listened on and not the one that an AppHost sets for every project.
                new("Logging:LogLevel:Microsoft.AspNetCore.Server.Kestrel", "Error"),
                // At Error it prints the stack of a start that failed, of which Program says the one line that helps.
                new("Logging:LogLevel:Microsoft.Extensions.Hosting.Internal.Host", "Critical"),
            ],
        });
}
