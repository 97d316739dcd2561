using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Embedded.Tests.Verbs;

public sealed class ReferenceVerbsTests
{
    [Fact]
    public async Task WithReference_ConnectionString_SetsItAndItsProperties()
    {
        var builder = VerbModel.Run();
        var server = builder.AddResource(new ServerResource("my-db")).WithConnectionProperty("Port", "1").WithConnectionProperty("Ssl Mode", "off");
        var app = builder.AddExecutable("app", "server", ".").WithReference((IResourceBuilder<IResourceWithConnectionString>)server);

        Assert.Equal(
            new Dictionary<string, string>
            {
                ["ConnectionStrings__my-db"] = "{my-db.connectionString}",
                ["MY_DB_HOST"] = "my-db",
                ["MY_DB_PORT"] = "1",
                ["MY_DB_SSL_MODE"] = "off",
            },
            await VerbModel.EnvironmentOf(app));
        Assert.Equal(["Reference:my-db"], VerbModel.RelationshipsOf(app.Resource));
        Assert.Equal("1", server.Resource.GetConnectionProperty("port").ValueExpression);
        Assert.Same(ReferenceExpression.Empty, server.Resource.GetConnectionProperty("none"));
    }

    [Fact]
    public async Task WithReference_OwnVariableAndOwnName_AreUsed()
    {
        var builder = VerbModel.Run();
        var app = builder.AddExecutable("app", "server", ".")
            .WithReference(builder.AddResource(new NamedVariableResource("one")))
            .WithReference(builder.AddConnectionString("two"), connectionName: "main", optional: true);

        var environment = await VerbModel.EnvironmentOf(app);
        Assert.Equal("{one.connectionString}", environment["DATABASE_URL"]);
        Assert.Equal("{two.connectionString}", environment["ConnectionStrings__main"]);
    }

    [Fact]
    public async Task WithReference_Service_SetsEveryEndpointUnderItsKey()
    {
        var builder = VerbModel.Run();
        var web = builder.AddResource(new ServerResource("my-web"))
            .WithHttpEndpoint().WithHttpsEndpoint().WithHttpEndpoint(name: "admin")
            .WithEndpoint("hidden", endpoint => endpoint.ExcludeReferenceEndpoint = true);
        var app = builder.AddExecutable("app", "server", ".").WithReference((IResourceBuilder<IResourceWithServiceDiscovery>)web);

        Assert.Equal(
            new Dictionary<string, string>
            {
                ["services__my-web__http__0"] = "{my-web.bindings.http.url}",
                ["MY_WEB_HTTP"] = "{my-web.bindings.http.url}",
                ["services__my-web__https__0"] = "{my-web.bindings.https.url}",
                ["MY_WEB_HTTPS"] = "{my-web.bindings.https.url}",
                ["services__my-web__admin__0"] = "{my-web.bindings.admin.url}",
                ["MY_WEB_ADMIN"] = "{my-web.bindings.admin.url}",
            },
            await VerbModel.EnvironmentOf(app));
    }

    [Fact]
    public async Task WithReference_EndpointTwice_IsSetOnce()
    {
        var builder = VerbModel.Run();
        var web = builder.AddContainer("web", "nginx").WithHttpEndpoint().WithHttpEndpoint(name: "admin");
        var app = builder.AddExecutable("app", "server", ".")
            .WithReference(web.GetEndpoint("admin")).WithReference(web.GetEndpoint("admin"));

        Assert.Equal(["WEB_ADMIN", "services__web__admin__0"], (await VerbModel.EnvironmentOf(app)).Keys.Order(StringComparer.Ordinal));
        Assert.Equal(["Reference:web"], VerbModel.RelationshipsOf(app.Resource));
    }

    [Fact]
    public async Task WithReference_EndpointsThatBecameTheSameScheme_CountTheirIndex()
    {
        var builder = VerbModel.Run();
        var web = builder.AddResource(new ServerResource("web")).WithHttpEndpoint().WithHttpsEndpoint();
        web.WithEndpoint("https", endpoint => endpoint.UriScheme = "http");
        var app = builder.AddExecutable("app", "server", ".").WithReference((IResourceBuilder<IResourceWithServiceDiscovery>)web);

        var environment = await VerbModel.EnvironmentOf(app);
        Assert.Equal("{web.bindings.http.url}", environment["services__web__http__0"]);
        Assert.Equal("{web.bindings.https.url}", environment["services__web__http__1"]);
    }

    [Fact]
    public async Task WithReference_UriAndExternalService_AreServicesToo()
    {
        var builder = VerbModel.Run("--Parameters:url=http://param.example");
        var app = builder.AddExecutable("app", "server", ".")
            .WithReference("one", new Uri("https://one.example"))
            .WithReference(builder.AddExternalService("two", "https://two.example"))
            .WithReference(builder.AddExternalService("three", builder.AddParameter("url")));

        Assert.Equal(
            new Dictionary<string, string>
            {
                ["services__one__default__0"] = "https://one.example/",
                ["ONE"] = "https://one.example/",
                ["services__two__https__0"] = "https://two.example/",
                ["TWO"] = "https://two.example/",
                ["services__three__http__0"] = "{url.value}",
                ["THREE"] = "{url.value}",
            },
            await VerbModel.EnvironmentOf(app));
    }

    [Theory]
    [InlineData("https://x.example/path")]
    [InlineData("/relative")]
    public void WithReference_UriWithAPath_SaysWhy(string uri)
    {
        var app = VerbModel.Run().AddExecutable("app", "server", ".");

        var exception = Assert.Throws<DistributedApplicationException>(() => app.WithReference("x", new Uri(uri, UriKind.RelativeOrAbsolute)));
        Assert.Contains("'x'", exception.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => VerbModel.Run().AddExternalService("x", uri));
    }

    [Fact]
    public async Task WithReferenceEnvironment_Flags_ChooseWhatIsSet()
    {
        var builder = VerbModel.Run();
        var server = builder.AddResource(new ServerResource("db")).WithHttpEndpoint();
        var app = builder.AddExecutable("app", "server", ".")
            .WithReference((IResourceBuilder<IResourceWithConnectionString>)server)
            .WithReference((IResourceBuilder<IResourceWithServiceDiscovery>)server)
            .WithReferenceEnvironment(ReferenceEnvironmentInjectionFlags.ConnectionString | ReferenceEnvironmentInjectionFlags.Endpoints);

        Assert.Equal(["ConnectionStrings__db", "DB_HTTP"], (await VerbModel.EnvironmentOf(app)).Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Relationships_Twice_AreThereOnce()
    {
        var builder = VerbModel.Run();
        var parent = builder.AddContainer("parent", "x");
        var child = builder.AddContainer("child", "x").WithParentRelationship(parent).WithParentRelationship(parent.Resource).WithReferenceRelationship(parent);
        parent.WithChildRelationship(child);

        Assert.Equal(["Parent:parent", "Reference:parent"], VerbModel.RelationshipsOf(child.Resource));
        Assert.Empty(VerbModel.RelationshipsOf(parent.Resource));
    }

    [Fact]
    public void AddConnectionString_Expression_RefersToItsParts()
    {
        var builder = VerbModel.Run();
        var password = builder.AddParameter("password", secret: true);
        var connection = builder.AddConnectionString("db", text => text.Append($"Password={password}"));

        Assert.Equal("Password={password.value}", connection.Resource.ConnectionStringExpression.ValueExpression);
        Assert.Equal(["Reference:password"], VerbModel.RelationshipsOf(connection.Resource));
    }
}
