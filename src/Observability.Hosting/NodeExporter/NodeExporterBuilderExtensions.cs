using Aspire.Hosting.ApplicationModel;
using Observability.Hosting.Backends;
using Observability.Hosting.Model;
using Observability.Hosting.NodeExporter;

namespace Aspire.Hosting;

/// <summary>Adds the node exporter to an AppHost.</summary>
public static class NodeExporterBuilderExtensions
{
    /// <summary>Adds a node exporter: this machine's own processor, memory, disk and network metrics.</summary>
    /// <param name="builder">The AppHost.</param>
    /// <param name="name">Name of the resource.</param>
    /// <param name="port">
    /// Port on this machine; null (default) takes any free one, or in a persistent run 9100 where that is free.
    /// </param>
    public static IResourceBuilder<INodeExporter> AddNodeExporter(
        this IDistributedApplicationBuilder builder, string name, int? port = null)
    {
        var exporter = builder.AddServer<INodeExporter>(
                name,
                NodeExporterFacts.Server,
                resourceName => new NodeExporterContainer(resourceName),
                (resourceName, command, folder) => new NodeExporterProcess(resourceName, command, folder))
            .WithAnnotation(new MetricsAnnotation(Series: "node-exporter"))
            .WithServerEndpoint(NodeExporterFacts.Port, port)
            .WithProbes(Probe.Http(NodeExporterFacts.RootPath), Probe.Http(NodeExporterFacts.RootPath))
            .WithAnnotation(NodeExporterKubernetes.Workload)
            .WithIconName("DesktopPulse");
        if (builder.ExecutionContext.IsRunMode && exporter.Resource is ContainerResource container)
        {
            builder.CreateResourceBuilder(container)
                .WithBindMount("/", NodeExporterFacts.HostRootPath, isReadOnly: true)
                .WithContainerRuntimeArgs("--pid=host");
        }

        return exporter.WithServerArgs(context => WriteArguments(exporter.GetEndpoint("http"), context));
    }

    private static IEnumerable<object> WriteArguments(EndpointReference endpoint, ServerContext context)
    {
        yield return ReferenceExpression.Create($"--web.listen-address={context.ListenAddress(endpoint)}");
        if (!context.IsProcess)
        {
            yield return $"--path.rootfs={NodeExporterFacts.HostRootPath}";
        }
    }
}
