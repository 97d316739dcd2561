using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Observability.Hosting.Backends;
using Observability.Hosting.Grafana;
using Observability.Hosting.Model;

namespace Observability.Hosting.Tests.Grafana;

public class GrafanaGraphTests
{
    private static readonly string[] s_publish = ["--operation", "publish"];

    [Fact]
    public void Verbs_StoresAndProvider_BecomeEdgesOnceEach()
    {
        var builder = DistributedApplication.CreateBuilder();
        var store = FakeStore.Add(builder, "store", FakeStore.Source("a"));
        var identity = FakeIdentityProvider.Add(builder, "identity");

        builder.AddGrafana("grafana").WithDataSource(store).WithDataSource(store).WithSignIn(identity).WithSignIn(identity);

        Assert.Equal(
            ["Query grafana -> store.http", "SignIn grafana -> identity.http"],
            builder.Resources.GetEdges().Select(edge => $"{edge.Kind} {edge.From.Name} -> {edge.To.Resource.Name}.{edge.To.EndpointName}"));
    }

    [Fact]
    public void WithSignIn_MakesAClientWithRolesAndASecretOfItsOwn()
    {
        var builder = DistributedApplication.CreateBuilder();

        var grafana = builder.AddGrafana("grafana").WithSignIn(FakeIdentityProvider.Add(builder, "identity"));

        var client = Assert.Single(grafana.Resource.Annotations.OfType<OidcClientAnnotation>()).Client;
        Assert.Equal("grafana", client.ClientId);
        Assert.Equal("/login/generic_oauth", client.RedirectPath);
        Assert.Equal(["admin", "editor", "viewer"], client.Roles);
        Assert.Equal("grafana-oidc-secret", client.Secret.Name);
    }

