using Observability.Hosting.Grafana;

namespace Observability.Hosting.Tests.Grafana;

[Tier(Tier.Golden)]
public class GrafanaConfigWriterTests
{
    private static readonly GrafanaSignIn s_signIn = new(
        "Keycloak",
        "grafana",
        "/etc/grafana/secrets/oidc-secret",
        "https://id.example.org/realms/stack/protocol/openid-connect/auth",
        "http://keycloak:8080/realms/stack/protocol/openid-connect/token",
        "http://keycloak:8080/realms/stack/protocol/openid-connect/userinfo",
        "https://id.example.org/realms/stack/protocol/openid-connect/logout?client_id=grafana&post_logout_redirect_uri=https%3A%2F%2Fgrafana.example.org%2Flogin");

    private static readonly GrafanaConfig s_laptop = new(
        "http://localhost:3000/",
        new GrafanaPaths("/state/grafana/var/lib/grafana", "/state/grafana/var/lib/grafana/log", "/state/grafana/var/lib/grafana/plugins", "/state/grafana/etc/grafana/provisioning", "/opt/grafana/data/plugins-bundled"),
        "/state/grafana/etc/grafana/secrets/admin-password",
        "/state/grafana/etc/grafana/secrets/secret-key",
        LoginForm: true,
        SignIn: null);

    private static readonly GrafanaConfig s_cluster = new(
        "https://grafana.example.org/",
        new GrafanaPaths("/var/lib/grafana", "/var/lib/grafana/log", "/var/lib/grafana/plugins", "/etc/grafana/provisioning", null),
        "/etc/grafana/secrets/admin-password",
        "/etc/grafana/secrets/secret-key",
        LoginForm: false,
        s_signIn);

    [Fact]
    public void Write_ProcessOnTheLaptop_MatchesGoldenFile() =>
        GoldenFile.Matches("Grafana/Golden/laptop.ini", GrafanaConfigWriter.Write(s_laptop));

    [Fact]
    public void Write_ClusterWithSignIn_MatchesGoldenFile() =>
        GoldenFile.Matches("Grafana/Golden/cluster.ini", GrafanaConfigWriter.Write(s_cluster));

    [Fact]
    public void Write_ReadBack_DisablesWhatReachesForTheInternet()
    {
        var ini = GoIni.Read(GrafanaConfigWriter.Write(s_laptop));

        Assert.Equal("true", ini["plugins.preinstall_disabled"]);
        Assert.Equal("false", ini["plugins.preinstall_auto_update"]);
        Assert.Equal("false", ini["analytics.check_for_updates"]);
        Assert.Equal("false", ini["analytics.check_for_plugin_updates"]);
        Assert.Equal("false", ini["analytics.reporting_enabled"]);
        Assert.Equal("false", ini["news.news_feed_enabled"]);
    }

    [Fact]
    public void Write_ReadBack_KeepsTheRoleExpressionWhole()
    {
        var ini = GoIni.Read(GrafanaConfigWriter.Write(s_cluster));

        Assert.Equal(GrafanaRoles.AttributePath("grafana"), ini["auth.generic_oauth.role_attribute_path"]);
        Assert.Equal("true", ini["auth.disable_login_form"]);
        Assert.Equal("true", ini["security.cookie_secure"]);
    }
}
