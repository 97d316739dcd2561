using Aspire.Hosting.ApplicationModel;
using Observability.Hosting.Alloy;
using Observability.Hosting.Backends;
using Observability.Hosting.Model;

namespace Aspire.Hosting;

/// <summary>Adds Grafana Alloy to an AppHost.</summary>
public static class AlloyBuilderExtensions
{
    /// <summary>
    /// Adds an Alloy that ships logs: on the laptop the console log of every resource of the stack, in a cluster the logs of all
    /// pods, which it reads from the Kubernetes API and for which it needs no privilege on any node. A persistent run remembers
    /// what has been shipped.
    /// </summary>
    /// <param name="builder">The AppHost.</param>
    /// <param name="name">Name of the resource.</param>
    /// <param name="port">
    /// Port of the user interface on this machine; null (default) takes any free one, or in a persistent run 12345 where that
    /// is free.
    /// </param>
    public static IResourceBuilder<IAlloy> AddAlloy(this IDistributedApplicationBuilder builder, string name, int? port = null)
    {
        var settings = new AlloySettings();
        var alloy = builder.AddServer<IAlloy>(
                name,
                AlloyFacts.Server,
                resourceName => new AlloyContainer(resourceName),
                (resourceName, command, folder) => new AlloyProcess(resourceName, command, folder),
                resourceName => new AlloyStandIn(resourceName))
            .WithAnnotation(settings)
            .WithAnnotation(new MetricsAnnotation())
            .WithAnnotation(new LogLabelsAnnotation(AlloyConfigWriter.Labels))
            .WithServerEndpoint(AlloyFacts.Port, port)
            .WithProbes(Probe.Http(AlloyFacts.ReadyPath), Probe.Tcp("http"))
            .WithDataFolder(AlloyFacts.DataFolder)
            .WithStackLogs(AlloyFacts.StackLogsFolder)
            .WithAnnotation(AlloyKubernetes.Workload)
            .WithIconName("DocumentArrowRight");
        return alloy
            .WithConfigFile(new ConfigFile(
                AlloyFacts.ConfigPath,
                (context, cancellationToken) => WriteConfigAsync(alloy.Resource, settings, context, cancellationToken)))
            .WithServerArgs(context => WriteArguments(alloy.GetEndpoint("http"), context));
    }

    /// <summary>Ships to a store, and names its tenant where it has one. Several stores get every line each.</summary>
    public static IResourceBuilder<IAlloy> WithLogStore(this IResourceBuilder<IAlloy> builder, IResourceBuilder<ILogStore> store)
    {
        ArgumentNullException.ThrowIfNull(store);
        return builder.WithEdge(EdgeKind.Log, store.GetEndpoint(store.Resource.GetRequired<LogStoreAnnotation>().EndpointName));
    }

    /// <summary>
    /// Sets the label <c>stack</c> of every line, which tells several stacks apart that ship to one store. Default:
    /// <c>observability</c>.
    /// </summary>
    /// <exception cref="ArgumentException">The name is empty.</exception>
    public static IResourceBuilder<IAlloy> WithStackLabel(this IResourceBuilder<IAlloy> builder, string stack)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrWhiteSpace(stack);
        builder.Resource.Annotations.OfType<AlloySettings>().Last().Stack = stack;
        return builder;
    }

    private static async Task<string> WriteConfigAsync(
        IAlloy alloy, AlloySettings settings, ServerContext context, CancellationToken cancellationToken)
    {
        var targets = new List<AlloyTarget>();
        foreach (var edge in alloy.GetEdges(EdgeKind.Log))
        {
            var store = edge.To.Resource.GetRequired<LogStoreAnnotation>();
            var url = await context.GetUrlAsync(edge.To, cancellationToken).ConfigureAwait(false);
            targets.Add(new AlloyTarget(edge.To.Resource.Name, url + store.PushPath, store.Tenant));
        }

        return AlloyConfigWriter.Write(new AlloyConfig(context.StackLogs, settings.Stack, targets));
    }

    private static IEnumerable<object> WriteArguments(EndpointReference endpoint, ServerContext context)
    {
        yield return "run";
        yield return context.MapPath(AlloyFacts.ConfigPath);
        yield return ReferenceExpression.Create($"--server.http.listen-addr={context.ListenAddress(endpoint)}");
        yield return $"--storage.path={context.MapPath(AlloyFacts.DataFolder)}";
        yield return "--disable-reporting";
    }
}
