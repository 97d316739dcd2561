using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Observability.Hosting.Keycloak;

namespace Observability.Hosting.Tests.Keycloak;

public sealed class KeycloakCheckTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly IDistributedApplicationBuilder _builder;
    private readonly IResourceBuilder<IKeycloak> _keycloak;

    public KeycloakCheckTests()
    {
        _builder = DistributedApplication.CreateBuilder();
        _keycloak = _builder.AddKeycloak("identity");
    }

    [Fact]
    public async Task RunAsync_GoodGraph_FindsNothing()
    {
        _keycloak.WithUser("ada", "admin").WithRealmFile(_folder.Write("realm.json", """{ "realm": "observability", "clients": [{ "clientId": "wiki", "secret": "${WIKI}" }] }"""));
        KeycloakGraphTests.AddApplication(_builder, "grafana", _keycloak);

        Assert.Empty(await CheckAsync());
    }

    [Fact]
    public async Task RunAsync_NoApplicationLeft_AsksForNoRole()
    {
        _keycloak.WithUser("ada", "admin");

        Assert.Empty(await CheckAsync());
    }

    [Fact]
    public async Task RunAsync_TwoApplicationsOfOneIdentifier_AreNamed()
    {
        KeycloakGraphTests.AddApplication(_builder, "one", _keycloak, "shared");
        KeycloakGraphTests.AddApplication(_builder, "two", _keycloak, "shared");

        Assert.Equal(
            "identity: clients: one and two have one client identifier, 'shared'. Give each application its own.",
            Assert.Single(await CheckAsync()));
    }

    [Fact]
    public async Task RunAsync_RoleThatNobodyHas_IsNamedWithThoseThereAre()
    {
        _keycloak.WithUser("ada", "boss");
        KeycloakGraphTests.AddApplication(_builder, "grafana", _keycloak);

        Assert.Equal(
            "identity: WithUser: no application has the role 'boss' of user 'ada'. Use one of: admin, viewer.",
            Assert.Single(await CheckAsync()));
    }

    [Theory]
    [InlineData("github-client-id", "github-client-secret")]
    [InlineData("github-client-secret", "github-client-id")]
    public async Task RunAsync_HalfOfGitHub_NamesTheOtherHalf(string set, string missing)
    {
        _builder.Configuration[$"Parameters:{set}"] = "x";
        _keycloak.WithGitHubWhereConfigured();

        Assert.StartsWith($"identity: Parameters:{missing}: it is not set", Assert.Single(await CheckAsync()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_RealmFileMissing_IsNamed()
    {
        _keycloak.WithRealmFile(_folder.Combine("nowhere.json"));

        Assert.StartsWith($"identity: WithRealmFile: {_folder.Combine("nowhere.json")}: ", Assert.Single(await CheckAsync()), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("no json")]
    [InlineData("[]")]
    [InlineData("""{ "realm": "observability", "realm": "other" }""")]
    public async Task RunAsync_RealmFileThatIsNone_IsReported(string text)
    {
        _keycloak.WithRealmFile(_folder.Write("realm.json", text));

        Assert.Contains("not a realm file", Assert.Single(await CheckAsync()), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{ "clients": {} }""", "'clients' is not a list")]
    [InlineData("""{ "roles": [] }""", "'roles' is not an object")]
    [InlineData("""{ "roles": { "client": [] } }""", "'roles' is not an object")]
    public async Task RunAsync_RealmFileOfAnotherShape_IsReported(string text, string expected)
    {
        _keycloak.WithRealmFile(_folder.Write("realm.json", text));

        Assert.Contains(expected, Assert.Single(await CheckAsync()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_RealmFileThatClashes_ReportsAllOfIt()
    {
        _keycloak.WithUser("ada", "admin")
            .WithGitHub(_builder.AddParameter("id", "x"), _builder.AddParameter("secret", "x", secret: true))
            .WithRealmFile(_folder.Write(
                "realm.json",
                """
                {
                  "realm": "other",
                  "clients": [{ "clientId": "grafana" }, { "clientId": "wiki", "secret": "plain-canary" }],
                  "users": [{ "username": "ada", "credentials": [{ "type": "password", "value": "plain-canary" }] }],
                  "identityProviders": [{ "alias": "github", "config": { "clientSecret": "plain-canary" } }]
                }
                """));
        KeycloakGraphTests.AddApplication(_builder, "grafana", _keycloak);

        var problems = await CheckAsync();

        Assert.Equal(7, problems.Count);
        Assert.All(problems, problem => Assert.DoesNotContain("plain-canary", problem, StringComparison.Ordinal));
        Assert.Contains(problems, problem => problem.Contains("of the realm 'other', not of 'observability'", StringComparison.Ordinal));
        Assert.Contains(problems, problem => problem.Contains("a client 'grafana', which the graph has too", StringComparison.Ordinal));
        Assert.Contains(problems, problem => problem.Contains("client 'wiki' has a secret in plain text", StringComparison.Ordinal));
        Assert.Contains(problems, problem => problem.Contains("user 'ada' has a secret in plain text", StringComparison.Ordinal));
        Assert.Contains(problems, problem => problem.Contains("identity provider 'github' has a secret in plain text", StringComparison.Ordinal));
    }

    public void Dispose() => _folder.Dispose();

    private async Task<IReadOnlyList<string>> CheckAsync()
    {
        var check = new KeycloakCheck(new DistributedApplicationModel(_builder.Resources));
        return [.. (await check.RunAsync(TestContext.Current.CancellationToken)).Select(problem => problem.ToString())];
    }
}
