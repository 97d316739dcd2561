using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Observability.Hosting.Backends;
using Observability.Hosting.Model;
using Observability.Hosting.Prometheus;
using Observability.Hosting.Validation;

namespace Aspire.Hosting;

/// <summary>Adds Prometheus to an AppHost.</summary>
public static partial class PrometheusBuilderExtensions
{
    /// <summary>
    /// Adds a Prometheus server that scrapes itself. It takes remote writes, and its configuration can be reloaded by
    /// <c>POST /-/reload</c>.
    /// </summary>
    /// <param name="builder">The AppHost.</param>
    /// <param name="name">Name of the resource; also the job name of its own metrics.</param>
    /// <param name="port">
    /// Port of the user interface on this machine; null (default) takes any free one, or in a persistent run 9090
    /// where that is free.
    /// </param>
    public static IResourceBuilder<IPrometheus> AddPrometheus(
        this IDistributedApplicationBuilder builder, string name, int? port = null)
    {
        ArgumentNullException.ThrowIfNull(builder);

        // A laptop wants to see a change at once, a cluster wants Prometheus' usual load.
        var settings = new PrometheusSettings { Interval = TimeSpan.FromSeconds(builder.ExecutionContext.IsRunMode ? 5 : 15) };
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IStackCheck, PrometheusRulesCheck>());
        var prometheus = builder.AddServer<IPrometheus>(
                name,
                PrometheusFacts.Server,
                resourceName => new PrometheusContainer(resourceName),
                (resourceName, command, folder) => new PrometheusProcess(resourceName, command, folder))
            .WithAnnotation(settings)
            .WithAnnotation(new MetricsAnnotation(Series: "prometheus"))
            .WithServerEndpoint(PrometheusFacts.Port, port)
            .WithProbes(Probe.Http(PrometheusFacts.ReadyPath), Probe.Http(PrometheusFacts.HealthyPath))
            .WithDataFolder(PrometheusFacts.DataFolder)
            .WithAnnotation(PrometheusKubernetes.Workload)
            .WithIconName("Flash");
        return prometheus
            .WithAnnotation(new DataSourcesAnnotation(() => PrometheusDataSource.Create(prometheus.Resource)))
            .WithAnnotation(new MetricStoreAnnotation(PrometheusFacts.RemoteWritePath))
            .WithAnnotation(new ContentQueriesAnnotation(() => ContentQuery.OfRules(
                prometheus.Resource, QueryLanguage.PromQL, settings.RulePaths.SelectMany(PrometheusRules.FindFiles))))
            .WithEdge(EdgeKind.Scrape, prometheus.GetEndpoint("http"))
            .WithConfigFile(new ConfigFile(
                PrometheusFacts.ConfigPath,
                (context, cancellationToken) => WriteConfigAsync(prometheus.Resource, settings, context, cancellationToken)))
            .WithServerArgs(context => WriteArguments(prometheus.GetEndpoint("http"), settings, context));
    }

    /// <summary>
    /// Scrapes a resource; how its metrics are served is the resource's own affair (its metrics annotation, or else
    /// <c>/metrics</c> on the endpoint <c>http</c>). The job is named after the resource. In a cluster it is found by the annotations
    /// of its Service, or named in the configuration where those cannot say how it is scraped.
    /// </summary>
    public static IResourceBuilder<IPrometheus> WithScrapeTarget(
        this IResourceBuilder<IPrometheus> builder, IResourceBuilder<IResourceWithEndpoints> target)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(target);
        var metrics = target.Resource.GetMetrics();
        if (metrics.BearerToken is { } token)
        {
            builder.WithConfigFile(ConfigFile.FromSecret(TokenPath(target.Resource), token));
        }

        return builder.WithEdge(EdgeKind.Scrape, target.GetEndpoint(metrics.EndpointName));
    }

    /// <summary>
    /// Loads recording and alert rules. They are checked before anything starts, by promtool where it is installed.
    /// </summary>
    /// <param name="builder">The Prometheus.</param>
    /// <param name="path">A file, or a folder whose <c>*.yml</c> and <c>*.yaml</c> files are taken; relative to the AppHost's directory.</param>
    public static IResourceBuilder<IPrometheus> WithRules(this IResourceBuilder<IPrometheus> builder, string path)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var full = Path.GetFullPath(path, builder.ApplicationBuilder.AppHostDirectory);
        var settings = GetSettings(builder.Resource);
        settings.RulePaths.Add(full);
        foreach (var file in PrometheusRules.FindFiles(full))
        {
            var imagePath = $"{PrometheusFacts.RulesFolder}/{Path.GetFileName(file)}";
            settings.RuleFiles.Add(imagePath);
            builder.WithConfigFile(new ConfigFile(
                imagePath, (_, cancellationToken) => File.ReadAllTextAsync(file, cancellationToken)));
        }

        return builder;
    }

    /// <summary>Sends firing alerts to a receiver.</summary>
    public static IResourceBuilder<IPrometheus> WithAlertmanager(
        this IResourceBuilder<IPrometheus> builder, IResourceBuilder<IAlertReceiver> alertmanager)
    {
        ArgumentNullException.ThrowIfNull(alertmanager);
        return builder.WithEdge(EdgeKind.Alert, alertmanager.GetEndpoint("http"));
    }

    /// <summary>Sets how often targets are scraped and rules evaluated. Default: 5 s on a laptop, 15 s in a publish.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Less than a millisecond.</exception>
    public static IResourceBuilder<IPrometheus> WithScrapeInterval(this IResourceBuilder<IPrometheus> builder, TimeSpan interval)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentOutOfRangeException.ThrowIfLessThan(interval, TimeSpan.FromMilliseconds(1));
        GetSettings(builder.Resource).Interval = interval;
        return builder;
    }

    /// <summary>Sets how long samples are kept. Default: 15 days.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Less than a millisecond.</exception>
    public static IResourceBuilder<IPrometheus> WithRetention(this IResourceBuilder<IPrometheus> builder, TimeSpan retention)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentOutOfRangeException.ThrowIfLessThan(retention, TimeSpan.FromMilliseconds(1));
        GetSettings(builder.Resource).Retention = retention;
        return builder;
    }

    private static PrometheusSettings GetSettings(IPrometheus prometheus) =>
        prometheus.Annotations.OfType<PrometheusSettings>().Last();

    private static string TokenPath(IResource target) => $"{PrometheusFacts.TokensFolder}/{target.Name}";
}
