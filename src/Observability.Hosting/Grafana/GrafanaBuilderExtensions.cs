using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Observability.Hosting;
using Observability.Hosting.Backends;
using Observability.Hosting.Grafana;
using Observability.Hosting.Grafana.Content;
using Observability.Hosting.Model;
using Observability.Hosting.Validation;

namespace Aspire.Hosting;

/// <summary>Adds Grafana to an AppHost.</summary>
public static partial class GrafanaBuilderExtensions
{
    private const string AdminPasswordPath = $"{GrafanaFacts.SecretsFolder}/admin-password";
    private const string SecretKeyPath = $"{GrafanaFacts.SecretsFolder}/secret-key";
    private const string DataSourcesFile = $"{GrafanaFacts.ProvisioningFolder}/datasources/stack.yaml";

    /// <summary>
    /// Adds a Grafana that starts without the internet. Its administrator is <c>admin</c>; the password is the parameter
    /// <c>&lt;name&gt;-admin-password</c>, generated at the first start and kept in user secrets. On the laptop it is healthy once its
    /// data sources and their plugins are there. A publish writes the same configuration for the cluster's host names.
    /// </summary>
    /// <param name="builder">The AppHost.</param>
    /// <param name="name">Name of the resource; also its client identifier at an identity provider.</param>
    /// <param name="port">
    /// Port of the user interface on this machine; null (default) takes any free one, or in a persistent run 3000
    /// where that is free.
    /// </param>
    public static IResourceBuilder<IGrafana> AddGrafana(this IDistributedApplicationBuilder builder, string name, int? port = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IStackCheck, GrafanaDataSourcesCheck>());
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IStackCheck, GrafanaDashboardsCheck>());
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IStackCheck, GrafanaAlertRulesCheck>());
        var grafana = builder.AddServer<IGrafana>(
                name,
                GrafanaFacts.Server,
                resourceName => new GrafanaContainer(resourceName),
                (resourceName, command, folder) => new GrafanaProcess(resourceName, GrafanaHome.FindBinary(command), folder),
                resourceName => new GrafanaStandIn(resourceName))
            .WithAnnotation(new MetricsAnnotation())
            .WithServerEndpoint(GrafanaFacts.Port, port)
            .WithProbes(Probe.Http(GrafanaFacts.HealthPath), Probe.Http(GrafanaFacts.HealthPath))
            .WithDataFolder(GrafanaFacts.DataFolder)
            .WithAnnotation(GrafanaKubernetes.Workload)
            .WithIconName("ChartMultiple");
        var settings = new GrafanaSettings(builder.AddSecret(grafana.Resource, "admin-password"));
        grafana
            .WithAnnotation(settings)
            .WithAnnotation(new ContentQueriesAnnotation(() => GrafanaQueries.Find(grafana.Resource)))
            .WithConfigFile(new ConfigFile(GrafanaFacts.ConfigPath, (context, token) => WriteConfigAsync(grafana.Resource, context, token)))
            .WithConfigFile(ConfigFile.FromSecret(AdminPasswordPath, settings.AdminPassword))
            .WithConfigFile(ConfigFile.FromSecret(SecretKeyPath, builder.AddSecret(grafana.Resource, "secret-key")))
            .WithConfigFile(new ConfigFile(DataSourcesFile, (context, token) => WriteDataSourcesAsync(grafana.Resource, context, token)))
            .WithServerArgs(context => WriteArguments(grafana.GetEndpoint("http"), context))
            .WithEnvironment(context => AddDataSourceSecrets(grafana.Resource, context));
        if (builder.ExecutionContext.IsRunMode)
        {
            AddHealthCheck(grafana, settings);
            if (grafana.Resource is not ContainerResource)
            {
                var stack = Stack.For(builder);
                grafana.OnBeforeResourceStarted((server, _, _) =>
                {
                    GrafanaLeftovers.Remove(server, ServerBuilderExtensions.CreateContext(stack, server, builder.ExecutionContext).MapPath);
                    return Task.CompletedTask;
                });
            }
        }

        return grafana;
    }

    private static GrafanaSettings GetSettings(IGrafana grafana) => grafana.GetRequired<GrafanaSettings>();

    private static async Task<string> WriteConfigAsync(IGrafana grafana, ServerContext context, CancellationToken cancellationToken)
    {
        var url = await context.GetPublicUrlAsync(new EndpointReference(grafana, "http"), cancellationToken).ConfigureAwait(false);
        var signIn = await GetSignInAsync(grafana, url, context, cancellationToken).ConfigureAwait(false);
        var bundled = context is { IsProcess: true, Command: { } command }
            ? GrafanaHome.FindBundledPlugins(GrafanaHome.Find(command))
            : null;
        return GrafanaConfigWriter.Write(new GrafanaConfig(
            url + "/",
            new GrafanaPaths(
                context.MapPath(GrafanaFacts.DataFolder),
                context.MapPath($"{GrafanaFacts.DataFolder}/log"),
                context.MapPath($"{GrafanaFacts.DataFolder}/plugins"),
                context.MapPath(GrafanaFacts.ProvisioningFolder),
                bundled),
            context.MapPath(AdminPasswordPath),
            context.MapPath(SecretKeyPath),
            GetSettings(grafana).LoginForm ?? !(context.IsCluster && signIn is not null),
            signIn));
    }

    private static async Task<string> WriteDataSourcesAsync(IGrafana grafana, ServerContext context, CancellationToken cancellationToken)
    {
        var sources = new List<GrafanaDataSourceConfig>();
        foreach (var (source, endpoint, isDefault, variables) in GrafanaDataSources.Collect(grafana))
        {
            sources.Add(new GrafanaDataSourceConfig(
                source.Uid,
                source.Name,
                source.Type,
                await context.GetUrlAsync(endpoint, cancellationToken).ConfigureAwait(false),
                isDefault,
                source.BasicAuthUser,
                source.Settings,
                [.. source.Secrets.Select((secret, index) => (secret.Key, secret.Prefix, variables[index]))])
            {
                PlainSecureSettings = source.PlainSecureSettings,
            });
        }

        return GrafanaDataSourcesWriter.Write(sources);
    }

    private static void AddDataSourceSecrets(IGrafana grafana, EnvironmentCallbackContext context)
    {
        foreach (var (source, _, _, variables) in GrafanaDataSources.Collect(grafana))
        {
            for (var index = 0; index < variables.Count; index++)
            {
                context.EnvironmentVariables[variables[index]] = source.Secrets[index].Value.Parameter;
            }
        }
    }

    // The image's own entry point names its paths; its port is the default. A stand-in has no home.
    private static IEnumerable<object> WriteArguments(EndpointReference endpoint, ServerContext context)
    {
        if (!context.IsProcess)
        {
            yield break;
        }

        yield return "server";
        if (context.Command is { } command)
        {
            yield return "--homepath";
            yield return GrafanaHome.Find(command);
        }

        yield return "--config";
        yield return context.MapPath(GrafanaFacts.ConfigPath);
        yield return $"cfg:default.server.http_addr={context.ListenHost}";
        yield return ReferenceExpression.Create($"cfg:default.server.http_port={endpoint.Property(EndpointProperty.TargetPort)}");
    }

    private static void AddHealthCheck(IResourceBuilder<IGrafana> grafana, GrafanaSettings settings)
    {
        var endpoint = grafana.GetEndpoint("http");
        var key = $"{grafana.Resource.Name}_datasources_check";
        grafana.ApplicationBuilder.Services.AddHealthChecks().Add(new HealthCheckRegistration(
            key,
            _ => new GrafanaDataSourcesHealth(
                () => endpoint.Url,
                () => [.. GrafanaDataSources.Collect(grafana.Resource).Select(found => found.Source)],
                settings.AdminPassword.Parameter.GetValueAsync),
            HealthStatus.Unhealthy,
            tags: null));
        grafana.WithHealthCheck(key);
    }
}
