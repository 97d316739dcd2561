using System.Text.Json.Nodes;
using Observability.Hosting.Keycloak;

namespace Observability.Hosting.Tests.Keycloak;

[Tier(Tier.Golden)]
public class KeycloakRealmWriterTests
{
    private static readonly string[] s_grafanaRoles = ["admin", "editor", "viewer"];

    private static readonly KeycloakClient s_grafana = new(
        "grafana", "GRAFANA_CLIENT_SECRET", ["http://grafana.localhost:8000", "http://localhost:3000"], "/login/generic_oauth", s_grafanaRoles);

    private static readonly KeycloakClient s_traces = new(
        "traces", "TRACES_CLIENT_SECRET", ["http://traces.localhost:8000"], "/auth/callback", ["admin", "viewer"]);

    private static readonly KeycloakUser s_admin = new("ada", "admin", "ada@example.org", "USER_ADA_PASSWORD");
    private static readonly KeycloakUser s_viewer = new("vera", "viewer", "vera@example.org", "USER_VERA_PASSWORD");

    [Fact]
    public void Write_OneClient_MatchesGoldenFile() =>
        Matches("one-client.json", new KeycloakRealm("observability", [s_grafana], [s_admin], null));

    // The contract tests of the identity stand-in run on this file, too.
    [Fact]
    public void Write_TwoClientsWithGitHub_MatchesGoldenFile() =>
        Matches(
            "two-clients-github.json",
            new KeycloakRealm(
                "observability", [s_grafana, s_traces], [s_admin, s_viewer], new KeycloakGitHub("GITHUB_CLIENT_ID", "GITHUB_CLIENT_SECRET")));

    [Fact]
    public void Write_Cluster_MatchesGoldenFile() =>
        Matches(
            "cluster.json",
            new KeycloakRealm(
                "observability",
                [s_grafana with { Urls = ["https://grafana.example.com"] }],
                [],
                new KeycloakGitHub("GITHUB_CLIENT_ID", "GITHUB_CLIENT_SECRET")));

    [Fact]
    public void Write_OwnRealm_KeepsItsSettingsAndAddsToItsLists()
    {
        const string Own =
            """
            {
              "displayName": "House & garden",
              "bruteForceProtected": false,
              "clients": [{ "clientId": "wiki", "secret": "${WIKI_SECRET}" }],
              "roles": { "realm": [{ "name": "staff" }], "client": { "wiki": [{ "name": "reader" }] } },
              "users": [{ "username": "otto" }]
            }
            """;

        GoldenFile.Matches(
            "Keycloak/Golden/own-realm.json",
            KeycloakRealmWriter.Write(new KeycloakRealm("observability", [s_traces], [s_viewer], null), KeycloakRealmFile.Parse(Own)));
    }

    [Fact]
    public void Write_OwnRealm_LeavesTheAuthorsObjectAlone()
    {
        var own = KeycloakRealmFile.Parse("""{ "clients": [] }""");

        KeycloakRealmWriter.Write(new KeycloakRealm("observability", [s_grafana], [], null), own);

        Assert.Equal("""{"clients":[]}""", own.ToJsonString());
    }

    [Fact]
    public void Write_NothingButItself_LeavesOutEmptyLists()
    {
        var json = JsonNode.Parse(KeycloakRealmWriter.Write(new KeycloakRealm("empty", [], [], null)))!.AsObject();

        Assert.Equal(["realm", "enabled", "sslRequired", "registrationAllowed", "bruteForceProtected"], json.Select(member => member.Key));
    }

    [Fact]
    public void Write_RoleOfOneClientOnly_IsGivenThereOnly()
    {
        var editor = new KeycloakUser("eddi", "editor", "eddi@example.org", "USER_EDDI_PASSWORD");

        var json = JsonNode.Parse(KeycloakRealmWriter.Write(new KeycloakRealm("r", [s_grafana, s_traces], [editor], null)))!;

        Assert.Equal("""{"grafana":["editor"]}""", json["users"]![0]!["clientRoles"]!.ToJsonString());
    }

    [Theory]
    [InlineData("quote\"and'both")]
    [InlineData("back\\slash")]
    [InlineData("line\nfeed")]
    [InlineData("${NOT_MINE}")]
    [InlineData("ünï # {{ $x }}")]
    public void Write_TextsThatJsonEscapes_ComeBackAsWritten(string text)
    {
        var client = s_grafana with { ClientId = text, Roles = [text] };

        var json = JsonNode.Parse(KeycloakRealmWriter.Write(new KeycloakRealm("r", [client], [s_admin with { Email = text }], null)))!;

        Assert.Equal(text, (string?)json["clients"]![0]!["clientId"]);
        Assert.Equal(text, (string?)json["roles"]!["client"]![text]![0]!["name"]);
        Assert.Equal(text, (string?)json["users"]![0]!["email"]);
    }

    [Fact]
    public void Write_DotInTheClientId_IsEscapedInTheClaimsName()
    {
        var json = JsonNode.Parse(KeycloakRealmWriter.Write(new KeycloakRealm("r", [s_grafana with { ClientId = "a.b\\c" }], [], null)))!;

        Assert.Equal(@"resource_access.a\.b\\c.roles", (string?)json["clients"]![0]!["protocolMappers"]![0]!["config"]!["claim.name"]);
    }

    private static void Matches(string golden, KeycloakRealm realm) =>
        GoldenFile.Matches($"Keycloak/Golden/{golden}", KeycloakRealmWriter.Write(realm));
}
