using Observability.StandIns.Tests.Identity;

namespace Observability.StandIns.Tests.Hostile;

/// <summary>Every stand-in, one entry each. A new one is attacked as soon as it is here.</summary>
internal static class HostileStandIns
{
    /// <summary>The stand-ins, by name.</summary>
    public static IReadOnlyDictionary<string, HostileStandIn> All { get; } = new HostileStandIn[]
    {
        new("identity", PrepareIdentity, setup =>
        [
            setup.Target("http", $"{IdentityBackend.Root}/.well-known/openid-configuration", "/", $"{IdentityBackend.Protocol}/certs", $"{IdentityBackend.Protocol}/auth") with
            {
                BodyRoutes =
                [
                    ($"{IdentityBackend.Protocol}/token", "application/x-www-form-urlencoded"),
                    ($"{IdentityBackend.Root}/login-actions/authenticate", "application/x-www-form-urlencoded"),
                ],
                HostRoutes = [$"{IdentityBackend.Root}/.well-known/openid-configuration"],
                LongestBody = 64 * 1024,
                Secrets = [.. IdentityBackend.Secrets.Values.Where(value => value!.StartsWith("canary", StringComparison.Ordinal))!],
            },
            setup.Target("management", "/health/ready", "/metrics"),
        ]),
        new("gateway", PrepareGateway, setup =>
        [
            setup.Target("web", "/ping") with { BodyRoutes = [("/ping", "text/plain")], LongestHeaders = 1 << 20 },
            setup.Target("admin", "/ping", "/api/http/routers", "/dashboard/", "/api/overview") with { LongestHeaders = 1 << 20 },
            setup.Target("metrics", "/metrics") with { LongestHeaders = 1 << 20 },
        ]),
        new("logs", PrepareLogs, setup =>
        [
            setup.Target("http", "/ready", "/metrics", "/loki/api/v1/labels") with
            {
                BodyRoutes = [("/loki/api/v1/push", "application/json")],
                LongestHeaders = 1 << 20,
            },
        ]),
        new("points", PreparePoints, setup =>
        [
            setup.Target("http", "/health", "/ready", "/metrics") with { BodyRoutes = [("/api/v2/setup", "application/json")] },
        ]),
    }.ToDictionary(standIn => standIn.Name, StringComparer.Ordinal);

    private static List<string> PrepareIdentity(HostileSetup setup)
    {
        setup.Write(
            $"{IdentityBackend.Realm}-realm.json",
            File.ReadAllText(Repository.Combine("tests", "Observability.Hosting.Tests", "Keycloak", "Golden", "two-clients-github.json")));
        foreach (var (name, value) in IdentityBackend.Secrets)
        {
            setup.Variables[name] = value;
        }

        setup.Variables["KC_HOSTNAME"] = $"http://{setup.Listen("http")}";
        return ["--import", setup.Path(), "--http", setup.Listen("http"), "--management", setup.Listen("management")];
    }

    private static List<string> PrepareLogs(HostileSetup setup)
    {
        var file = setup.Write("loki.yaml", $$"""
            auth_enabled: false
            server: {http_listen_address: 127.0.0.1}
            common: {path_prefix: {{setup.Path("data")}}}
            """);
        return [$"-config.file={file}", $"-server.http-listen-port={setup.Port("http")}"];
    }

    private static List<string> PreparePoints(HostileSetup setup) =>
    [
        $"--bolt-path={setup.Path("influxd.bolt")}", $"--engine-path={setup.Path("engine")}", $"--sqlite-path={setup.Path("influxd.sqlite")}",
        $"--http-bind-address={setup.Listen("http")}", "--reporting-disabled",
    ];

    private static List<string> PrepareGateway(HostileSetup setup)
    {
        setup.Write("dynamic/routes.yml", $$"""
            http:
              routers:
                ping: {rule: "Path(`/ping`)", service: admin, entryPoints: [web]}
              services:
                admin:
                  loadBalancer:
                    servers:
                      - url: http://{{setup.Listen("admin")}}
            """);
        var file = setup.Write("traefik.yml", $$"""
            entryPoints:
              web:
                address: {{setup.Listen("web")}}
              traefik:
                address: {{setup.Listen("admin")}}
              metrics:
                address: {{setup.Listen("metrics")}}
            providers:
              file:
                directory: {{setup.Path("dynamic")}}
            ping: {entryPoint: traefik}
            api: {dashboard: true, insecure: true}
            metrics:
              prometheus:
                entryPoint: metrics
            accessLog: {format: common}
            """);
        return [$"--configFile={file}"];
    }
}
