using Observability.Hosting.Traefik;

namespace Observability.Hosting.Tests.Traefik;

[Tier(Tier.Golden)]
public class TraefikConfigWriterTests
{
    private static readonly TraefikRoute[] s_routes =
    [
        new("grafana", "grafana.localhost", "http://localhost:41001"),
        new("logs", "logs.localhost", "http://localhost:41002"),
        new("traefik", "traefik.localhost", Url: null),
    ];

    [Fact]
    public void Static_Laptop_ListensOnLoopbackAndOpensTheApi() => GoldenFile.Matches(
        "Traefik/Golden/static-laptop.yml",
        TraefikStaticConfigWriter.Write(new TraefikStaticConfig(
            "127.0.0.1:41080", WebSecure: null, "127.0.0.1:41081", "127.0.0.1:41082", "/state/traefik/etc/traefik/dynamic", Ingress: null)));

    [Fact]
    public void Static_Cluster_RedirectsToTlsAndKeepsTheApiShut() => GoldenFile.Matches(
        "Traefik/Golden/static-cluster.yml",
        TraefikStaticConfigWriter.Write(new TraefikStaticConfig(
            "0.0.0.0:8000", "0.0.0.0:8443", "0.0.0.0:8080", "0.0.0.0:9100", DynamicFolder: null, ("observability", "traefik-public"))));

    [Fact]
    public void Dynamic_Laptop_RoutesByHostInClearText() =>
        GoldenFile.Matches("Traefik/Golden/dynamic-laptop.yml", TraefikDynamicConfigWriter.Write(s_routes));

    [Fact]
    public void Dynamic_NoService_HasNoEmptyMap() =>
        GoldenFile.Matches("Traefik/Golden/dynamic-dashboard-only.yml", TraefikDynamicConfigWriter.Write([s_routes[2]]));

    [Fact]
    public void Dynamic_NoRoute_IsAnEmptyMap() => Assert.Equal("{}\n", TraefikDynamicConfigWriter.Write([]));

    [Fact]
    public void Dynamic_Text_ReadsBackAndIsNoTemplate()
    {
        var text = TraefikDynamicConfigWriter.Write(s_routes);
        var document = YamlDocument.Parse(text);

        Assert.Equal("Host(`grafana.localhost`)", document.Scalar("http", "routers", "grafana", "rule"));
        Assert.Equal("http://localhost:41001", document.Scalar("http", "services", "grafana", "loadBalancer", "servers", 0, "url"));
        Assert.Equal("api@internal", document.Scalar("http", "routers", "traefik", "service"));
        Assert.DoesNotContain("{{", text, StringComparison.Ordinal);
    }
}
