using System.Text.Json.Nodes;
using Observability.StandIns.Identity.Protocol;
using Observability.StandIns.Identity.Realms;

namespace Observability.StandIns.Tests.Identity;

/// <summary>The realm file as the stand-in reads it, and what follows from it.</summary>
public sealed class RealmTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly ManualClock _clock = new();

    [Theory]
    [InlineData("http://app/cb", "http://app/cb", true)]
    [InlineData("http://app/cb", "http://app/cb/", false)]
    [InlineData("http://app/cb", "http://app/CB", false)]
    [InlineData("http://app/cb", "http://app/cb?x=1", false)]
    [InlineData("http://app/cb", "http://app/cb#x", false)]
    [InlineData("http://app/*", "http://app", true)]
    [InlineData("http://app/*", "http://app/", true)]
    [InlineData("http://app/*", "http://app/deep/er?x=1", true)]
    [InlineData("http://app/*", "http://app.evil/", false)]
    [InlineData("http://app/in/*", "http://app/out", false)]
    [InlineData("http://app/in/*", "http://app/in/../out", false)]
    [InlineData("http://app/in/*", "http://app/in/%2e%2e/out", false)]
    [InlineData("http://app/in/*", "http://app/in/..\\out", false)]
    [InlineData("http://app/in/*", "http://app/in/\\evil", false)]
    [InlineData("http://app*", "http://app.evil/", false)]
    [InlineData("http://app*", "http://app@evil/", false)]
    [InlineData("http://app/*", "http://user@app/", false)]
    [InlineData("*", "http://evil/", false)]
    [InlineData("http://app/cb", null, false)]
    [InlineData("http://app/cb", "", false)]
    [InlineData("http://app/cb", "/cb", false)]
    public void Matches_RegisteredUri_IsExactOrByItsBeginning(string registered, string? uri, bool expected) =>
        Assert.Equal(expected, RealmClient.Matches([registered], uri));

    [Theory]
    [InlineData("resource_access.grafana.roles", "resource_access", "grafana", "roles")]
    [InlineData(@"resource_access.a\.b\\c.roles", "resource_access", @"a.b\c", "roles")]
    [InlineData("roles", "roles")]
    public void SplitPath_Dots_SeparateUnlessEscaped(string claim, params string[] parts) => Assert.Equal(parts, RealmReader.SplitPath(claim));

    [Fact]
    public void Read_LeftOut_IsAsKeycloaksDefaults()
    {
        var realm = Read("""{ "realm": "r", "clients": [{ "clientId": "app", "publicClient": true }], "users": [{ "username": "Ada", "enabled": true }] }""");

        Assert.Equal(new RealmLifetimes(TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(300), TimeSpan.FromMinutes(30), TimeSpan.FromHours(10), TimeSpan.FromDays(30)), realm.Lifetimes);
        Assert.Null(realm.BruteForce);
        var client = realm.FindClient("app")!;
        Assert.True(client.StandardFlow);
        Assert.True(client.FullScope);
        Assert.False(client.RequiresS256);
        Assert.Contains("roles", client.DefaultScopes);
        Assert.Equal("ada", realm.Users[0].Name);
    }

    [Fact]
    public void Read_SamePersonTwice_HasTheSameSubject()
    {
        const string Json = """{ "realm": "r", "users": [{ "username": "ada", "enabled": true }, { "username": "bob", "enabled": true }] }""";

        Assert.Equal(Read(Json).Users[0].Id, Read(Json).Users[0].Id);
        Assert.NotEqual(Read(Json).Users[0].Id, Read(Json).Users[1].Id);
    }

    [Fact]
    public void Read_SecretWithQuotationMarks_IsTakenAsItIs()
    {
        var realm = Read("""{ "realm": "r", "clients": [{ "clientId": "app", "secret": "${SECRET}" }] }""", ("SECRET", "a\"b\\c"));

        Assert.True(realm.FindClient("app")!.Secret!.Matches("a\"b\\c"));
        Assert.False(realm.FindClient("app")!.Secret!.Matches("${SECRET}"));
    }

    [Fact]
    public void Read_ConfidentialClientWithoutSecret_CannotBeUsed() =>
        Assert.Null(Read("""{ "realm": "r", "clients": [{ "clientId": "app" }] }""").FindClient("app"));

    [Theory]
    [InlineData("disabled", """{ "username": "ada", "enabled": false, "credentials": [{ "type": "password", "value": "p" }] }""")]
    [InlineData("temporary password", """{ "username": "ada", "enabled": true, "credentials": [{ "type": "password", "value": "p", "temporary": true }] }""")]
    [InlineData("hashed password", """{ "username": "ada", "enabled": true, "credentials": [{ "type": "password", "secretData": "{}" }] }""")]
    public void Read_PersonWhoCannotSignIn_HasNoPasswordThatFits(string why, string user)
    {
        var realm = Read($$"""{ "realm": "r", "users": [{{user}}] }""");

        var person = realm.Users[0];
        Assert.False(person.Enabled && new LoginAttempts(realm, _clock).Check(person, "p"), why);
    }

    [Fact]
    public void Claims_MapperForUserInfoOnly_AreNotInTokens()
    {
        var realm = Read(
            """
            { "realm": "r",
              "clients": [{ "clientId": "app", "publicClient": true, "protocolMappers": [
                { "name": "m", "protocolMapper": "oidc-usermodel-client-role-mapper",
                  "config": { "usermodel.clientRoleMapping.clientId": "app", "claim.name": "groups", "userinfo.token.claim": "true" } },
                { "name": "t", "protocolMapper": "oidc-hardcoded-claim-mapper",
                  "config": { "claim.name": "where.am.i", "claim.value": "here", "id.token.claim": "true" } },
                { "name": "x", "protocolMapper": "oidc-script-mapper", "config": {} } ] }],
              "users": [{ "username": "ada", "enabled": true, "clientRoles": { "app": ["a", "b"], "other": ["c"] } }] }
            """);
        var client = realm.FindClient("app")!;

        JsonObject Create(ClaimTargets target) => TokenClaims.Create(client, realm.Users[0], ["roles"], target);

        Assert.Equal("""{"groups":["a","b"]}""", Create(ClaimTargets.UserInfo).ToJsonString());
        Assert.Equal("""{"where":{"am":{"i":"here"}}}""", Create(ClaimTargets.IdToken).ToJsonString());
        Assert.Equal("""{"resource_access":{"app":{"roles":["a","b"]},"other":{"roles":["c"]}}}""", Create(ClaimTargets.AccessToken).ToJsonString());
        Assert.Contains("mapper 'x'", Assert.Single(realm.Ignored), StringComparison.Ordinal);
    }

    [Fact]
    public void Session_NotUsed_EndsWithItsGrants()
    {
        var realm = Read("""{ "realm": "r", "ssoSessionIdleTimeout": 60, "ssoSessionMaxLifespan": 150, "users": [{ "username": "ada", "enabled": true }] }""");
        var store = new SignInStore(realm, _clock);
        var session = store.Begin(realm.Users[0], earlier: null);
        var grant = store.Give(session, offline: false);
        var offline = store.Give(session, offline: true);

        _clock.Advance(59);
        Assert.True(store.IsGood(grant.Id));
        _clock.Advance(59);
        Assert.True(store.IsGood(grant.Id));
        _clock.Advance(59);
        Assert.False(store.IsGood(grant.Id));
        Assert.Null(store.Use(session.Id));
        Assert.True(store.IsGood(offline.Id));
        Assert.Equal(0, store.SessionCount);
    }

    [Fact]
    public void Begin_AnotherPersonInTheSameBrowser_EndsTheFirstOnesSession()
    {
        var realm = Read("""{ "realm": "r", "users": [{ "username": "ada", "enabled": true }, { "username": "bob", "enabled": true }] }""");
        var store = new SignInStore(realm, _clock);
        var first = store.Begin(realm.Users[0], earlier: null);
        var grant = store.Give(first, offline: false);

        Assert.Same(first, store.Begin(realm.Users[0], first));
        Assert.NotSame(first, store.Begin(realm.Users[1], first));

        Assert.False(store.IsGood(grant.Id));
    }

    [Fact]
    public void Attempts_TooMany_LockOutForAWhileAndThenLonger()
    {
        var realm = Read("""{ "realm": "r", "bruteForceProtected": true, "failureFactor": 2, "users": [{ "username": "ada", "enabled": true, "credentials": [{ "type": "password", "value": "p" }] }] }""");
        var attempts = new LoginAttempts(realm, _clock);
        var ada = realm.Users[0];

        Fail();
        Assert.False(attempts.Check(ada, "p"));
        _clock.Advance(60);
        Fail();
        _clock.Advance(60);
        Assert.False(attempts.Check(ada, "p"));
        _clock.Advance(60);
        Assert.True(attempts.Check(ada, "p"));
        Assert.False(attempts.Check(ada, "wrong"));
        Assert.True(attempts.Check(ada, "p"));

        void Fail()
        {
            Assert.False(attempts.Check(ada, "wrong"));
            Assert.False(attempts.Check(ada, "wrong"));
        }
    }

    public void Dispose() => _folder.Dispose();

    private Realm Read(string json, params (string Name, string Value)[] variables)
    {
        _folder.Write("r-realm.json", json);
        return RealmReader.Read(_folder.Path, name => variables.FirstOrDefault(variable => variable.Name == name).Value);
    }
}
