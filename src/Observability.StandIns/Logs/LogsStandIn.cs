using System.Net;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Configuration.Memory;
using Observability.StandIns.Logs.Configuration;
using Observability.StandIns.Logs.Http;
using Observability.StandIns.Logs.Ingest;
using Observability.StandIns.Logs.Queries;
using Observability.StandIns.Logs.Ruling;
using Observability.StandIns.Logs.Storage;
using Observability.StandIns.Logs.Tailing;

namespace Observability.StandIns.Logs;

/// <summary>
/// Takes Loki's place: <c>logs -config.file=loki.yaml</c>, the file and the arguments being those that Loki would get. It takes lines,
/// answers LogQL, evaluates rules, and keeps everything in one file of SQLite.
/// </summary>
internal sealed class LogsStandIn : IStandIn
{
    private const int HeaderBytes = 1 << 20;

    /// <inheritdoc />
    public WebApplication Build(string[] arguments)
    {
        var configuration = LokiConfigurationReader.Read(LogsArguments.Read(arguments), Environment.GetEnvironmentVariable);
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ApplicationName = "logs" });
        SetLogging(builder.Configuration, configuration.LogLevel);
        builder.ConfigureOpenTelemetry();
        LogsTelemetry.LeaveOutProbes(builder);
        builder.WebHost.UseUrls().ConfigureKestrel(kestrel => ConfigureServer(kestrel, configuration));
        AddServices(builder.Services, configuration);
        var application = builder.Build();
        var pipeline = application.Services.GetRequiredService<LogsPipeline>();
        application.UseWebSockets();
        application.Run(pipeline.InvokeAsync);
        application.Logger.LogInformation("Stand-in for Loki: lines are kept in {Folder}", configuration.DataFolder);
        if (configuration.Ignored.Count > 0)
        {
            application.Logger.LogInformation("Settings without effect here: {Settings}", string.Join("; ", configuration.Ignored));
        }

        return application;
    }

    private static void AddServices(IServiceCollection services, LogsConfiguration configuration) => services
        .AddSingleton(configuration)
        .AddSingleton(configuration.Ruler)
        .AddSingleton(TimeProvider.System)
        .AddSingleton<LogsMetrics>()
        .AddSingleton<LogStore>()
        .AddSingleton<PushAdmission>()
        .AddSingleton<PushEndpoints>()
        .AddSingleton<QueryEndpoints>()
        .AddSingleton<LabelEndpoints>()
        .AddSingleton<IndexEndpoints>()
        .AddSingleton<FieldEndpoints>()
        .AddSingleton<TailHub>()
        .AddSingleton<TailEndpoint>()
        .AddSingleton<RuleEvaluator>()
        .AddSingleton<AlertNotifier>()
        .AddSingleton<Ruler>()
        .AddSingleton<RuleEndpoints>()
        .AddSingleton<StatusEndpoints>()
        .AddSingleton<LogsRoutes>()
        .AddSingleton<LogsPipeline>()
        .AddHostedService(provider => provider.GetRequiredService<Ruler>())
        .AddHostedService<RetentionSweep>();

    private static void ConfigureServer(KestrelServerOptions kestrel, LogsConfiguration configuration)
    {
        kestrel.AddServerHeader = false;

        // As it comes, before it is unpacked; what is in it is bounded where it is read.
        kestrel.Limits.MaxRequestBodySize = configuration.MaxPushBytes;
        kestrel.Limits.MaxRequestLineSize = HeaderBytes;
        kestrel.Limits.MaxRequestHeadersTotalSize = HeaderBytes;
        switch (configuration.Address)
        {
            case "":
                kestrel.ListenAnyIP(configuration.Port, Listen);
                break;
            case "localhost":
                kestrel.ListenLocalhost(configuration.Port, Listen);
                break;
            default:
                kestrel.Listen(IPAddress.Parse(configuration.Address), configuration.Port, Listen);
                break;
        }

        static void Listen(ListenOptions options) => options.Protocols = HttpProtocols.Http1;
    }

    // First in the list, so that every other source of configuration still has its say.
    private static void SetLogging(ConfigurationManager configuration, LogLevel level) =>
        ((IConfigurationBuilder)configuration).Sources.Insert(0, new MemoryConfigurationSource
        {
            InitialData =
            [
                new("Logging:LogLevel:Default", level.ToString()),
                new("Logging:LogLevel:Microsoft", nameof(LogLevel.Warning)),
                // It warns that the arguments say where to listen and not the addresses that an AppHost sets for every project.
                new("Logging:LogLevel:Microsoft.AspNetCore.Server.Kestrel", nameof(LogLevel.Error)),
                // At Error it prints the stack of a start that failed, of which Program says the one line that helps.
                new("Logging:LogLevel:Microsoft.Extensions.Hosting.Internal.Host", nameof(LogLevel.Critical)),
                new("Logging:Console:FormatterName", "simple"),
                new("Logging:Console:FormatterOptions:SingleLine", bool.TrueString),
            ],
        });
}
