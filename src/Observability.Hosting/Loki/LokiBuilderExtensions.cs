using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Observability.Hosting.Backends;
using Observability.Hosting.Loki;
using Observability.Hosting.Model;
using Observability.Hosting.Validation;

namespace Aspire.Hosting;

/// <summary>Adds Loki to an AppHost.</summary>
public static partial class LokiBuilderExtensions
{
    /// <summary>
    /// Adds a Loki that is all in one process, keeps its lines in its data folder and asks nobody for a tenant. It takes lines
    /// over its push API and over OTLP.
    /// </summary>
    /// <param name="builder">The AppHost.</param>
    /// <param name="name">Name of the resource; also the identifier of its data source.</param>
    /// <param name="port">
    /// Port of the API on this machine; null (default) takes any free one, or in a persistent run 3100 where that is free.
    /// </param>
    public static IResourceBuilder<ILoki> AddLoki(this IDistributedApplicationBuilder builder, string name, int? port = null)
    {
        ArgumentNullException.ThrowIfNull(builder);

        // A laptop wants to see a change at once, a cluster wants Loki's usual load.
        var settings = new LokiSettings { EvaluationInterval = TimeSpan.FromSeconds(builder.ExecutionContext.IsRunMode ? 5 : 60) };
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IStackCheck, LokiRulesCheck>());
        var loki = builder.AddServer<ILoki>(
                name,
                LokiFacts.Server,
                resourceName => new LokiContainer(resourceName),
                (resourceName, command, folder) => new LokiProcess(resourceName, command, folder),
                resourceName => new LokiStandIn(resourceName))
            .WithAnnotation(settings)
            .WithAnnotation(new MetricsAnnotation())
            .WithAnnotation(new LogStoreAnnotation(LokiFacts.PushPath, LokiFacts.OtlpPath, Tenant: null))
            .WithServerEndpoint(LokiFacts.Port, port)
            .WithServerEndpoint(LokiFacts.GrpcPort, name: LokiFacts.GrpcEndpoint, scheme: "tcp")
            .WithProbes(Probe.Http(LokiFacts.ReadyPath), Probe.Http(LokiFacts.BuildInfoPath))
            .WithDataFolder(LokiFacts.DataFolder)
            .WithAnnotation(LokiKubernetes.Workload)
            .WithIconName("TextBulletListSquare");
        return loki
            .WithAnnotation(new ContentQueriesAnnotation(() => ContentQuery.OfRules(
                loki.Resource, QueryLanguage.LogQL, settings.RulePaths.SelectMany(LokiRuleFile.Find))))
            .WithAnnotation(new DataSourcesAnnotation(() => [CreateDataSource(loki.Resource, settings)]))
            .WithConfigFile(new ConfigFile(
                LokiFacts.ConfigPath,
                (context, cancellationToken) => WriteConfigAsync(loki.Resource, settings, context, cancellationToken)))
            .WithServerArgs(context => WriteArguments(loki.Resource, settings, context))
            .WithServerEnvironment((context, environment, _) =>
            {
                if (GetStore(settings, context) is { } store)
                {
                    environment[LokiFacts.AccessKeyVariable] = store.AccessKey.Parameter;
                    environment[LokiFacts.SecretKeyVariable] = store.SecretKey.Parameter;
                }

                return Task.CompletedTask;
            })
            .WithoutStaleRules();
    }

    /// <summary>
    /// Keeps lines and index in a bucket instead of the data folder, which still holds the write-ahead log. The keys reach Loki
    /// in its environment.
    /// </summary>
    /// <param name="builder">The Loki.</param>
    /// <param name="store">The bucket.</param>
    public static IResourceBuilder<ILoki> WithObjectStore(this IResourceBuilder<ILoki> builder, ObjectStore store)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(store);
        GetSettings(builder.Resource).Store = store;
        return builder;
    }

    /// <summary>
    /// Sets how long lines are kept; the compactor then deletes older ones. Default: 7 days in the data folder, for ever in a
    /// bucket.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Less than 24 hours, the least that Loki takes.</exception>
    public static IResourceBuilder<ILoki> WithRetention(this IResourceBuilder<ILoki> builder, TimeSpan retention)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentOutOfRangeException.ThrowIfLessThan(retention, TimeSpan.FromHours(LokiFacts.MinimumRetentionHours));
        GetSettings(builder.Resource).Retention = retention;
        return builder;
    }

    /// <summary>Sends firing alerts of the rules to a receiver.</summary>
    public static IResourceBuilder<ILoki> WithAlertmanager(
        this IResourceBuilder<ILoki> builder, IResourceBuilder<IAlertReceiver> alertmanager)
    {
        ArgumentNullException.ThrowIfNull(alertmanager);
        return builder.WithEdge(EdgeKind.Alert, alertmanager.GetEndpoint("http"));
    }

    // A cluster may keep the lines elsewhere than the laptop.
    private static ObjectStore? GetStore(LokiSettings settings, ServerContext context) =>
        context.Cluster?.GetBucket(context.Server) ?? settings.Store;

    private static LokiSettings GetSettings(ILoki loki) => loki.Annotations.OfType<LokiSettings>().Last();

    private static DataSource CreateDataSource(ILoki loki, LokiSettings settings)
    {
        var values = new List<KeyValuePair<string, object>>
        {
            new("maxLines", LokiFacts.QueryLines),
            new("manageAlerts", settings.RuleFiles.Count > 0),
        };
        if (FindAlertSource(loki) is { } alerts)
        {
            values.Add(new("alertmanagerUid", alerts.Uid));
        }

        var tenant = loki.GetRequired<LogStoreAnnotation>().Tenant;
        if (tenant is not null)
        {
            values.Add(new("httpHeaderName1", LogStoreAnnotation.TenantHeader));
        }

        return new DataSource(loki.Name, loki.Name, "loki", values, [])
        {
            PlainSecureSettings = tenant is null ? [] : [new("httpHeaderValue1", tenant)],
        };
    }

    /// <summary>The data source of the first receiver of alerts that has one.</summary>
    private static DataSource? FindAlertSource(ILoki loki) => loki.GetEdges(EdgeKind.Alert)
        .SelectMany(edge => edge.To.Resource.TryGetLastAnnotation<DataSourcesAnnotation>(out var sources) ? sources.Create() : [])
        .FirstOrDefault(source => source.Type == "alertmanager");

    private static async Task<string> WriteConfigAsync(
        ILoki loki, LokiSettings settings, ServerContext context, CancellationToken cancellationToken)
    {
        var alerts = new List<string>();
        foreach (var edge in loki.GetEdges(EdgeKind.Alert))
        {
            alerts.Add(await context.GetUrlAsync(edge.To, cancellationToken).ConfigureAwait(false));
        }

        // Without rules the folder in the image does not exist, and Loki makes it: it must be where Loki may write.
        var rules = settings.RuleFiles.Count > 0 ? LokiFacts.RulesFolder : $"{LokiFacts.DataFolder}/rules";
        var store = GetStore(settings, context);
        var config = new LokiConfig(
            context.MapPath(LokiFacts.DataFolder),
            context.MapPath(rules),
            loki.GetRequired<LogStoreAnnotation>().Tenant is not null,
            store,
            settings.Retention ?? (store is null ? TimeSpan.FromDays(LokiFacts.DefaultRetentionDays) : null),
            settings.EvaluationInterval,
            alerts);
        return LokiConfigWriter.Write(config, context.Version);
    }

    internal static IEnumerable<object> WriteArguments(ILoki loki, LokiSettings settings, ServerContext context)
    {
        yield return $"-config.file={context.MapPath(LokiFacts.ConfigPath)}";
        if (GetStore(settings, context) is not null)
        {
            yield return "-config.expand-env=true";
        }

        foreach (var (server, name) in new[] { ("http", "http"), ("grpc", LokiFacts.GrpcEndpoint) })
        {
            var port = loki.GetEndpoint(name).Property(EndpointProperty.TargetPort);

            // In a container it listens on all addresses unless told otherwise, and calls itself on loopback.
            if (context.IsProcess)
            {
                yield return $"-server.{server}-listen-address={context.ListenHost}";
            }

            yield return ReferenceExpression.Create($"-server.{server}-listen-port={port}");
        }
    }
}
