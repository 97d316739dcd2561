using Observability.StandIns.Gateway.Configuration;

namespace Observability.StandIns.Gateway.Routing;

/// <summary>All that is needed to answer requests by one configuration; a reload makes a new one.</summary>
/// <param name="routers">All routers, whether in force or not.</param>
/// <param name="services">The services of the files, for those who ask about them.</param>
internal sealed class RoutingTable(IReadOnlyList<Router> routers, IReadOnlyDictionary<string, ServiceDefinition> services)
{
    private readonly Dictionary<string, Router[]> _byEntryPoint = (
        from router in routers
        where router.Handler is not null
        from entryPoint in router.EntryPoints
        group router by entryPoint).ToDictionary(
            group => group.Key,
            group => group.OrderByDescending(router => router.Priority).ThenBy(router => router.Name, StringComparer.Ordinal).ToArray(),
            StringComparer.Ordinal);

    /// <summary>All routers, whether in force or not.</summary>
    public IReadOnlyList<Router> Routers { get; } = routers;

    /// <summary>The services of the files.</summary>
    public IReadOnlyDictionary<string, ServiceDefinition> Services { get; } = services;

    /// <summary>The routers of an entry point in the order in which they are asked.</summary>
    public IReadOnlyList<Router> For(string entryPoint) => _byEntryPoint.GetValueOrDefault(entryPoint) ?? [];
}
