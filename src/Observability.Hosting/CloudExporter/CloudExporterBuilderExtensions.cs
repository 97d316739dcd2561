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
    /// Adds the service that shows what clouds cost as metrics. It reads a recorded account until it is given others.
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
            .WithHttpEndpoint(port: port ?? Stack.For(builder).ChoosePort(name, "http", CloudExporterFacts.Port), name: "http")
            .WithEnvironment(CloudExporterFacts.MetricsTokenVariable, token)
            .WithAnnotation(new MetricsAnnotation(BearerToken: new SecretReference(token.Resource)))
            .WithProbes(Probe.Http(CloudExporterFacts.ReadyPath), Probe.Http(CloudExporterFacts.HealthyPath))
            .WithIconName("CloudFlow");
    }
}
