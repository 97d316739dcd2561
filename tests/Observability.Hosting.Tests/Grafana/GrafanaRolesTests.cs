using DevLab.JmesPath;
using Observability.Hosting.Grafana;

namespace Observability.Hosting.Tests.Grafana;

public class GrafanaRolesTests
{
    [Theory]
    [InlineData("""["admin"]""", "\"Admin\"")]
    [InlineData("""["editor"]""", "\"Editor\"")]
    [InlineData("""["viewer"]""", "\"Viewer\"")]
    [InlineData("""["viewer", "editor"]""", "\"Editor\"")]
    [InlineData("""["viewer", "admin", "editor"]""", "\"Admin\"")]
    [InlineData("""["offline_access", "viewer"]""", "\"Viewer\"")]
    public void AttributePath_RolesOfTheClient_FindsTheMightiest(string roles, string expected) =>
        Assert.Equal(expected, Evaluate("""{"sub":"1","resource_access":{"grafana":{"roles":ROLES}}}""".Replace("ROLES", roles, StringComparison.Ordinal)));

    // Grafana takes a string and nothing else; with role_attribute_strict the person is turned away.
    [Theory]
    [InlineData("""{"sub":"1"}""")]
    [InlineData("""{"resource_access":{}}""")]
    [InlineData("""{"resource_access":null}""")]
    [InlineData("""{"resource_access":{"grafana":{}}}""")]
    [InlineData("""{"resource_access":{"grafana":{"roles":[]}}}""")]
    [InlineData("""{"resource_access":{"grafana":{"roles":["administrator","Admin"]}}}""")]
    [InlineData("""{"resource_access":{"other":{"roles":["admin"]}},"roles":["admin"]}""")]
    [InlineData("""{"resource_access":{"grafana":{"roles":"admin"}}}""")]
    public void AttributePath_NoRoleOfTheClient_FindsNoString(string token) =>
        Assert.False(Evaluate(token).StartsWith('"'), $"{token} must not give a role");

    [Theory]
    [InlineData("my-grafana")]
    [InlineData("gra.fana")]
    [InlineData("it's")]
    public void AttributePath_IdentifierWithMarks_IsQuoted(string clientId) =>
        Assert.Equal("\"Admin\"", new JmesPath().Transform("""{"resource_access":{"CLIENT":{"roles":["admin"]}}}""".Replace("CLIENT", clientId, StringComparison.Ordinal), GrafanaRoles.AttributePath(clientId)));

    private static string Evaluate(string token) => new JmesPath().Transform(token, GrafanaRoles.AttributePath("grafana"));
}
