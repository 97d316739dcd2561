using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Observability.Hosting.Backends;
using Observability.Hosting.Grafana;
using Observability.Hosting.Model;
using Observability.Hosting.Validation;

namespace Aspire.Hosting;

/// <summary>Adds Grafana to an AppHost.</summary>
public static partial class GrafanaBuilderExtensions
{
    /// <summary>
    /// Adds a Grafana that needs nothing from the internet. Its first administrator is <c>admin</c>; the password is the parameter
    /// <c>&lt;name&gt;-admin-password</c>. It counts as healthy when its database answers and every data source that it was given is there
    /// with its plugin.
    /// </summary>
    /// <param name="builder">The AppHost.</param>
    /// <param name="name">Name of the resource.</param>
    /// <param name="port">
    /// Port on this machine; null (default) takes any free one, or in a persistent run 3000 where that is free.
    /// </param>
    public static IResourceBuilder<IGrafana> AddGrafana(this IDistributedApplicationBuilder builder, string name, int? port = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IStackCheck, GrafanaContentCheck>());
        var grafana = builder.AddServer<IGrafana>(
                name,
                GrafanaFacts.Server,
                resourceName => new GrafanaContainer(resourceName),
                (resourceName, command, folder) => new GrafanaProcess(resourceName, command, folder))
            .WithAnnotation(new MetricsAnnotation())
            .WithServerEndpoint(GrafanaFacts.Port, port)
            .WithProbes(Probe.Http(GrafanaFacts.HealthPath), Probe.Http(GrafanaFacts.HealthPath))
            .WithDataFolder(GrafanaFacts.DataFolder)
            .WithIconName("DataUsage");
        var settings = new GrafanaSettings(builder.AddSecret(grafana.Resource, "admin-password"));
        return grafana
            .WithAnnotation(settings)
            .WithConfigFile(new ConfigFile(
                GrafanaFacts.ConfigPath,
                (context, cancellationToken) => WriteIniAsync(grafana, settings, context, cancellationToken)))
            .WithConfigFile(ConfigFile.FromSecret(AdminPasswordPath, settings.AdminPassword))
            .WithConfigFile(new ConfigFile(
                $"{GrafanaFacts.ProvisioningFolder}/datasources/stack.yaml",
                (context, cancellationToken) => WriteDataSourcesAsync(grafana.Resource, context, cancellationToken)))
            .WithServerEnvironment((_, variables, _) => AddDataSourceSecrets(grafana.Resource, variables))
            .WithServerArgs(context => WriteArguments(grafana.GetEndpoint("http"), context))
            .WithDataSourcesCheck(settings);
    }

    /// <summary>
    /// Provisions the data sources of a store. The first that is added is the default one. Each keeps the identifier that
    /// dashboards and alert rules name: the store's name, with a suffix where a store has several.
    /// </summary>
    public static IResourceBuilder<IGrafana> WithDataSource(
        this IResourceBuilder<IGrafana> builder, IResourceBuilder<IDataSourceServer> store)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(store);
        foreach (var endpoint in SourcesOf(store.Resource).Select(source => source.EndpointName).Distinct())
        {
            builder.WithEdge(EdgeKind.Query, store.GetEndpoint(endpoint));
        }

        return builder;
    }

    /// <summary>
    /// Lets people sign in at an identity provider, with the roles <c>admin</c>, <c>editor</c> and <c>viewer</c> of the client that is named after
    /// the resource; who has none of them is refused.
    /// </summary>
    public static IResourceBuilder<IGrafana> WithSignIn(
        this IResourceBuilder<IGrafana> builder, IResourceBuilder<IIdentityProvider> provider)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(provider);
        var settings = GetSettings(builder.Resource);
        if (settings.Client is null)
        {
            var secret = builder.ApplicationBuilder.AddSecret(builder.Resource, "oidc-secret");
            settings.Client = new OidcClient(builder.Resource.Name, secret, GrafanaFacts.RedirectPath, ["admin", "editor", "viewer"]);
            builder.WithAnnotation(new OidcClientAnnotation(settings.Client)).WithConfigFile(ConfigFile.FromSecret(ClientSecretPath, secret));
        }

        var paths = provider.Resource.GetRequired<IdentityProviderAnnotation>();
        return builder.WithEdge(EdgeKind.SignIn, provider.GetEndpoint(paths.EndpointName));
    }

    /// <summary>
    /// Shows or hides Grafana's own login form. Default: shown, so that the administrator can come in; hidden in a cluster where
    /// people sign in at an identity provider.
    /// </summary>
    public static IResourceBuilder<IGrafana> WithLoginForm(this IResourceBuilder<IGrafana> builder, bool shown)
    {
        ArgumentNullException.ThrowIfNull(builder);
        GetSettings(builder.Resource).LoginForm = shown;
        return builder;
    }

    private static GrafanaSettings GetSettings(IGrafana grafana) => grafana.GetRequired<GrafanaSettings>();
}
