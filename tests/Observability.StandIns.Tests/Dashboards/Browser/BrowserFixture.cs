using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;
using Microsoft.Playwright;
using Observability.StandIns.Identity;

namespace Observability.StandIns.Tests.Dashboards.Browser;

/// <summary>
/// The stand-in with the AppHost's own dashboards, the identity stand-in with one person for each role, stores that have data for
/// everything, and a browser.
/// </summary>
public sealed class BrowserFixture : IAsyncLifetime
{
    public const string Password = "canary-password-1";

    private readonly TemporaryFolder _realm = new();
    private readonly List<ScriptedStore> _stores = [];
    private RunningDashboards? _dashboards;
    private WebApplication? _identity;
    private Chromium? _browser;

    internal Chromium Browser => _browser!;

    internal RunningDashboards Dashboards => _dashboards!;

    /// <summary>The Prometheus.</summary>
    internal ScriptedStore Prometheus => _stores[0];

    /// <summary>A browser's window whose requests are the administrator's.</summary>
    public static BrowserNewContextOptions Admin(int width = 1600, int height = 1000, ColorScheme theme = ColorScheme.Dark) => new()
    {
        ViewportSize = new() { Width = width, Height = height },
        ColorScheme = theme,
        ReducedMotion = ReducedMotion.Reduce,
        ExtraHTTPHeaders = new Dictionary<string, string>
        {
            ["Authorization"] = "Basic "
                + Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes($"admin:{RunningDashboards.AdminPassword}")),
        },
    };

    public async ValueTask InitializeAsync()
    {
        _browser = await Chromium.LaunchAsync();
        foreach (var answer in new Func<StoreRequest,
            (int, string, string)>[] { ScriptedStores.Prometheus, ScriptedStores.Loki, ScriptedStores.Elasticsearch,
            ScriptedStores.InfluxDB })
        {
            _stores.Add(await ScriptedStore.StartAsync(answer));
        }

        var identityPort = FreePort.Take();
        var identity = $"http://127.0.0.1:{identityPort}/realms/observability/protocol/openid-connect";
        _dashboards = new RunningDashboards
        {
            Ini = $"""
                [auth.generic_oauth]
                enabled = true
                name = Keycloak
                client_id = grafana
                client_secret = canary-secret
                scopes = openid profile email offline_access
                use_pkce = true
                use_refresh_token = true
                auth_url = {identity}/auth
                token_url = {identity}/token
                api_url = {identity}/userinfo
                signout_redirect_url = {identity}/logout?client_id=grafana
                login_attribute_path = preferred_username
                role_attribute_path = resource_access."grafana".roles[?@ == 'admin'] && 'Admin' || resource_access."grafana".roles[?@ == 'editor'] && 'Editor' || resource_access."grafana".roles[?@ == 'viewer'] && 'Viewer'
                role_attribute_strict = true
                """,
        };
        await StartIdentityAsync(identityPort);
        _dashboards.WriteDataSources(
            $"{{name: prometheus, uid: prometheus, type: prometheus, url: '{_stores[0].Url}', isDefault: true, jsonData: {{timeInterval: 15s, manageAlerts: true}}}}",
            $"{{name: loki, uid: loki, type: loki, url: '{_stores[1].Url}'}}",
            $"{{name: elasticsearch, uid: elasticsearch-telegraf, type: elasticsearch, url: '{_stores[2].Url}', jsonData: {{index: 'telegraf-*', timeField: '@timestamp'}}}}",
            $"{{name: influx, uid: influxdb-flux, type: influxdb, url: '{_stores[3].Url}', jsonData: {{version: Flux, organization: o, defaultBucket: b}}}}");
        WriteDashboards(_dashboards);
        await _dashboards.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        if (_dashboards is not null)
        {
            await _dashboards.DisposeAsync();
        }

        if (_identity is not null)
        {
            await _identity.StopAsync();
            await _identity.DisposeAsync();
        }

        foreach (var store in _stores)
        {
            await store.DisposeAsync();
        }

        _realm.Dispose();
    }

    private static void WriteDashboards(RunningDashboards dashboards)
    {
        dashboards.WriteProvider();
        foreach (var file in Directory.EnumerateFiles(Repository.Combine("AppHost", "dashboards"), "*.json")
            .Concat(Directory.EnumerateFiles(Repository.Combine("tests", "Observability.StandIns.Tests", "Dashboards", "Browser", "Cases"),
                "*.json")))
        {
            dashboards.Write("dashboards/" + Path.GetFileName(file), File.ReadAllText(file));
        }
    }

    // The realm that the writer of Keycloak's configuration has written, with more people and this Grafana's address.
    private async Task StartIdentityAsync(int port)
    {
        var text = File.ReadAllText(
            Repository.Combine("tests", "Observability.Hosting.Tests", "Keycloak", "Golden", "two-clients-github.json"));
        var realm = JsonNode.Parse(text.Replace("http://localhost:3000", Dashboards.Root.TrimEnd('/'), StringComparison.Ordinal))!;
        var users = realm["users"]!.AsArray();
        var pattern = users.Single(user => (string?)user!["username"] == "vera")!;
        foreach (var (name, role) in new[] { ("eve", "editor"), ("nick", null) })
        {
            var user = pattern.DeepClone();
            user["username"] = name;
            user["email"] = $"{name}@example.org";
            user["clientRoles"] = role is null ? new JsonObject() : new JsonObject { ["grafana"] = new JsonArray(role) };
            users.Add(user);
        }

        _realm.Write("import/observability-realm.json", realm.ToJsonString());
        _identity = IdentityStandIn.Build(
            ["--import", _realm.Combine("import"), "--http", $"127.0.0.1:{port}", "--management", $"127.0.0.1:{FreePort.Take()}"],
            name => name switch
            {
                "KC_HOSTNAME" => $"http://127.0.0.1:{port}",
                "GRAFANA_CLIENT_SECRET" => "canary-secret",
                _ when name.EndsWith("PASSWORD", StringComparison.Ordinal) => Password,
                _ => "unused",
            },
            TimeProvider.System,
            builder => builder.Logging.ClearProviders());
        await _identity.StartAsync(TestContext.Current.CancellationToken);
    }
}
