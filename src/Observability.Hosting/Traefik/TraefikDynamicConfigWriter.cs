using Observability.Hosting.Model;

namespace Observability.Hosting.Traefik;

/// <summary>
/// Writes the routes, the part of the configuration that Traefik reads again whenever it changes
/// (https://doc.traefik.io/traefik/reference/routing-configuration/http/routing/router/). Traefik takes the file for a Go
/// template before it reads it as YAML; nothing here can contain the two braces that begin an action of one.
/// </summary>
internal static class TraefikDynamicConfigWriter
{
    /// <summary>The text; the same input gives the same bytes.</summary>
    /// <param name="routes">The routes in the order of the graph.</param>
    public static string Write(IReadOnlyList<TraefikRoute> routes) => YamlText.Write(new YamlMap()
        .Add("http", routes.Count == 0 ? null : new YamlMap()
            .Add("routers", Routers(routes))
            .Add("services", Services(routes))));

    private static YamlMap Routers(IReadOnlyList<TraefikRoute> routes)
    {
        string[] entryPoints = [TraefikFacts.WebEntryPoint];
        var routers = new YamlMap();
        foreach (var route in routes)
        {
            routers.Add(route.Name, new YamlMap()
                .Add("rule", $"Host(`{route.Host}`)")
                .Add("entryPoints", entryPoints)
                .Add("service", route.Url is null ? TraefikFacts.ApiService : route.Name));
        }

        return routers;
    }

    // An empty map is a mistake to Traefik where it expects entries.
    private static YamlMap? Services(IReadOnlyList<TraefikRoute> routes)
    {
        var services = new YamlMap();
        foreach (var route in routes.Where(route => route.Url is not null))
        {
            services.Add(route.Name, new YamlMap()
                .Add("loadBalancer", new YamlMap()
                    .Add("servers", new[] { new YamlMap().Add("url", route.Url) })));
        }

        return services.Entries.Count == 0 ? null : services;
    }
}
