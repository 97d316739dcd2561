using System.Text.Json.Nodes;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Observability.Hosting.Backends;
using Observability.Hosting.Keycloak;
using Observability.Hosting.Model;

namespace Observability.Hosting.Tests.Keycloak;

public class KeycloakGraphTests
{
    private static readonly string[] s_standInOnly = ["--Stack:Resources:identity:Backend=standin"];
    private static readonly string[] s_publish = ["--operation", "publish"];

    [Fact]
    public void AddKeycloak_Anywhere_SaysWhereTheRealmAnswers()
    {
        var keycloak = DistributedApplication.CreateBuilder().AddKeycloak("identity", realm: "house").Resource;

        var paths = keycloak.GetRequired<IdentityProviderAnnotation>();
        Assert.Equal("/realms/house", paths.IssuerPath);
        Assert.Equal("/realms/house/protocol/openid-connect/auth", paths.AuthorizationPath);
        Assert.Equal("/realms/house/protocol/openid-connect/token", paths.TokenPath);
        Assert.Equal("/realms/house/protocol/openid-connect/userinfo", paths.UserInfoPath);
        Assert.Equal("/realms/house/protocol/openid-connect/logout", paths.LogoutPath);
        Assert.Equal("management", keycloak.GetRequired<MetricsAnnotation>().EndpointName);
        Assert.Equal("management", keycloak.GetRequired<ProbesAnnotation>().Readiness.EndpointName);
    }

    [Theory]
    [InlineData("two words")]
    [InlineData("../up")]
    [InlineData("line\n")]
    public void AddKeycloak_RealmThatIsNoName_IsRefused(string realm) =>
        Assert.Throws<ArgumentException>(() => DistributedApplication.CreateBuilder().AddKeycloak("identity", realm: realm));

    [Fact]
    public async Task Publish_Container_RunsInProductionModeWithoutPeopleOfTheLaptop()
    {
        var builder = DistributedApplication.CreateBuilder(s_publish);
        var keycloak = builder.AddKeycloak("identity").WithUser("ada", "admin").WithGitHubWhereConfigured();
        AddApplication(builder, "grafana", keycloak);

        var configured = await ConfigureAsync(builder, keycloak.Resource);

        Assert.IsType<KeycloakContainer>(keycloak.Resource);
        Assert.Equal(["start", "--import-realm"], configured.Arguments.Select(argument => argument.Value));
        var variables = Variables(configured);
        Assert.Equal("http://identity:8080", variables["KC_HOSTNAME"]);
        Assert.Equal("true", variables["KC_HOSTNAME_BACKCHANNEL_DYNAMIC"]);
        Assert.Equal("xforwarded", variables["KC_PROXY_HEADERS"]);
        Assert.Equal("local", variables["KC_CACHE"]);
        Assert.Equal("admin", variables["KC_BOOTSTRAP_ADMIN_USERNAME"]);
        Assert.Equal("{identity-bootstrap-password.value}", variables["KC_BOOTSTRAP_ADMIN_PASSWORD"]);
        Assert.Equal("{grafana-secret.value}", variables["GRAFANA_CLIENT_SECRET"]);
        Assert.Equal("{github-client-secret.value}", variables["GITHUB_CLIENT_SECRET"]);
        Assert.DoesNotContain("USER_ADA_PASSWORD", variables.Keys);
        Assert.DoesNotContain("JAVA_OPTS_KC_HEAP", variables.Keys);

        var realm = await ReadRealmAsync(builder, keycloak.Resource);
        Assert.Null(realm["users"]);
        Assert.NotNull(realm["identityProviders"]);
    }

