using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Configuration.Memory;
using Observability.StandIns.Dashboards.Alerting;
using Observability.StandIns.Dashboards.Api;
using Observability.StandIns.Dashboards.Configuration;
using Observability.StandIns.Dashboards.Pages;
using Observability.StandIns.Dashboards.Provisioning;
using Observability.StandIns.Dashboards.Queries;
using Observability.StandIns.Dashboards.Queries.Elasticsearch;
using Observability.StandIns.Dashboards.Queries.InfluxDB;
using Observability.StandIns.Dashboards.SignIn;
using OpenTelemetry.Instrumentation.AspNetCore;

namespace Observability.StandIns.Dashboards;

/// <summary>
/// Takes Grafana's place: <c>dashboards server --config grafana.ini</c>, the file being the one that Grafana would get, and with it its
/// provisioning folders. It shows what they describe and changes nothing.
/// </summary>
internal sealed class DashboardsStandIn : IStandIn
{
    private const int LongestBody = 2 << 20;

    /// <inheritdoc />
    public WebApplication Build(string[] arguments) => Build(arguments, Environment.GetEnvironmentVariable, TimeProvider.System);

    /// <summary>Makes the service with another environment and clock.</summary>
    internal static WebApplication Build(string[] arguments, Func<string, string?> getVariable, TimeProvider clock)
    {
        var configuration = DashboardsConfiguration.Read(GrafanaSettings.Read(arguments, getVariable));
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ApplicationName = "dashboards-stand-in" });
        LowerTheNoise(builder.Configuration);
        AddTelemetry(builder);
        builder.WebHost.UseUrls().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = LongestBody;
            kestrel.Listen(configuration.Listen);
        });
        AddServices(builder.Services, configuration, getVariable, clock);
        var app = builder.Build();
        Configure(app, configuration);

        var content = app.Services.GetRequiredService<ProvisionedContent>();
        content.ReloadAll();
        app.Logger.LogInformation(
            "Stand-in for Grafana: {Dashboards} dashboards, {DataSources} data sources and {AlertRules} alert rules at {Url}",
            content.Dashboards.Count, content.DataSources.Count, content.AlertRules.Count, configuration.RootUrl);
        foreach (var ignored in configuration.Ignored)
        {
            app.Logger.LogWarning("{Setting}", ignored);
        }

        return app;
    }

    private static void AddServices(IServiceCollection services, DashboardsConfiguration configuration, Func<string, string?> getVariable,
        TimeProvider clock)
    {
        services.AddSingleton(configuration).AddSingleton(clock)
            .AddSingleton<DashboardsMetrics>()
            .AddSingleton<SessionStore>()
            .AddSingleton<AdminPassword>()
            .AddSingleton<PageAssets>()
            .AddSingleton<PageEndpoints>()
            .AddSingleton(provider => new ProvisionedContent(
                configuration.Provisioning, getVariable, provider.GetRequiredService<ILogger<ProvisionedContent>>()))
            .AddHostedService<DashboardsWatch>()
            .AddSingleton<StoreClient>()
            .AddSingleton<QueryRunner>()
            .AddSingleton<IQueryEngine, PrometheusEngine>()
            .AddSingleton<IQueryEngine, LokiEngine>()
            .AddSingleton<IQueryEngine, ElasticsearchEngine>()
            .AddSingleton<IQueryEngine, InfluxDBEngine>()
            .AddSingleton<IQueryEngine, AlertmanagerEngine>()
            .AddSingleton<RuleEvaluator>();
        if (configuration.Alerting)
        {
            services.AddHostedService(provider => provider.GetRequiredService<RuleEvaluator>());
        }

        services.AddDataProtection().UseEphemeralDataProtectionProvider();
        if (configuration.OAuth is { } oauth)
        {
            services.AddSingleton(oauth).AddSingleton<OAuthClient>().AddSingleton<OAuthFlow>();
        }
    }

    private static void Configure(WebApplication app, DashboardsConfiguration configuration)
    {
        var metrics = app.Services.GetRequiredService<DashboardsMetrics>();
        app.Use(async (context, next) =>
        {
            var started = TimeProvider.System.GetTimestamp();
            await next(context).ConfigureAwait(false);
            metrics.CountRequest(context, TimeProvider.System.GetElapsedTime(started));
        });
        app.UseSecurityHeaders();
        if (configuration.ServeFromSubPath)
        {
            app.UsePathBase(configuration.SubPath);
        }

        app.UseOriginCheck(configuration.RootUrl);
        app.UseRouting();
        app.UseMiddleware<VisitorMiddleware>();

        var api = app.MapGroup("/api");
        HealthApi.Map(api);
        UserApi.Map(api);
        DataSourceApi.Map(api);
        DashboardApi.Map(api);
        QueryApi.Map(api);
        ProxyApi.Map(api);
        AlertApi.Map(api);
        AdminApi.Map(api);
        UnsupportedApi.Map(api);
        SignInEndpoints.Map(app, app.Services.GetService<OAuthFlow>());
        if (configuration.Metrics)
        {
            app.MapGet("/metrics", (HttpContext context, ProvisionedContent content, SessionStore sessions) =>
                metrics.WriteAsync(context.Response, content, sessions));
        }

        app.Services.GetRequiredService<PageEndpoints>().Map(app);
    }

    private static void AddTelemetry(WebApplicationBuilder builder)
    {
        builder.ConfigureOpenTelemetry();
        if (!string.IsNullOrWhiteSpace(builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"]))
        {
            LeaveOutProbes(builder.Services);
        }
    }

    // They come every few seconds and say nothing. A method of its own: it loads OpenTelemetry's assemblies.
    private static void LeaveOutProbes(IServiceCollection services) =>
        services.PostConfigure<AspNetCoreTraceInstrumentationOptions>(options =>
            options.Filter = static context => context.Request.Path.Value is not ("/api/health" or "/metrics"));

    // First in the list, so that every other source of configuration still has its say.
    private static void LowerTheNoise(ConfigurationManager configuration) =>
        ((IConfigurationBuilder)configuration).Sources.Insert(0, new MemoryConfigurationSource
        {
            InitialData =
            [
                new("Logging:LogLevel:Microsoft.AspNetCore", "Warning"),
                // It would warn that the keys are not kept, which is meant so.
                new("Logging:LogLevel:Microsoft.AspNetCore.DataProtection", "Error"),
                new("Logging:LogLevel:Microsoft.Extensions.Hosting.Internal.Host", "Critical"),
            ],
        });
}
