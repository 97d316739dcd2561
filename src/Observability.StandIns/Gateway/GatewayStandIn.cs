using System.Net;
using System.Text;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Configuration.Memory;
using Observability.StandIns.Gateway.Admin;
using Observability.StandIns.Gateway.Configuration;
using Observability.StandIns.Gateway.Forwarding;
using Observability.StandIns.Gateway.Routing;

namespace Observability.StandIns.Gateway;

/// <summary>
/// Takes Traefik's place: <c>gateway --configFile=traefik.yml</c>, the file being the one that Traefik would get. It routes HTTP
/// and websockets in clear text; TLS, TCP and UDP it does not.
/// </summary>
internal sealed class GatewayStandIn : IStandIn
{
    private const string ApplicationName = "gateway";

    /// <inheritdoc />
    public WebApplication Build(string[] arguments)
    {
        var path = arguments switch
        {
            ["--config" or "--configFile", var value] => value,
            [var single] when single.StartsWith("--configFile=", StringComparison.OrdinalIgnoreCase) => single[(single.IndexOf('=', StringComparison.Ordinal) + 1)..],
            _ => throw new StandInException("Usage: Observability.StandIns gateway --configFile=<traefik.yml>"),
        };
        var configuration = StaticConfigurationReader.Read(path);
        if (configuration.Files is { } files && !Path.Exists(files))
        {
            throw new StandInException($"{path}: providers.file: there is no {files}");
        }

        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ApplicationName = ApplicationName });
        Configure(builder, configuration);
        var application = builder.Build();
        application.Services.GetRequiredService<DynamicConfigurationLoader>().Load();
        var state = application.Services.GetRequiredService<GatewayState>();
        application.Lifetime.ApplicationStopping.Register(() => state.IsStopping = true);
        application.Run(application.Services.GetRequiredService<GatewayPipeline>().InvokeAsync);
        return application;
    }

    private static void Configure(WebApplicationBuilder builder, StaticConfiguration configuration)
    {
        SetLogging(builder.Configuration, configuration.LogLevel);

        // Whom to believe is for the entry points to say; an AppHost has every project believe everybody.
        builder.Configuration["FORWARDEDHEADERS_ENABLED"] = bool.FalseString;
        builder.ConfigureOpenTelemetry();
        GatewayTelemetry.LeaveOutProbes(builder);
        builder.WebHost.ConfigureKestrel(kestrel => ConfigureServer(kestrel, configuration));
        builder.Services
            .AddSingleton(configuration)
            .AddSingleton<GatewayState>()
            .AddSingleton<GatewayMetrics>()
            .AddSingleton<InternalServices>()
            .AddSingleton<TransportPool>()
            .AddSingleton<ServiceForwarder>()
            .AddSingleton<RoutingTableBuilder>()
            .AddSingleton<DynamicConfigurationLoader>()
            .AddHostedService(services => services.GetRequiredService<DynamicConfigurationLoader>())
            .AddSingleton(services => new GatewayPipeline(
                services.GetRequiredService<GatewayState>(),
                services.GetRequiredService<GatewayMetrics>(),
                configuration.HasAccessLog ? new AccessLog(Console.Out) : null))
            .AddHttpForwarder();
    }

    // Limits as Traefik's defaults (https://doc.traefik.io/traefik/reference/install-configuration/entrypoints/): bodies of
    // any size and speed, a mebibyte of headers.
    private static void ConfigureServer(KestrelServerOptions kestrel, StaticConfiguration configuration)
    {
        const int HeaderBytes = 1 << 20;
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = null;
        kestrel.Limits.MinRequestBodyDataRate = null;
        kestrel.Limits.MinResponseDataRate = null;
        kestrel.Limits.MaxRequestLineSize = HeaderBytes;
        kestrel.Limits.MaxRequestHeadersTotalSize = HeaderBytes;
        kestrel.Limits.MaxRequestHeaderCount = 1000;
        kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(60);
        kestrel.Limits.KeepAliveTimeout = TimeSpan.FromSeconds(180);
        kestrel.RequestHeaderEncodingSelector = static _ => Encoding.Latin1;
        kestrel.ResponseHeaderEncodingSelector = static _ => Encoding.Latin1;
        foreach (var entryPoint in configuration.EntryPoints)
        {
            void Listen(ListenOptions options) => ConfigureEntryPoint(options, entryPoint);
            switch (entryPoint.Host)
            {
                case "":
                    kestrel.ListenAnyIP(entryPoint.Port, Listen);
                    break;
                case "localhost":
                    kestrel.ListenLocalhost(entryPoint.Port, Listen);
                    break;
                default:
                    kestrel.Listen(IPAddress.Parse(entryPoint.Host), entryPoint.Port, Listen);
                    break;
            }
        }
    }

    private static void ConfigureEntryPoint(ListenOptions options, EntryPointDefinition entryPoint)
    {
        options.Protocols = HttpProtocols.Http1;
        var connections = options.ApplicationServices.GetRequiredService<GatewayMetrics>().Connections(entryPoint.Name);
        options.Use(next => async connection =>
        {
            connection.Features.Set(entryPoint);
            connections.Inc();
            try
            {
                await next(connection);
            }
            finally
            {
                connections.Dec();
            }
        });
    }

    // First in the list, so that every other source of configuration still has its say.
    private static void SetLogging(ConfigurationManager configuration, LogLevel level) =>
        ((IConfigurationBuilder)configuration).Sources.Insert(0, new MemoryConfigurationSource
        {
            InitialData =
            [
                new("Logging:LogLevel:Default", level.ToString()),
                new("Logging:LogLevel:Microsoft.AspNetCore", nameof(LogLevel.Warning)),
                // It warns that the entry points are listened on and not the addresses that an AppHost sets for every project.
                new("Logging:LogLevel:Microsoft.AspNetCore.Server.Kestrel", nameof(LogLevel.Error)),
                // A server that is down is in the access log and in the metrics; Traefik says no more of it either.
                new("Logging:LogLevel:Yarp", nameof(LogLevel.Error)),
                // At Error it prints the stack of a start that failed, of which Program says the one line that helps.
                new("Logging:LogLevel:Microsoft.Extensions.Hosting.Internal.Host", nameof(LogLevel.Critical)),
                new("Logging:Console:FormatterName", "simple"),
                new("Logging:Console:FormatterOptions:SingleLine", bool.TrueString),
            ],
        });
}
