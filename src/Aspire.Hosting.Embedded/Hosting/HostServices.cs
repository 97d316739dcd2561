using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Embedded.Backchannel;
using Aspire.Hosting.Embedded.Bundle;
using Aspire.Hosting.Embedded.Dashboard;
using Aspire.Hosting.Embedded.Dcp;
using Aspire.Hosting.Embedded.Health;
using Aspire.Hosting.Embedded.Orchestration;
using Aspire.Hosting.Embedded.Pipelines;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Embedded.Hosting;

/// <summary>The AppHost's own services.</summary>
internal static class HostServices
{
    // Far more than a stop takes: what is left after it is killed.
    private static readonly TimeSpan s_shutdownTimeout = TimeSpan.FromSeconds(30);

    public static void AddTo(HostApplicationBuilder host, DistributedApplicationBuilder builder, DistributedApplicationOptions options, bool isTest)
    {
        var services = host.Services;
        AddLogging(host, isTest);
        services.Configure<HostOptions>(hostOptions => hostOptions.ShutdownTimeout = s_shutdownTimeout);
        services.Configure<ConsoleLifetimeOptions>(console => console.SuppressStatusMessages = true);
        services.TryAddSingleton(TimeProvider.System);
        AddModel(services, builder, options);

        services.AddSingleton<ResourceNotificationService>();
        services.Configure<ResourceNotificationServiceOptions>(waits => waits.DefaultWaitBehavior =
            isTest || options.DisableDashboard ? WaitBehavior.StopOnResourceUnavailable : WaitBehavior.WaitOnResourceUnavailable);
        services.AddSingleton(provider => new ResourceLoggerService(provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => new ResourceCommandService(
            provider.GetRequiredService<ResourceNotificationService>(), provider.GetRequiredService<ResourceLoggerService>(), provider));
        services.AddPipelineServices();
        if (builder.ExecutionContext.IsPublishMode)
        {
            services.AddSingleton<PublishOrchestrator>();
            services.AddHostedService(provider => provider.GetRequiredService<PublishOrchestrator>());
            return;
        }

        services.AddOptions();
        services.AddSingleton<HealthCheckRunner>();
        services.TryAddSingleton<IHostProcesses, HostProcesses>();
        services.TryAddSingleton<IBundleLocator, BundleLocator>();
        services.TryAddSingleton<IResourceRunner, DcpRunner>();
        services.TryAddSingleton<IDashboardHost, DashboardHost>();
        if (!isTest)
        {
            // Before what takes time: the CLI that has started this program waits for it.
            services.AddSingleton<CliLog>();
            services.AddHostedService<RunChannels>();
            if (!string.IsNullOrEmpty(builder.Configuration[CliChannel.PathVariable]))
            {
                services.AddSingleton<ILoggerProvider>(provider => provider.GetRequiredService<CliLog>());
            }
        }

        services.AddSingleton<ApplicationFailure>();
        services.AddSingleton<ApplicationOrchestrator>();
        services.AddHostedService(provider => provider.GetRequiredService<ApplicationOrchestrator>());
    }

    private static void AddModel(IServiceCollection services, DistributedApplicationBuilder builder, DistributedApplicationOptions options)
    {
        services.AddSingleton(options);
        services.AddSingleton(builder.ExecutionContext);
        services.AddSingleton(builder.Eventing);
        services.AddSingleton(builder.Pipeline);
        services.AddSingleton(builder.UserSecretsManager);
        services.AddSingleton(builder.Resources);
        services.AddSingleton(_ => new DistributedApplicationModel(builder.Resources));

        // By factory, so that the container disposes of it, and with it of the files, when the application ends.
        services.AddSingleton(_ => builder.FileSystemService);
    }

    private static void AddLogging(HostApplicationBuilder host, bool isTest)
    {
        host.Logging.AddConfiguration(host.Configuration.GetSection("Logging"));
        // Quiet: the host's own notices, and those of the servers behind the dashboard.
        host.Logging.AddFilter("Microsoft.Hosting.Lifetime", LogLevel.Warning);
        host.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Error);
        host.Logging.AddFilter("Grpc.AspNetCore", LogLevel.Error);
        if (!isTest)
        {
            host.Logging.AddSimpleConsole();
        }
    }
}
