using Aspire.Hosting.ApplicationModel;
using Observability.Hosting;
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
            builder.CreateResourceBuilder(process).OnBeforeResourceStarted((server, _, _) => CreateFolder(builder, server));
        }

        return pushgateway.WithServerArgs(context => WriteArguments(pushgateway.GetEndpoint("http"), context));
    }

    // Without it nothing is kept, which the Pushgateway says in its log only.
    private static Task CreateFolder(IDistributedApplicationBuilder builder, PushgatewayProcess server)
    {
        var context = ServerBuilderExtensions.CreateContext(Stack.For(builder), server, builder.ExecutionContext);
        Directory.CreateDirectory(Path.GetDirectoryName(context.MapPath(PushgatewayFacts.PersistencePath))!);
        return Task.CompletedTask;
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
