using Aspire.Hosting.ApplicationModel;
using Observability.Hosting;
using Observability.Hosting.Backends;
using Observability.Hosting.CloudExporter;
using Observability.Hosting.Model;

namespace Aspire.Hosting;

/// <summary>Adds the cloud exporter to an AppHost.</summary>
public static class CloudExporterBuilderExtensions
{
    /// <summary>
    /// Adds the service that shows what clouds cost as metrics. It reads a recorded account of each provider until it is given
    /// others.
    /// What a company pays is nobody else's business: a scrape must present a token, which is generated once and kept
    /// in user secrets.
    /// </summary>
    /// <param name="builder">The AppHost.</param>
    /// <param name="name">Name of the resource.</param>
    /// <param name="port">
    /// Port on this machine; null (default) takes any free one, or in a persistent run 9212 where that is free.
    /// </param>
    /// <typeparam name="TProject">The exporter's project, as the AppHost's project references declare it.</typeparam>
    public static IResourceBuilder<ProjectResource> AddCloudExporter<TProject>(
        this IDistributedApplicationBuilder builder, string name, int? port = null)
        where TProject : IProjectMetadata, new()
    {
        ArgumentNullException.ThrowIfNull(builder);
        var token = builder.AddParameter(
            $"{name}-token", new GenerateParameterDefault { MinLength = 32, Special = false }, secret: true, persist: true);
        return builder.AddProject<TProject>(name, launchProfileName: null)
            .WithHttpEndpoint(
                port: port ?? Stack.For(builder).ChoosePort(name, "http", CloudExporterFacts.Port),
                targetPort: builder.ExecutionContext.IsPublishMode ? CloudExporterFacts.Port : null,
                name: "http")
            .WithEnvironment(CloudExporterFacts.MetricsTokenVariable, token)
            .WithAnnotation(new CloudExporterAccounts())
            .WithAnnotation(new MetricsAnnotation(BearerToken: new SecretReference(token.Resource), Series: "cloud-exporter"))
            .WithProbes(Probe.Http(CloudExporterFacts.ReadyPath), Probe.Http(CloudExporterFacts.HealthyPath))
            .WithAnnotation(CloudExporterKubernetes.Workload)
            .WithIconName("CloudFlow");
    }

    /// <summary>Reads a live account of Exoscale; the first account replaces the recorded ones.</summary>
    /// <param name="builder">The cloud exporter.</param>
    /// <param name="name">Name of the account, the label <c>account</c> of its metrics.</param>
    /// <param name="apiKey">API key, whose role must allow to list what is to be seen.</param>
    /// <param name="apiSecret">The key's secret.</param>
    /// <exception cref="ArgumentException">The name is empty, or a parameter is not secret.</exception>
    public static IResourceBuilder<ProjectResource> WithExoscaleAccount(
        this IResourceBuilder<ProjectResource> builder,
        string name,
        IResourceBuilder<ParameterResource> apiKey,
        IResourceBuilder<ParameterResource> apiSecret)
    {
        ArgumentNullException.ThrowIfNull(apiKey);
        ArgumentNullException.ThrowIfNull(apiSecret);
        return builder.WithAccount(name, "exoscale", ("ApiKey", new(apiKey.Resource)), ("ApiSecret", new(apiSecret.Resource)));
    }

    /// <summary>Reads a live account of DigitalOcean; the first account replaces the recorded ones.</summary>
    /// <param name="builder">The cloud exporter.</param>
    /// <param name="name">Name of the account, the label <c>account</c> of its metrics.</param>
    /// <param name="token">Personal access token with read scopes; the balance needs <c>billing:read</c>.</param>
    /// <exception cref="ArgumentException">The name is empty, or the parameter is not secret.</exception>
    public static IResourceBuilder<ProjectResource> WithDigitalOceanAccount(
        this IResourceBuilder<ProjectResource> builder, string name, IResourceBuilder<ParameterResource> token)
    {
        ArgumentNullException.ThrowIfNull(token);
        return builder.WithAccount(name, "digitalocean", ("Token", new(token.Resource)));
    }

    private static IResourceBuilder<ProjectResource> WithAccount(
        this IResourceBuilder<ProjectResource> builder, string name, string provider, params (string Key, SecretReference Secret)[] secrets)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        var prefix = $"Cloud__Accounts__{builder.Resource.GetRequired<CloudExporterAccounts>().Next()}__";
        foreach (var (key, secret) in secrets)
        {
            builder.WithSecretEnvironment(prefix + key, secret);
        }

        return builder
            .WithEnvironment(prefix + "Name", name)
            .WithEnvironment(prefix + "Provider", provider)
            .WithEnvironment(prefix + "Mode", "live");
    }
}
