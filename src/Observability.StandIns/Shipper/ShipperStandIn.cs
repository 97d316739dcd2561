using Microsoft.Extensions.Configuration.Memory;
using Observability.StandIns.Shipper.Configuration;

namespace Observability.StandIns.Shipper;

/// <summary>
/// Takes Alloy's place where it ships log files: <c>shipper run config.alloy --server.http.listen-addr=… --storage.path=…</c>, the
/// file being the one that Alloy would get.
/// </summary>
internal sealed class ShipperStandIn : IStandIn
{
    /// <inheritdoc />
    public WebApplication Build(string[] arguments)
    {
        var read = ShipperArguments.Read(arguments);
        var text = ReadFile(read.ConfigurationFile);
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ApplicationName = "shipper" });
        SetLogging(builder.Configuration);
        builder.ConfigureOpenTelemetry();
        RequestTelemetry.LeaveOutRequests(builder);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(8));
        builder.WebHost.UseUrls().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(read.Address);
        });
        var metrics = new ShipperMetrics();
        builder.Services
            .AddSingleton(metrics)
            .AddSingleton(services => ComponentReader.Read(read.ConfigurationFile, text, new ShipperContext(
                read.StorageFolder,
                Environment.GetEnvironmentVariable,
                metrics,
                TimeProvider.System,
                services.GetRequiredService<ILoggerFactory>().CreateLogger("shipper"))))
            .AddSingleton(services => new ShipperService(
                services.GetRequiredService<ShipperConfiguration>(),
                metrics,
                TimeProvider.System,
                services.GetRequiredService<IHostApplicationLifetime>(),
                services.GetRequiredService<ILogger<ShipperService>>()))
            .AddHostedService(services => services.GetRequiredService<ShipperService>());
        var application = builder.Build();
        var configuration = application.Services.GetRequiredService<ShipperConfiguration>();
        Configure(application, configuration, metrics);
        application.Logger.LogInformation(
            "Stand-in for Alloy: {Count} components: {Components}",
            configuration.Components.Count, string.Join(", ", configuration.Components.Keys));
        return application;
    }

    // The paths of https://grafana.com/docs/alloy/latest/reference/http/.
    private static void Configure(WebApplication application, ShipperConfiguration configuration, ShipperMetrics metrics)
    {
        var service = application.Services.GetRequiredService<ShipperService>();
        application.MapGet("/-/ready", () => Results.Text("Alloy's stand-in is ready.\n"));
        application.MapGet("/-/healthy", () => service.Problems.ToList() is { Count: > 0 } problems
            ? Results.Text($"unhealthy components:\n{string.Join('\n', problems)}\n", statusCode: StatusCodes.Status500InternalServerError)
            : Results.Text("All components are healthy.\n"));
        application.MapGet("/metrics", context => metrics.WriteAsync(context.Response));
        application.MapGet("/", () => Results.Text(
            $"This is a stand-in for Alloy. Its components:\n{string.Join('\n', configuration.Components.Keys)}\n"));
        foreach (var path in new[] { "/-/reload", "/-/support", "/api/v0/{**rest}", "/debug/{**rest}" })
        {
            application.Map(path, (HttpRequest request) => Results.Text(
                $"This stand-in for Alloy does not support {request.Path}\n", statusCode: StatusCodes.Status501NotImplemented));
        }
    }

    private static string ReadFile(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new StandInException(Directory.Exists(path)
                ? $"{path}: this stand-in for Alloy does not support folders; name a file"
                : $"{path}: {error.Message}");
        }
    }

    // First in the list, so that every other source of configuration still has its say.
    private static void SetLogging(ConfigurationManager configuration) =>
        ((IConfigurationBuilder)configuration).Sources.Insert(0, new MemoryConfigurationSource
        {
            InitialData =
            [
                new("Logging:LogLevel:Default", nameof(LogLevel.Information)),
                new("Logging:LogLevel:Microsoft.AspNetCore", nameof(LogLevel.Warning)),
                new("Logging:LogLevel:Microsoft.Hosting", nameof(LogLevel.Warning)),
                // It warns of the port of the command line and not the addresses that an AppHost sets for every project.
                new("Logging:LogLevel:Microsoft.AspNetCore.Server.Kestrel", nameof(LogLevel.Error)),
                // A line for every push.
                new("Logging:LogLevel:System.Net.Http", nameof(LogLevel.Warning)),
                // At Error it prints the stack of a start that failed, of which Program says the one line that helps.
                new("Logging:LogLevel:Microsoft.Extensions.Hosting.Internal.Host", nameof(LogLevel.Critical)),
                new("Logging:Console:FormatterName", "simple"),
                new("Logging:Console:FormatterOptions:SingleLine", bool.TrueString),
            ],
        });
}
