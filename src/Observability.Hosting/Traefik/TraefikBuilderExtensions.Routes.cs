using System.Text.RegularExpressions;
using Aspire.Hosting.ApplicationModel;
using Observability.Hosting.Model;
using Observability.Hosting.Traefik;

namespace Aspire.Hosting;

public static partial class TraefikBuilderExtensions
{
    /// <summary>
    /// Gives a resource a host name: people reach it at <c>http://&lt;host&gt;.localhost:&lt;port of the gateway&gt;</c> on the
    /// laptop and at <c>https://&lt;host&gt;.&lt;Stack:Domain&gt;</c> in a cluster. The target reads its public URL from the route.
    /// Where the target cannot run, its route is left out; the gateway never waits for it. The same route a second time
    /// changes nothing.
    /// </summary>
    /// <param name="builder">The Traefik.</param>
    /// <param name="target">Resource that takes the requests; it gets the host name that people use.</param>
    /// <param name="host">First label of the host name; null (default) for the target's name in lower case.</param>
    /// <param name="endpointName">Endpoint of the target; the first route is the one under which the target knows itself.</param>
    /// <exception cref="ArgumentException">
    /// The host is no DNS label in lower case, is that of the gateway's own dashboard, or is routed elsewhere already.
    /// </exception>
    public static IResourceBuilder<ITraefik> WithRoute(
        this IResourceBuilder<ITraefik> builder,
        IResourceBuilder<IResourceWithEndpoints> target,
        string? host = null,
        string endpointName = "http")
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(target);
        host ??= target.Resource.Name.ToLowerInvariant();
        var endpoint = target.GetEndpoint(endpointName);
        if (FindRoute(builder, host) is { } known)
        {
            return known.Target.Resource == target.Resource && known.Target.EndpointName == endpointName
                ? builder
                : throw Refuse(host, $"it is already routed to '{known.Target.Resource.Name}.{known.Target.EndpointName}'");
        }

        if (!DnsLabel().IsMatch(host))
        {
            throw Refuse(host, "a host is one DNS label: at most 63 of a to z, 0 to 9 and -, neither first nor last a -");
        }

        if (host == DashboardHost(builder.Resource))
        {
            throw Refuse(host, "it is that of the gateway's own dashboard");
        }

        target.WithAnnotation(new RouteAnnotation(new Route(host, builder.GetEndpoint(WebEndpoint), endpoint)));
        return builder.WithEdge(EdgeKind.Route, endpoint);
    }

    private static string DashboardHost(ITraefik traefik) => traefik.Name.ToLowerInvariant();

    private static Route? FindRoute(IResourceBuilder<ITraefik> builder, string host) => builder.ApplicationBuilder.Resources
        .SelectMany(resource => resource.GetRoutes())
        .FirstOrDefault(route => route.Gateway.Resource == builder.Resource && route.Host == host);

    private static ArgumentException Refuse(string host, string why) => new($"Host '{host}' cannot be routed: {why}.", nameof(host));

    /// <summary>What is served: the routes of the edges that are still there, to targets that can run.</summary>
    private static IEnumerable<Route> GetServedRoutes(ITraefik traefik) =>
        from edge in traefik.GetEdges(EdgeKind.Route)
        where edge.To.Resource.CanRun()
        from route in edge.To.Resource.GetRoutes()
        where route.Gateway.Resource == traefik && route.Target.EndpointName == edge.To.EndpointName
        select route;

    private static async Task<string> WriteRoutesAsync(ITraefik traefik, ServerContext context, CancellationToken cancellationToken)
    {
        // .localhost is this machine's to every browser (RFC 6761), so the laptop needs no names of its own.
        var routes = new List<TraefikRoute>();
        foreach (var route in GetServedRoutes(traefik))
        {
            var url = await context.GetUrlAsync(route.Target, cancellationToken).ConfigureAwait(false);
            routes.Add(new TraefikRoute(route.Host, $"{route.Host}.localhost", url));
        }

        routes.Add(new TraefikRoute(DashboardHost(traefik), $"{DashboardHost(traefik)}.localhost", Url: null));
        return TraefikDynamicConfigWriter.Write(routes);
    }

    // In the dashboard, one link for each route.
    private static void ShowRoutes(ResourceUrlsCallbackContext context)
    {
        if (context.Resource is not ITraefik traefik || context.GetEndpoint(WebEndpoint) is not { IsAllocated: true } gateway)
        {
            return;
        }

        foreach (var route in GetServedRoutes(traefik))
        {
            context.Urls.Add(new ResourceUrlAnnotation
            {
                Url = $"{gateway.Scheme}://{route.Host}.localhost:{gateway.Port}",
                DisplayText = route.Host,
            });
        }
    }

    [GeneratedRegex(@"^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\z")]
    private static partial Regex DnsLabel();
}
