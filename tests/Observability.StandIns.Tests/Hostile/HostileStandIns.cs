using System.Text;
using Observability.StandIns.Tests.Dashboards;
using Observability.StandIns.Tests.Documents;
using Observability.StandIns.Tests.Identity;

namespace Observability.StandIns.Tests.Hostile;

/// <summary>Every stand-in that listens, one entry each.</summary>
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
        new("documents", PrepareDocuments, setup =>
        [
            setup.Target("http", "/_cluster/health", "/", "/_search", "/_cat/indices") with
            {
                Authorization = Basic("elastic", RunningServer.Password),
                GuardedRoutes = ["/_search", "/_cat/indices", "/"],
                BodyRoutes = [("/_bulk", "application/x-ndjson"), ("/a/_doc", "application/json")],
                Secrets = [RunningServer.Password],
            },
        ]),
        new("dashboards", PrepareDashboards, setup =>
        [
            setup.Target("http", "/api/health", "/metrics", "/login", "/api/search", "/api/datasources") with
            {
                Authorization = Basic("admin", RunningDashboards.AdminPassword),
                GuardedRoutes = ["/api/search", "/api/datasources", "/api/user"],
                BodyRoutes = [("/login", "application/json"), ("/api/ds/query", "application/json")],
                Secrets = [RunningDashboards.AdminPassword],
            },
        ]),
        new("consumer", PrepareConsumer, setup => [setup.Target("health", "/"), setup.Target("metrics", "/metrics")]),
        new("shipper", PrepareShipper, setup => [setup.Target("http", "/-/ready", "/-/healthy", "/metrics", "/")]),
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

    private static List<string> PrepareDocuments(HostileSetup setup)
    {
        RunningServer.WriteFiles(setup.Folder);
        setup.Variables["ES_PATH_CONF"] = setup.Path("config");
        setup.Variables["ES_TMPDIR"] = setup.Path("tmp");
        return ["--server-version=9.5.2", $"-Ehttp.port={setup.Port("http")}"];
    }

    private static List<string> PrepareDashboards(HostileSetup setup)
    {
        var file = setup.Write("grafana.ini", $"""
            [server]
            root_url = http://{setup.Listen("http")}/
            http_addr = 127.0.0.1
            http_port = {setup.Port("http")}
            [paths]
            provisioning = {setup.Path("provisioning")}
            [security]
            admin_password = {RunningDashboards.AdminPassword}
            """);
        return ["server", "--config", file];
    }

    private static List<string> PrepareConsumer(HostileSetup setup) =>
    [
        "--config", setup.Write("telegraf.conf", $"""
            [[inputs.internal]]

            [[outputs.prometheus_client]]
            listen = "{setup.Listen("metrics")}"
            metric_version = 2

            [[outputs.health]]
            service_address = "http://{setup.Listen("health")}"
            """),
    ];

    private static List<string> PrepareShipper(HostileSetup setup) =>
    [
        "run", setup.Write("config.alloy", string.Empty), $"--server.http.listen-addr={setup.Listen("http")}", $"--storage.path={setup.Path("data")}",
    ];

    private static string Basic(string user, string password) => $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}"))}";

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
