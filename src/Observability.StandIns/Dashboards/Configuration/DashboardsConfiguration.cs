using System.Net;

namespace Observability.StandIns.Dashboards.Configuration;

/// <summary>What the stand-in takes from <c>grafana.ini</c>.</summary>
internal sealed record DashboardsConfiguration(
    IPEndPoint Listen,
    Uri RootUrl,
    bool ServeFromSubPath,
    string Provisioning,
    string AdminUser,
    string AdminPassword,
    bool LoginForm,
    bool BasicAuth,
    OrgRole? AnonymousRole,
    OrgRole NewUserRole,
    OAuthSettings? OAuth,
    SessionSettings Session,
    string DefaultTheme,
    bool Metrics,
    bool Alerting,
    IReadOnlyList<string> Ignored)
{
    private static readonly string[] s_otherSignIns =
        ["auth.ldap", "auth.saml", "auth.jwt", "auth.proxy", "auth.github", "auth.gitlab", "auth.google", "auth.azuread", "auth.okta",
            "auth.grafana_com", "auth.grafananet"];

    /// <summary>Path under which people see it, without a slash at its end: empty, or <c>/grafana</c>.</summary>
    public string SubPath => RootUrl.AbsolutePath.TrimEnd('/');

    /// <summary>Reads and checks everything.</summary>
    public static DashboardsConfiguration Read(GrafanaSettings settings)
    {
        var protocol = settings.Get("server", "protocol", "http");
        if (protocol != "http")
        {
            throw settings.Mistake("server", "protocol", $"is {protocol}; the stand-in serves http only, TLS is the gateway's");
        }

        var port = settings.GetPort("server", "http_port", 3000);
        var domain = settings.Get("server", "domain", "localhost");
        var root = settings.Get("server", "root_url", FormattableString.Invariant($"http://{domain}:{port}/"));
        if (!Uri.TryCreate(root, UriKind.Absolute, out var rootUrl) || rootUrl.Scheme is not ("http" or "https"))
        {
            throw settings.Mistake("server", "root_url", $"is no URL: {root}");
        }

        var loginForm = !settings.IsOn("auth", "disable_login_form") && !settings.IsOn("auth", "disable_login");
        return new DashboardsConfiguration(
            new IPEndPoint(ReadAddress(settings), port),
            rootUrl,
            settings.IsOn("server", "serve_from_sub_path"),
            Path.GetFullPath(settings.Get("paths", "provisioning", "conf/provisioning"), Path.GetFullPath(settings.HomePath)),
            settings.Get("security", "admin_user", "admin"),
            settings.Get("security", "admin_password", "admin"),
            loginForm,
            settings.IsOn("auth.basic", "enabled", fallback: true),
            settings.IsOn("auth.anonymous", "enabled") ? ReadRole(settings, "auth.anonymous", "org_role") : null,
            ReadRole(settings, "users", "auto_assign_org_role"),
            OAuthSettings.Read(settings),
            SessionSettings.Read(settings, rootUrl),
            settings.Get("users", "default_theme", "system"),
            settings.IsOn("metrics", "enabled", fallback: true),
            settings.IsOn("unified_alerting", "enabled", fallback: true),
            [.. FindIgnored(settings)]);
    }

    private static IPAddress ReadAddress(GrafanaSettings settings) => settings.Find("server", "http_addr") switch
    {
        null => IPAddress.Any,
        "localhost" => IPAddress.Loopback,
        var text when IPAddress.TryParse(text, out var address) => address,
        var text => throw settings.Mistake("server", "http_addr", $"is no address: {text}"),
    };

    private static OrgRole ReadRole(GrafanaSettings settings, string section, string key)
    {
        var text = settings.Get(section, key, nameof(OrgRole.Viewer));
        return RoleNames.TryParse(text, out var role) ? role : throw settings.Mistake(section, key, $"is no role: {text}");
    }

    private static IEnumerable<string> FindIgnored(GrafanaSettings settings)
    {
        foreach (var section in s_otherSignIns.Where(section => settings.IsOn(section, "enabled")))
        {
            yield return $"[{section}] is ignored: the stand-in signs people in by generic OAuth and by the administrator's password only";
        }

        if (settings.Find("database", "type") is { } database and not "sqlite3")
        {
            yield return $"[database] {database} is ignored: the stand-in keeps nothing";
        }
    }
}
