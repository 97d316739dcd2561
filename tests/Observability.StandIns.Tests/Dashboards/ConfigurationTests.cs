using Observability.StandIns.Dashboards.Configuration;

namespace Observability.StandIns.Tests.Dashboards;

/// <summary>Settings are found where Grafana finds them, and mistakes name their place.</summary>
public sealed class ConfigurationTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Dictionary<string, string?> _variables = new(StringComparer.Ordinal);

    [Theory]
    [InlineData("name = Keycloak", "Keycloak")]
    [InlineData("name = Keycloak ; a comment", "Keycloak")]
    [InlineData("name = Keycloak # a comment", "Keycloak")]
    [InlineData("name = \"quoted\"", "quoted")]
    [InlineData("name = 'quoted'", "quoted")]
    [InlineData("name = \"\"\"a # ; \" b\"\"\"", "a # ; \" b")]
    [InlineData("name = `a # b`", "a # b")]
    [InlineData("name = one \\\n  two", "one two")]
    [InlineData("name : colon", "colon")]
    [InlineData("name = a = b", "a = b")]
    [InlineData("; name = x\nname = y\n", "y")]
    [InlineData("other = O\nname = %(other)s!", "O!")]
    public void Read_Value_IsWhatTheDialectSays(string lines, string expected) =>
        Assert.Equal(expected, Read($"[s]\n{lines}\n").Find("s", "name"));

    [Fact]
    public void Read_EachSource_TheLaterCountsOverTheEarlier()
    {
        _variables["GF_AUTH_GENERIC_OAUTH_NAME"] = "variable";
        const string Text = "[auth.generic_oauth]\nname = file\nscopes = file\n";

        var settings = Read(Text, "cfg:default.auth.generic_oauth.scopes=default", "cfg:default.auth.generic_oauth.client_id=default");
        Assert.Equal("variable", settings.Find("auth.generic_oauth", "name"));
        Assert.Equal("file", settings.Find("auth.generic_oauth", "scopes"));
        Assert.Equal("default", settings.Find("auth.generic_oauth", "client_id"));
        Assert.Equal("argument", Read(Text, "cfg:auth.generic_oauth.name=argument").Find("auth.generic_oauth", "name"));
    }

    [Fact]
    public void Read_Expanders_TakeFilesAndVariables()
    {
        _variables["HOST"] = "example.org";
        var secret = _folder.Write("secret", "from a file\n");

        var settings = Read($"[s]\na = $__file{{{secret}}}\nb = $__env{{HOST}}\nc = http://${{HOST}}/\n");

        Assert.Equal(["from a file", "example.org", "http://example.org/"], new[] { "a", "b", "c" }.Select(key => settings.Find("s", key)));
    }

    [Theory]
    [InlineData("[s\n", "line 1")]
    [InlineData("[s]\nnothing\n", "line 2")]
    [InlineData("[s]\na = \"\"\"open\n", "line 2")]
    [InlineData("[server]\nprotocol = https\n", "[server] protocol")]
    [InlineData("[server]\nhttp_port = many\n", "[server] http_port")]
    [InlineData("[server]\nroot_url = nowhere\n", "[server] root_url")]
    [InlineData("[server]\ndomain = %(root_url)s\nroot_url = http://%(domain)s/\n", "refers to itself, through others")]
    [InlineData("[users]\nauto_assign_org_role = 3\n", "[users] auto_assign_org_role")]
    [InlineData("[security]\nadmin_password = $__file{/nowhere/at/all}\n", "[security] admin_password")]
    [InlineData("[security]\nadmin_password = $__vault{x}\n", "$__vault")]
    [InlineData("[auth.generic_oauth]\nenabled = true\n", "client_id is missing")]
    [InlineData("[auth.generic_oauth]\nenabled = true\nclient_id = a\nauth_url = x\n", "[auth.generic_oauth] auth_url")]
    [InlineData("[auth.generic_oauth]\nenabled = true\nclient_id = a\nauth_url = http://a\ntoken_url = http://a\nrole_attribute_path = a[?\n", "role_attribute_path")]
    public void Read_Mistake_NamesFileAndPlace(string text, string place)
    {
        var mistake = Assert.Throws<StandInException>(() => DashboardsConfiguration.Read(Read(text)));

        Assert.Contains(_folder.Path, mistake.Message, StringComparison.Ordinal);
        Assert.Contains(place, mistake.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_Nothing_TakesGrafanasDefaults()
    {
        var configuration = DashboardsConfiguration.Read(Read(string.Empty));

        Assert.Equal("http://localhost:3000/", configuration.RootUrl.ToString());
        Assert.Equal(("admin", "admin"), (configuration.AdminUser, configuration.AdminPassword));
        Assert.True(configuration is { LoginForm: true, BasicAuth: true, AnonymousRole: null, OAuth: null, Metrics: true });
        Assert.Equal("grafana_session", configuration.Session.CookieName);
    }

    [Fact]
    public void Read_SignInsThatAreNotThere_AreNamed() =>
        Assert.Contains("[auth.ldap]", Assert.Single(DashboardsConfiguration.Read(Read("[auth.ldap]\nenabled = true\n")).Ignored),
            StringComparison.Ordinal);

    [Theory]
    [InlineData("30s", 30)]
    [InlineData("1h30m", 5400)]
    [InlineData("7d", 604_800)]
    [InlineData("90", 90)]
    [InlineData("500ms", 0.5)]
    public void Duration_Text_IsRead(string text, double seconds)
    {
        Assert.True(GrafanaDuration.TryParse(text, out var duration));
        Assert.Equal(seconds, duration.TotalSeconds);
    }

    [Theory]
    [InlineData("")]
    [InlineData("soon")]
    [InlineData("5x")]
    [InlineData("-5s")]
    [InlineData("99999999999999999999d")]
    public void Duration_NoDuration_IsRefused(string text) => Assert.False(GrafanaDuration.TryParse(text, out _));

    public void Dispose() => _folder.Dispose();

    private GrafanaSettings Read(string text, params string[] arguments) =>
        GrafanaSettings.Read(["server", "--config", _folder.Write("grafana.ini", text), .. arguments], _variables.GetValueOrDefault);
}
