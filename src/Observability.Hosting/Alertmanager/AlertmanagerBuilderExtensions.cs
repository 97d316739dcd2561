using Aspire.Hosting.ApplicationModel;
using Observability.Hosting.Alertmanager;
using Observability.Hosting.Backends;
using Observability.Hosting.Model;

namespace Aspire.Hosting;

/// <summary>Adds Alertmanager to an AppHost.</summary>
public static class AlertmanagerBuilderExtensions
{
    /// <summary>Adds an Alertmanager of one, without gossip.</summary>
    /// <param name="builder">The AppHost.</param>
    /// <param name="name">Name of the resource.</param>
    /// <param name="port">
    /// Port of the user interface on this machine; null (default) takes any free one, or in a persistent run 9093
    /// where that is free.
    /// </param>
    public static IResourceBuilder<IAlertmanager> AddAlertmanager(
        this IDistributedApplicationBuilder builder, string name, int? port = null)
    {
        var alertmanager = builder.AddServer<IAlertmanager>(
                name,
                AlertmanagerFacts.Server,
                resourceName => new AlertmanagerContainer(resourceName),
                (resourceName, command, folder) => new AlertmanagerProcess(resourceName, command, folder))
            .WithAnnotation(new MetricsAnnotation(Series: "alertmanager"))
            .WithServerEndpoint(AlertmanagerFacts.Port, port)
            .WithProbes(Probe.Http(AlertmanagerFacts.ReadyPath), Probe.Http(AlertmanagerFacts.HealthyPath))
            .WithDataFolder(AlertmanagerFacts.DataFolder)
            .WithAnnotation(AlertmanagerKubernetes.Workload)
            .WithIconName("Alert");
        return alertmanager
            .WithAnnotation(new DataSourcesAnnotation(() => AlertmanagerDataSource.Create(alertmanager.Resource)))
            .WithConfigFile(new ConfigFile(
                AlertmanagerFacts.ConfigPath,
                (context, cancellationToken) => WriteConfigAsync(alertmanager.Resource, context, cancellationToken)))
            .WithServerArgs(context => WriteArguments(alertmanager.GetEndpoint("http"), context));
    }

    /// <summary>Delivers every notification to a webhook of another resource.</summary>
    /// <param name="builder">The Alertmanager.</param>
    /// <param name="receiver">Resource that takes the POST.</param>
    /// <param name="path">Path of the webhook.</param>
    /// <param name="endpointName">Endpoint of the receiver.</param>
    public static IResourceBuilder<IAlertmanager> WithWebhook(
        this IResourceBuilder<IAlertmanager> builder,
        IResourceBuilder<IResourceWithEndpoints> receiver,
        string path = "/",
        string endpointName = "http")
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(receiver);
        var endpoint = receiver.GetEndpoint(endpointName);
        return builder.WithAnnotation(new AlertmanagerWebhook(endpoint, path)).WithEdge(EdgeKind.Alert, endpoint);
    }

    private static async Task<string> WriteConfigAsync(
        IAlertmanager alertmanager, ServerContext context, CancellationToken cancellationToken)
    {
        var urls = new List<string>();
        foreach (var webhook in alertmanager.Annotations.OfType<AlertmanagerWebhook>())
        {
            var address = await context.GetAddressAsync(webhook.Endpoint, cancellationToken).ConfigureAwait(false);
            urls.Add($"{webhook.Endpoint.Scheme}://{address}{webhook.Path}");
        }

        return AlertmanagerConfigWriter.Write(urls);
    }

    private static IEnumerable<object> WriteArguments(EndpointReference endpoint, ServerContext context)
    {
        yield return $"--config.file={context.MapPath(AlertmanagerFacts.ConfigPath)}";
        yield return $"--storage.path={context.MapPath(AlertmanagerFacts.DataFolder)}";
        yield return ReferenceExpression.Create($"--web.listen-address={context.ListenAddress(endpoint)}");

        // Empty: no gossip. A cluster port would be one more to collide with.
        yield return "--cluster.listen-address=";
        if (context.BrowserUrl(endpoint) is { } url)
        {
            yield return ReferenceExpression.Create($"--web.external-url={url}");
        }
    }
}
