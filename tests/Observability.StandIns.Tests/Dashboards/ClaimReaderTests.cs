using Observability.StandIns.Dashboards.Configuration;
using Observability.StandIns.Dashboards.SignIn;

namespace Observability.StandIns.Tests.Dashboards;

/// <summary>Roles are found by JMESPath as Grafana does.</summary>
public sealed class ClaimReaderTests
{
    // As GrafanaRoles writes it for the client grafana.
    private const string RolePath =
        "resource_access.\"grafana\".roles[?@ == 'admin'] && 'Admin' || resource_access.\"grafana\".roles[?@ == 'editor'] && 'Editor' || resource_access.\"grafana\".roles[?@ == 'viewer'] && 'Viewer'";

    private static readonly OAuthSettings s_settings = new(
        "Keycloak", "grafana", "secret", "openid", new Uri("http://a/auth"), new Uri("http://a/token"), null, true, true, false, null,
        "preferred_username", "name", "email", RolePath, RoleStrict: true, RoleSkipped: false, GrafanaAdminAllowed: false, []);

    [Theory]
    [InlineData("[\"viewer\"]", "Viewer")]
    [InlineData("[\"viewer\",\"editor\"]", "Editor")]
    [InlineData("[\"admin\",\"viewer\"]", "Admin")]
    public void Read_RolesOfTheClient_TheMightiestCounts(string roles, string expected) =>
        Assert.Equal(expected, Read(s_settings, Claims(roles)).Role.ToString());

    [Theory]
    [InlineData("[]")]
    [InlineData("[\"stranger\"]")]
    public void Read_NoRoleAndStrict_Refuses(string roles) => Assert.Throws<SignInRefusedException>(() => Read(s_settings, Claims(roles)));

    [Fact]
    public void Read_NoClaimAtAll_RefusesOrTakesTheUsualRole()
    {
        const string Bare = """{"preferred_username":"ada"}""";

        Assert.Throws<SignInRefusedException>(() => Read(s_settings, Bare));
        Assert.Equal(OrgRole.Viewer, Read(s_settings with { RoleStrict = false }, Bare).Role);
    }

    [Fact]
    public void Read_SeveralSources_TheFirstWithAnAnswerCounts()
    {
        var visitor = Read(s_settings, """{"name":"Ada L."}""", Claims("[\"editor\"]"), Claims("[\"admin\"]"));

        Assert.Equal(("ada", "Ada L.", OrgRole.Editor), (visitor.Login, visitor.Name, visitor.Role));
    }

    [Fact]
    public void Read_GrafanaAdmin_OnlyWhereItIsAllowed()
    {
        var path = s_settings with { RolePath = "'GrafanaAdmin'" };

        Assert.False(Read(path, Claims("[]")).IsGrafanaAdmin);
        Assert.Equal(OrgRole.Admin, Read(path, Claims("[]")).Role);
        Assert.True(Read(path with { GrafanaAdminAllowed = true }, Claims("[]")).IsGrafanaAdmin);
    }

    [Fact]
    public void Read_ExpressionThatFails_IsNoRole() =>
        Assert.Throws<SignInRefusedException>(() =>
            Read(s_settings with { RolePath = "contains(nothing.roles, 'x') && 'Admin'" }, Claims("[]")));

    [Theory]
    [InlineData("0")]
    [InlineData("3")]
    [InlineData("Admin, Viewer")]
    public void Read_RoleThatIsNoName_IsNoRole(string role) =>
        Assert.Throws<SignInRefusedException>(() => Read(s_settings with { RolePath = $"'{role}'" }, Claims("[]")));

    [Fact]
    public void Read_OtherDomain_IsRefused() =>
        Assert.Throws<SignInRefusedException>(() => Read(s_settings with { AllowedDomains = ["example.com"] }, Claims("[\"admin\"]")));

    private static Visitor Read(OAuthSettings settings, params string[] sources) => new ClaimReader(settings, OrgRole.Viewer).Read(sources);

    private static string Claims(string roles) =>
        $$"""{"preferred_username":"ada","email":"ada@example.org","resource_access":{"grafana":{"roles":{{roles}} } } }""";
}