    [Fact]
    public void WithSignIn_SecondProvider_IsRefused()
    {
        var builder = DistributedApplication.CreateBuilder();
        var grafana = builder.AddGrafana("grafana").WithSignIn(FakeIdentityProvider.Add(builder, "one"));

        var error = Assert.Throws<ArgumentException>(() => grafana.WithSignIn(FakeIdentityProvider.Add(builder, "two")));

        Assert.Contains("at 'one' already", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void WithDataSource_SecondDefault_IsRefused()
    {
        var builder = DistributedApplication.CreateBuilder();
        var grafana = builder.AddGrafana("grafana").WithDataSource(FakeStore.Add(builder, "one"), isDefault: true);

        Assert.Throws<ArgumentException>(() => grafana.WithDataSource(FakeStore.Add(builder, "two"), isDefault: true));
    }

    [Theory]
    [InlineData(false, "a1")]
    [InlineData(true, "b1")]
    public void Collect_DefaultDataSource_IsTheFirstOfTheFirstOrOfTheNamedStore(bool named, string expected)
    {
        var builder = DistributedApplication.CreateBuilder();
        var grafana = builder.AddGrafana("grafana")
            .WithDataSource(FakeStore.Add(builder, "a", FakeStore.Source("a1"), FakeStore.Source("a2")))
            .WithDataSource(FakeStore.Add(builder, "b", FakeStore.Source("b1")), isDefault: named);

        var sources = GrafanaDataSources.Collect(grafana.Resource);

        Assert.Equal(["a1", "a2", "b1"], sources.Select(found => found.Source.Uid));
        Assert.Equal(expected, Assert.Single(sources, found => found.IsDefault).Source.Uid);
    }

    [Fact]
    public void Collect_StoreTakenOutByASelection_IsGoneAndAnotherIsTheDefault()
    {
        var builder = DistributedApplication.CreateBuilder(["--Stack:Profile", "small"]);
        var one = FakeStore.Add(builder, "one", FakeStore.Source("a"));
        var two = FakeStore.Add(builder, "two", FakeStore.Source("b"));
        var grafana = builder.AddGrafana("grafana").WithDataSource(one, isDefault: true).WithDataSource(two);

        builder.SelectResources(profiles => profiles.Add("large", one, two, grafana).Add("small", two, grafana));

        var source = Assert.Single(GrafanaDataSources.Collect(grafana.Resource));
        Assert.Equal("b", source.Source.Uid);
        Assert.True(source.IsDefault);
        Assert.Equal(["a", "b"], GrafanaDataSources.Declared(grafana.Resource).Select(found => found.Uid));
    }

    [Fact]
    public void Collect_SecretsWhoseNamesWouldMeet_HaveVariablesOfTheirOwn()
    {
        var builder = DistributedApplication.CreateBuilder();
        var secret = new SecretReference(builder.AddParameter("token", "canary-value", secret: true).Resource);
        var grafana = builder.AddGrafana("grafana").WithDataSource(FakeStore.Add(
            builder,
            "store",
            FakeStore.Source("a-b", secrets: [new DataSourceSecret("token", secret), new DataSourceSecret("Token", secret)]),
            FakeStore.Source("a_b", secrets: new DataSourceSecret("token", secret))));

        Assert.Equal(
            ["DATASOURCE_A_B_TOKEN", "DATASOURCE_A_B_TOKEN_2", "DATASOURCE_A_B_TOKEN_3"],
            GrafanaDataSources.Collect(grafana.Resource).SelectMany(found => found.Variables));
    }

    [Fact]
    public void AddGrafana_Publish_IsTheVendorsContainer()
    {
        var grafana = DistributedApplication.CreateBuilder(s_publish).AddGrafana("grafana").Resource;

        Assert.IsType<GrafanaContainer>(grafana);
        Assert.True(grafana.TryGetContainerImageName(out var image));
        Assert.Equal("docker.io/grafana/grafana:13.2.0", image);
    }

    [Fact]
    public async Task AddGrafana_Publish_SecretsAreReferencesInTheEnvironmentAndNowhereElse()
    {
        var builder = DistributedApplication.CreateBuilder(s_publish);
        var secret = new SecretReference(builder.AddParameter("token", "canary-value", secret: true).Resource);
        var grafana = builder.AddGrafana("grafana").WithDataSource(
            FakeStore.Add(builder, "store", FakeStore.Source("loki", secrets: new DataSourceSecret("token", secret, "Bearer "))));

        var configured = await ExecutionConfigurationBuilder.Create(grafana.Resource)
            .WithArgumentsConfig()
            .WithEnvironmentVariablesConfig()
            .BuildAsync(builder.ExecutionContext, cancellationToken: TestContext.Current.CancellationToken);

        Assert.Empty(configured.Arguments);
        Assert.Equal("{token.value}", configured.EnvironmentVariables.Single(variable => variable.Key == "DATASOURCE_LOKI_TOKEN").Value);
        Assert.Contains("token: Bearer $DATASOURCE_LOKI_TOKEN\n", await WriteAsync(grafana, builder, "/etc/grafana/provisioning/datasources/stack.yaml"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AddGrafana_Publish_FilesWithASecretAreSensitiveAndHoldNothingElse()
    {
        var builder = DistributedApplication.CreateBuilder(s_publish);
        var grafana = builder.AddGrafana("grafana").WithSignIn(FakeIdentityProvider.Add(builder, "identity"));

        Assert.Equal(
            ["/etc/grafana/secrets/admin-password", "/etc/grafana/secrets/oidc-secret", "/etc/grafana/secrets/secret-key"],
            Files(grafana).Where(file => file.Sensitive).Select(file => file.Path).Order(StringComparer.Ordinal));
        var ini = GoIni.Read(await WriteAsync(grafana, builder, "/etc/grafana/grafana.ini"));
        Assert.Equal("$__file{/etc/grafana/secrets/admin-password}", ini["security.admin_password"]);
        Assert.Equal("$__file{/etc/grafana/secrets/oidc-secret}", ini["auth.generic_oauth.client_secret"]);
    }

    [Fact]
    public async Task WithDataSource_SourceOnAnotherEndpoint_IsReachedThere()
    {
        var builder = DistributedApplication.CreateBuilder(s_publish);
        var grafana = builder.AddGrafana("grafana").WithDataSource(FakeStore.Add(builder, "store", FakeStore.Source("a", endpointName: "query")));

        var document = YamlDocument.Parse(await WriteAsync(grafana, builder, "/etc/grafana/provisioning/datasources/stack.yaml"));

        Assert.Equal("http://store:81", document.Scalar("datasources", 0, "url"));
        Assert.Equal("true", document.Scalar("datasources", 0, "isDefault"));
    }

    [Theory]
    [InlineData(null, "true")]
    [InlineData(true, "false")]
    [InlineData(false, "true")]
    public async Task LoginForm_ClusterWithSignIn_IsOffUnlessAskedFor(bool? shown, string disabled)
    {
        var builder = DistributedApplication.CreateBuilder(s_publish);
        var grafana = builder.AddGrafana("grafana").WithSignIn(FakeIdentityProvider.Add(builder, "identity"));
        if (shown is { } value)
        {
            grafana.WithLoginForm(value);
        }

        Assert.Equal(disabled, GoIni.Read(await WriteAsync(grafana, builder, "/etc/grafana/grafana.ini"))["auth.disable_login_form"]);
    }

    [Fact]
    public async Task LoginForm_ClusterWithoutSignIn_IsTheOnlyWayIn()
    {
        var builder = DistributedApplication.CreateBuilder(s_publish);
        var grafana = builder.AddGrafana("grafana");

        var ini = GoIni.Read(await WriteAsync(grafana, builder, "/etc/grafana/grafana.ini"));

        Assert.Equal("false", ini["auth.disable_login_form"]);
        Assert.DoesNotContain("auth.generic_oauth.enabled", ini.Keys);
    }

    [Fact]
    public async Task WriteConfig_Laptop_BrowserAndServerReachTheProviderEachInTheirWay()
    {
        var builder = DistributedApplication.CreateBuilder();
        var identity = FakeIdentityProvider.Add(builder, "identity");
        var grafana = builder.AddGrafana("grafana").WithSignIn(identity);
        Allocate(grafana, 3000, "grafana.internal", 3000);
        Allocate(identity, 8180, "identity.internal", 8080);

        var ini = GoIni.Read(await WriteAsync(grafana, builder, "/etc/grafana/grafana.ini"));

        Assert.Equal("http://localhost:3000/", ini["server.root_url"]);
        Assert.Equal("false", ini["auth.disable_login_form"]);
        Assert.Equal("Identity", ini["auth.generic_oauth.name"]);
        Assert.Equal("http://localhost:8180/realm/auth", ini["auth.generic_oauth.auth_url"]);
        Assert.Equal("http://identity.internal:8080/realm/token", ini["auth.generic_oauth.token_url"]);
        Assert.Equal("http://identity.internal:8080/realm/userinfo", ini["auth.generic_oauth.api_url"]);
        Assert.Equal(
            "http://localhost:8180/realm/logout?client_id=grafana&post_logout_redirect_uri=http%3A%2F%2Flocalhost%3A3000%2Flogin",
            ini["auth.generic_oauth.signout_redirect_url"]);
        Assert.Equal("openid profile email offline_access", ini["auth.generic_oauth.scopes"]);
    }

    [Theory]
    [InlineData(false, 2)]
    [InlineData(true, 1)]
    public void AddGrafana_Laptop_IsHealthyOnlyWithItsDataSources(bool publish, int checks)
    {
        var grafana = DistributedApplication.CreateBuilder(publish ? s_publish : []).AddGrafana("grafana");

        var keys = grafana.Resource.Annotations.OfType<HealthCheckAnnotation>().Select(annotation => annotation.Key).ToList();

        Assert.Equal(checks, keys.Count);
        Assert.Equal(!publish, keys.Contains("grafana_datasources_check"));
    }

    [Fact]
    public void Remove_FilesOfAnEarlierGraph_GoAndTheOthersStay()
    {
        using var folder = new TemporaryFolder();
        var kept = folder.Write("etc/grafana/provisioning/datasources/stack.yaml", "");
        var database = folder.Write("var/lib/grafana/grafana.db", "");
        var stale = new[]
        {
            folder.Write("etc/grafana/provisioning/alerting/old.yml", ""),
            folder.Write("etc/grafana/dashboards/Old/old.json", ""),
        };

        GrafanaLeftovers.Remove(DistributedApplication.CreateBuilder().AddGrafana("grafana").Resource, path => folder.Path + path);

        Assert.True(File.Exists(kept));
        Assert.True(File.Exists(database));
        Assert.DoesNotContain(stale, File.Exists);
    }

    [Fact]
    public void WithDashboards_FolderWithSubfolder_BecomesOneFileEach()
    {
        using var folder = new TemporaryFolder();
        folder.Write("d/stack.json", "{}");
        folder.Write("d/Stores/loki.json", "{}");
        folder.Write("d/README.md", "");
        var builder = DistributedApplication.CreateBuilder();

        var grafana = builder.AddGrafana("grafana").WithDashboards(folder.Combine("d"));

        Assert.Equal(
            ["/etc/grafana/dashboards/Stores/loki.json", "/etc/grafana/dashboards/stack.json", "/etc/grafana/provisioning/dashboards/stack.yaml"],
            Files(grafana).Select(file => file.Path).Where(path => path.Contains("dashboards", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("--Stack:Only=grafana", false)]
    [InlineData("--Stack:Only=grafana,store", true)]
    [InlineData("", true)]
    public void WithDashboardOf_SelectionOfTheRun_TakesTheDashboardAlong(string argument, bool isThere)
    {
        using var folder = new TemporaryFolder();
        folder.Write("d/always.json", "{}");
        folder.Write("d/Stores/store.json", "{}");
        var builder = DistributedApplication.CreateBuilder([argument]);
        var store = FakeStore.Add(builder, "store", FakeStore.Source("a"));
        var grafana = builder.AddGrafana("grafana").WithDashboards(folder.Combine("d")).WithDashboardOf(store, "Stores/store.json");

        builder.SelectResources();

        Assert.Contains(Files(grafana), file => file.Path == "/etc/grafana/dashboards/always.json");
        Assert.Equal(isThere, Files(grafana).Any(file => file.Path == "/etc/grafana/dashboards/Stores/store.json"));
    }

    [Fact]
    public void WithDashboardOf_FileOfNoFolder_IsRefusedByName()
    {
        var builder = DistributedApplication.CreateBuilder();
        var grafana = builder.AddGrafana("grafana");

        var error = Assert.Throws<ArgumentException>(() => grafana.WithDashboardOf(FakeStore.Add(builder, "store"), "store.json"));

        Assert.Contains("'grafana' has no dashboard store.json", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WithDashboards_FileWithVariables_IsHandedOverByteForByte()
    {
        using var folder = new TemporaryFolder();
        folder.Write("d/a.json", "{ \"x\": \"$__rate_interval ${job}\" }\n");
        var builder = DistributedApplication.CreateBuilder(s_publish);
        var grafana = builder.AddGrafana("grafana").WithDashboards(folder.Combine("d"));

        Assert.Equal("{ \"x\": \"$__rate_interval ${job}\" }\n", await WriteAsync(grafana, builder, "/etc/grafana/dashboards/a.json"));
    }

    private static IEnumerable<ConfigFile> Files(IResourceBuilder<IGrafana> grafana) =>
        grafana.Resource.Annotations.OfType<ConfigFileAnnotation>().Select(annotation => annotation.File);

    private static Task<string> WriteAsync(IResourceBuilder<IGrafana> grafana, IDistributedApplicationBuilder builder, string path)
    {
        var context = ServerBuilderExtensions.CreateContext(Stack.For(builder), grafana.Resource, builder.ExecutionContext);
        return Files(grafana).Single(file => file.Path == path).Write(context, TestContext.Current.CancellationToken);
    }

    // As the orchestrator does: one address for this machine, one for the network of the containers.
    private static void Allocate(IResourceBuilder<IResourceWithEndpoints> resource, int port, string host, int containerPort)
    {
        var annotation = resource.GetEndpoint("http").EndpointAnnotation;
        annotation.AllocatedEndpoint = new AllocatedEndpoint(annotation, "localhost", port);
        annotation.AllAllocatedEndpoints.AddOrUpdateAllocatedEndpoint(
            KnownNetworkIdentifiers.DefaultAspireContainerNetwork,
            new AllocatedEndpoint(annotation, host, containerPort, EndpointBindingMode.SingleAddress, networkId: KnownNetworkIdentifiers.DefaultAspireContainerNetwork));
    }
}
