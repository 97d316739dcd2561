using Aspire.Hosting.ApplicationModel;
using Observability.Hosting.Backends;
using Observability.Hosting.Model;
using Observability.Hosting.Pushgateway;

namespace Aspire.Hosting;

/// <summary>Adds the Pushgateway to an AppHost.</summary>
public static class PushgatewayBuilderExtensions
{
    /// <summary>Adds a Pushgateway: short-lived jobs push their metrics to it and Prometheus scrapes them there.</summary>
    /// <param name="builder">The AppHost.</param>
    /// <param name="name">Name of the resource.</param>
    /// <param name="port">
    /// Port on this machine; null (default) takes any free one, or in a persistent run 9091 where that is free.
    /// </param>
    public static IResourceBuilder<IPushgateway> AddPushgateway(
        this IDistributedApplicationBuilder builder, string name, int? port = null)
    {
        var pushgateway = builder.AddServer<IPushgateway>(
                name,
                PushgatewayFacts.Server,
                resourceName => new PushgatewayContainer(resourceName),
                (resourceName, command, folder) => new PushgatewayProcess(resourceName, command, folder))
            .WithAnnotation(new MetricsAnnotation(HonorLabels: true, Series: "pushgateway"))
            .WithServerEndpoint(PushgatewayFacts.Port, port)
            .WithProbes(Probe.Http(PushgatewayFacts.ReadyPath), Probe.Http(PushgatewayFacts.HealthyPath))
            .WithAnnotation(PushgatewayKubernetes.Workload)
            .WithIconName("ArrowUpload");
        if (pushgateway.Resource is PushgatewayProcess process)
        {
            // Without it nothing is kept, which the Pushgateway says in its log only.
            builder.CreateResourceBuilder(process).WithFolders(Path.GetDirectoryName(PushgatewayFacts.PersistencePath)!);
        }

        return pushgateway.WithServerArgs(context => WriteArguments(pushgateway.GetEndpoint("http"), context));
    }

    private static IEnumerable<object> WriteArguments(EndpointReference endpoint, ServerContext context)
    {
        yield return ReferenceExpression.Create($"--web.listen-address={context.ListenAddress(endpoint)}");
        if (context.IsProcess)
        {
            // The state folder goes with an ephemeral run and stays with a persistent one; so does what was pushed.
            yield return $"--persistence.file={context.MapPath(PushgatewayFacts.PersistencePath)}";
        }
    }
}
