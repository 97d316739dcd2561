using Aspire.Hosting.ApplicationModel;
using Observability.Hosting.Backends;
using Observability.Hosting.Model;
using Observability.Hosting.Traefik;

namespace Aspire.Hosting;

/// <summary>Adds Traefik to an AppHost.</summary>
public static partial class TraefikBuilderExtensions
{
    private const string WebEndpoint = "http";
    private const string WebSecureEndpoint = "websecure";
    private const string AdminEndpoint = "admin";
    private const string MetricsEndpoint = "metrics";

    /// <summary>
    /// Adds a Traefik 3: the gateway through which people reach the stack under host names. Its endpoints are <c>http</c>
    /// (what people open), <c>admin</c> (ping; on the laptop also the API and the dashboard, open to whoever reaches it),
    /// <c>metrics</c> and, in a publish only, <c>websecure</c>, to which <c>http</c> then redirects. On the laptop its own
    /// dashboard is also at <c>&lt;name&gt;.localhost</c>. It sends no usage statistics and looks for no new version.
    /// </summary>
    /// <param name="builder">The AppHost.</param>
    /// <param name="name">Name of the resource.</param>
    /// <param name="port">
    /// Port on this machine that people open; null (default) takes any free one, or in a persistent run 8000 where that is
    /// free.
    /// </param>
    public static IResourceBuilder<ITraefik> AddTraefik(this IDistributedApplicationBuilder builder, string name, int? port = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var traefik = builder.AddServer<ITraefik>(
                name,
                TraefikFacts.Server,
                resourceName => new TraefikContainer(resourceName),
                (resourceName, command, folder) => new TraefikProcess(resourceName, command, folder),
                resourceName => new TraefikStandIn(resourceName))
            .WithAnnotation(new MetricsAnnotation(MetricsEndpoint))
            .WithServerEndpoint(TraefikFacts.WebPort, port, WebEndpoint, portInFile: true)
            .WithServerEndpoint(TraefikFacts.AdminPort, name: AdminEndpoint, portInFile: true)
            .WithServerEndpoint(TraefikFacts.MetricsPort, name: MetricsEndpoint, portInFile: true)
            .WithProbes(Probe.Http(TraefikFacts.PingPath, AdminEndpoint), Probe.Http(TraefikFacts.PingPath, AdminEndpoint))
            .WithAnnotation(TraefikKubernetes.Workload)
            .WithIconName("Router");
        if (builder.ExecutionContext.IsPublishMode)
        {
            traefik.WithServerEndpoint(TraefikFacts.WebSecurePort, name: WebSecureEndpoint, scheme: "https", portInFile: true)
                .WithAnnotation(new PublicEndpointAnnotation(WebEndpoint))
                .WithAnnotation(new PublicEndpointAnnotation(WebSecureEndpoint));
        }

        else
        {
            // In a cluster the routes are Ingress objects.
            traefik.WithConfigFile(new ConfigFile(
                TraefikFacts.RoutesPath,
                (context, cancellationToken) => WriteRoutesAsync(traefik.Resource, context, cancellationToken)));
        }

        return traefik
            .WithConfigFile(new ConfigFile(
                TraefikFacts.ConfigPath,
                (context, cancellationToken) => WriteStaticConfigAsync(traefik.Resource, context, cancellationToken)))
            .WithServerArgs(context => [$"--configFile={context.MapPath(TraefikFacts.ConfigPath)}"])
            .WithUrls(ShowRoutes);
    }

    private static async Task<string> WriteStaticConfigAsync(
        ITraefik traefik, ServerContext context, CancellationToken cancellationToken)
    {
        async Task<string> Listen(string endpointName)
        {
            var endpoint = new EndpointReference(traefik, endpointName);
            return $"{context.ListenHost}:{await context.GetListenPortAsync(endpoint, cancellationToken).ConfigureAwait(false)}";
        }

        return TraefikStaticConfigWriter.Write(new TraefikStaticConfig(
            await Listen(WebEndpoint).ConfigureAwait(false),
            context.IsCluster ? await Listen(WebSecureEndpoint).ConfigureAwait(false) : null,
            await Listen(AdminEndpoint).ConfigureAwait(false),
            await Listen(MetricsEndpoint).ConfigureAwait(false),
            context.IsCluster ? null : context.MapPath(TraefikFacts.DynamicFolder),
            context.Cluster is { } cluster ? (cluster.GetNamespace(traefik), Cluster.GetPublicService(traefik)) : null));
    }
}