    [Fact]
    public async Task StandIn_Run_GetsTheRealmItsAddressesAndTheSecretsItNames()
    {
        var builder = DistributedApplication.CreateBuilder(s_standInOnly);
        builder.AddStandIns<StandIns>();
        var keycloak = builder.AddKeycloak("identity").WithUser("ada", "admin");
        AddApplication(builder, "grafana", keycloak);
        Allocate(builder);

        var configured = await ConfigureAsync(builder, keycloak.Resource);

        Assert.IsType<KeycloakStandIn>(keycloak.Resource);
        var state = Stack.For(builder).State.ForResource("identity");
        Assert.Equal(
            ["identity", "--import", $"{state}/opt/keycloak/data/import", "--http", "127.0.0.1:5001", "--management", "127.0.0.1:5002"],
            configured.Arguments.Select(argument => argument.Value));
        var variables = Variables(configured);
        Assert.Equal("http://localhost:5001", variables["KC_HOSTNAME"]);
        Assert.Contains("GRAFANA_CLIENT_SECRET", variables.Keys);
        Assert.Contains("USER_ADA_PASSWORD", variables.Keys);
        Assert.DoesNotContain("KC_BOOTSTRAP_ADMIN_PASSWORD", variables.Keys);
    }

    [Fact]
    [Tier(Tier.Process)]
    public async Task Process_Run_HasItsOwnHomeAndListensOnLoopbackOnly()
    {
        using var tools = new TemporaryFolder();
        var script = tools.Write("kc.sh", "#!/bin/sh\necho 'Keycloak 26.7.2'\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(script, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }

        var path = Environment.GetEnvironmentVariable("PATH");
        try
        {
            // The folder holds nothing else: tests that run meanwhile find their programs as before.
            Environment.SetEnvironmentVariable("PATH", $"{tools.Path}{Path.PathSeparator}{path}");
            var builder = DistributedApplication.CreateBuilder(["--Stack:Resources:identity:Backend=process"]);
            var keycloak = builder.AddKeycloak("identity").WithUser("ada", "admin");
            Allocate(builder);

            var configured = await ConfigureAsync(builder, keycloak.Resource);

            Assert.Equal(script, Assert.IsType<KeycloakProcess>(keycloak.Resource).Command);
            var home = $"{Stack.For(builder).State.ForResource("identity")}/opt/keycloak";
            Assert.Equal([$"-Dkc.home.dir={home}", "start-dev", "--import-realm"], configured.Arguments.Select(argument => argument.Value));
            var variables = Variables(configured);
            Assert.Equal("127.0.0.1", variables["KC_HTTP_HOST"]);
            Assert.Equal("5001", variables["KC_HTTP_PORT"]);
            Assert.Equal("127.0.0.1", variables["KC_HTTP_MANAGEMENT_HOST"]);
            Assert.Equal("5002", variables["KC_HTTP_MANAGEMENT_PORT"]);
            Assert.Equal("http://localhost:5001", variables["KC_HOSTNAME"]);
            Assert.Equal("-Xms64m -Xmx512m", variables["JAVA_OPTS_KC_HEAP"]);
            Assert.DoesNotContain(configured.Arguments, argument => argument.IsSensitive);
        }
        finally
        {
            Environment.SetEnvironmentVariable("PATH", path);
        }
    }

    [Fact]
    public async Task Realm_Run_AllowsEveryUrlOfTheApplicationAndHoldsNoSecret()
    {
        var builder = DistributedApplication.CreateBuilder(s_standInOnly);
        builder.AddStandIns<StandIns>();
        var keycloak = builder.AddKeycloak("identity").WithUser("ada", "admin");
        var application = AddApplication(builder, "grafana", keycloak);
        var gateway = builder.AddPushgateway("gateway");
        gateway.Resource.Annotations.Remove(gateway.Resource.Annotations.OfType<NotStartedAnnotation>().FirstOrDefault()!);
        application.Resource.Annotations.Add(new RouteAnnotation(
            new Route("grafana", gateway.GetEndpoint("http"), application.GetEndpoint("http"))));
        Allocate(builder);

        var realm = await ReadRealmAsync(builder, keycloak.Resource);

        var client = realm["clients"]![0]!;
        Assert.Equal("""["http://grafana.localhost:5004/back","http://localhost:5003/back"]""", client["redirectUris"]!.ToJsonString());
        Assert.Equal("${GRAFANA_CLIENT_SECRET}", (string?)client["secret"]);
        Assert.Equal("${USER_ADA_PASSWORD}", (string?)realm["users"]![0]!["credentials"]![0]!["value"]);
    }

    [Fact]
    public void RealmFile_AnyBackend_IsPlainAndNamedAfterTheRealm()
    {
        var keycloak = DistributedApplication.CreateBuilder().AddKeycloak("identity", realm: "house").WithUser("ada", "admin");

        var file = Assert.Single(keycloak.Resource.Annotations.OfType<ConfigFileAnnotation>()).File;

        Assert.Equal("/opt/keycloak/data/import/house-realm.json", file.Path);
        Assert.False(file.Sensitive);
    }

    [Theory]
    [InlineData("Ada")]
    [InlineData("a--b")]
    [InlineData("a_b")]
    [InlineData("-a")]
    [InlineData("ada\n")]
    public void WithUser_NameThatIsNone_IsRefused(string name) =>
        Assert.Throws<ArgumentException>(() => DistributedApplication.CreateBuilder().AddKeycloak("identity").WithUser(name, "admin"));

    [Fact]
    public void WithUser_TheSameTwice_IsRefused()
    {
        var keycloak = DistributedApplication.CreateBuilder().AddKeycloak("identity").WithUser("ada", "admin");

        Assert.Throws<ArgumentException>(() => keycloak.WithUser("ada", "viewer"));
    }

    [Fact]
    public void WithGitHub_SecretThatIsNotMarked_IsRefused()
    {
        var builder = DistributedApplication.CreateBuilder();

        Assert.Throws<ArgumentException>(() => builder.AddKeycloak("identity").WithGitHub(
            builder.AddParameter("id", "x"), builder.AddParameter("secret", "x")));
    }

    [Fact]
    public void WithGitHubWhereConfigured_NothingConfigured_AddsNoParameter()
    {
        var builder = DistributedApplication.CreateBuilder();

        builder.AddKeycloak("identity").WithGitHubWhereConfigured();

        Assert.DoesNotContain(builder.Resources, resource => resource.Name.StartsWith("github", StringComparison.Ordinal));
    }

    /// <summary>An application as another system's verb would make it.</summary>
    internal static IResourceBuilder<IResourceWithEndpoints> AddApplication(
        IDistributedApplicationBuilder builder, string name, IResourceBuilder<IKeycloak> keycloak, string? clientId = null)
    {
        var secret = builder.AddParameter($"{name}-secret", "canary-value", secret: true);
        var client = new OidcClient(clientId ?? name, new SecretReference(secret.Resource), "/back", ["admin", "viewer"]);
        return builder.AddContainer(name, "image").WithHttpEndpoint(targetPort: 80, name: "http")
            .WithAnnotation(new OidcClientAnnotation(client))
            .WithEdge(EdgeKind.SignIn, keycloak.GetEndpoint(keycloak.Resource.GetRequired<IdentityProviderAnnotation>().EndpointName));
    }

    private static Task<IExecutionConfigurationResult> ConfigureAsync(IDistributedApplicationBuilder builder, IResource resource) =>
        ExecutionConfigurationBuilder.Create(resource).WithArgumentsConfig().WithEnvironmentVariablesConfig()
            .BuildAsync(builder.ExecutionContext, cancellationToken: TestContext.Current.CancellationToken);

    private static Dictionary<string, string> Variables(IExecutionConfigurationResult configured) =>
        configured.EnvironmentVariables.ToDictionary(variable => variable.Key, variable => variable.Value);

    private static async Task<JsonNode> ReadRealmAsync(IDistributedApplicationBuilder builder, IResource keycloak)
    {
        var context = ServerBuilderExtensions.CreateContext(Stack.For(builder), keycloak, builder.ExecutionContext);
        var file = Assert.Single(keycloak.Annotations.OfType<ConfigFileAnnotation>()).File;
        var text = await file.Write(context, TestContext.Current.CancellationToken);
        Assert.DoesNotContain("canary-value", text, StringComparison.Ordinal);
        return JsonNode.Parse(text)!;
    }

    // The orchestrator's part: an address for every endpoint, in the order of the resources.
    private static void Allocate(IDistributedApplicationBuilder builder)
    {
        var port = 5000;
        foreach (var endpoint in builder.Resources.SelectMany(resource => resource.Annotations.OfType<EndpointAnnotation>()))
        {
            endpoint.AllocatedEndpoint = new AllocatedEndpoint(endpoint, "localhost", ++port);
        }
    }

    private sealed class StandIns : IProjectMetadata
    {
        public string ProjectPath => "/nowhere/StandIns.csproj";
    }
}
