using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Embedded.Tests.Verbs;

public sealed class ProjectVerbsTests : IDisposable
{
    private const string Settings = """
        {
          // As Visual Studio writes it, and as people edit it.
          "profiles": {
            "iis": { "commandName": "IISExpress" },
            "http": {
              "commandName": "Project",
              "applicationUrl": "http://localhost:5180",
              "environmentVariables": { "COLOUR": "red", "ASPNETCORE_URLS": "http://localhost:1" },
            },
            "both": { "commandName": "Project", "applicationUrl": "https://localhost:7180;http://*:5181;http://localhost:5182" },
            "broken": { "commandName": "Project", "applicationUrl": "localhost" },
          }
        }
        """;

    private readonly TemporaryFolder _folder = new();

    public ProjectVerbsTests() => _folder.Write("Api/Properties/launchSettings.json", Settings);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task AddProject_Run_HasTheFirstProjectProfile()
    {
        var project = VerbModel.RunIn(_folder.Path).AddProject("api", "Api/Api.csproj");

        Assert.Equal([("http", "http", 5180)], EndpointsOf(project));
        Assert.Equal(_folder.Combine("Api", "Api.csproj"), project.Resource.GetProjectMetadata().ProjectPath);
        var environment = await VerbModel.EnvironmentOf(project);
        Assert.Equal("red", environment["COLOUR"]);
        Assert.Equal("http://localhost:{api.bindings.http.targetPort}", environment["ASPNETCORE_URLS"]);
        Assert.Equal("true", environment["ASPNETCORE_FORWARDEDHEADERS_ENABLED"]);
        Assert.Equal("in_memory", environment["OTEL_DOTNET_EXPERIMENTAL_OTLP_RETRY"]);
        Assert.Equal("api", environment["OTEL_SERVICE_NAME"]);
        Assert.DoesNotContain("HTTP_PORTS", environment.Keys);
    }

    [Fact]
    public async Task AddProject_ProfileByName_HasAllItsUrls()
    {
        var project = VerbModel.RunIn(_folder.Path).AddProject("api", "Api/Api.csproj", "both");

        Assert.Equal([("https", "https", 7180), ("http", "http", 5181), ("http2", "http", 5182)], EndpointsOf(project));
        var environment = await VerbModel.EnvironmentOf(project);
        Assert.Equal(
            "https://localhost:{api.bindings.https.targetPort};http://localhost:{api.bindings.http.targetPort};http://localhost:{api.bindings.http2.targetPort}",
            environment["ASPNETCORE_URLS"]);
        Assert.Equal("{api.bindings.https.port}", environment["ASPNETCORE_HTTPS_PORT"]);
    }

    [Fact]
    public void AddProject_AppHostsOwnProfile_IsPreferred()
    {
        var project = VerbModel.RunIn(_folder.Path, "--AppHost:DefaultLaunchProfileName=both").AddProject("api", "Api/Api.csproj");

        Assert.Equal(3, EndpointsOf(project).Length);
    }

    [Fact]
    public async Task AddProject_WithoutProfile_HasNothingOfIt()
    {
        var builder = VerbModel.RunIn(_folder.Path);
        var project = builder.AddProject("api", "Api/Api.csproj", launchProfileName: null);

        Assert.Empty(EndpointsOf(project));
        Assert.DoesNotContain("ASPNETCORE_URLS", (await VerbModel.EnvironmentOf(project)).Keys);
        Assert.Empty(EndpointsOf(builder.AddProject("other", "Other/Other.csproj")));
    }

    [Fact]
    public async Task AddProject_Publish_HasPortsOfTheContainer()
    {
        var project = VerbModel.PublishIn(_folder.Path).AddProject("api", "Api/Api.csproj", "both");

        Assert.Equal([("https", "https", null), ("http", "http", null), ("http2", "http", null)], EndpointsOf(project));
        var environment = await VerbModel.EnvironmentOf(project);
        Assert.Equal("{api.bindings.http.targetPort};{api.bindings.http2.targetPort}", environment["HTTP_PORTS"]);
        Assert.Equal("{api.bindings.https.targetPort}", environment["HTTPS_PORTS"]);
        Assert.DoesNotContain(environment.Keys, name => name is "ASPNETCORE_URLS" or "OTEL_EXPORTER_OTLP_ENDPOINT" or "COLOUR");
    }

    [Fact]
    public async Task ProjectEndpoints_FilteredOrWithAVariable_AreNotInTheUrls()
    {
        var project = VerbModel.RunIn(_folder.Path).AddProject("api", "Api/Api.csproj")
            .WithHttpEndpoint(name: "admin", env: "ADMIN_PORT")
            .WithHttpEndpoint(name: "hidden")
            .WithEndpointsInEnvironment(endpoint => endpoint.Name != "hidden")
            .DisableForwardedHeaders();

        var environment = await VerbModel.EnvironmentOf(project);
        Assert.Equal("http://localhost:{api.bindings.http.targetPort}", environment["ASPNETCORE_URLS"]);
        Assert.Equal("{api.bindings.admin.targetPort}", environment["ADMIN_PORT"]);
        Assert.DoesNotContain("ASPNETCORE_FORWARDEDHEADERS_ENABLED", environment.Keys);
    }

    [Fact]
    public void AddProject_WrongProfile_SaysWhichThereAre()
    {
        var builder = VerbModel.RunIn(_folder.Path);

        Assert.Contains("iis, http, both, broken", Message(() => builder.AddProject("api", "Api/Api.csproj", "none")), StringComparison.Ordinal);
        Assert.Contains("'localhost'", Message(() => builder.AddProject("api2", "Api/Api.csproj", "broken")), StringComparison.Ordinal);

        _folder.Write("Bad/Properties/launchSettings.json", "{");
        Assert.Contains("launchSettings.json", Message(() => builder.AddProject("bad", "Bad/Bad.csproj")), StringComparison.Ordinal);
    }

    [Fact]
    public void WithReplicas_Twice_LastWins()
    {
        var project = VerbModel.RunIn(_folder.Path).AddProject("api", "Api/Api.csproj").WithReplicas(2).WithReplicas(3);

        Assert.Equal(3, project.Resource.GetReplicaCount());
    }

    [Fact]
    public void PublishAsDockerFile_Publish_BuildsTheProjectsDirectory()
    {
        var builder = VerbModel.PublishIn(_folder.Path);
        builder.AddProject("api", "Api/Api.csproj").PublishAsDockerFile();

        var container = Assert.IsAssignableFrom<ContainerResource>(Assert.Single(builder.Resources));
        Assert.Equal(_folder.Combine("Api"), Assert.Single(container.Annotations.OfType<DockerfileBuildAnnotation>()).ContextPath);
    }

    private static (string Name, string Scheme, int? Port)[] EndpointsOf(IResourceBuilder<ProjectResource> project) =>
        [.. project.Resource.Annotations.OfType<EndpointAnnotation>().Select(one => (one.Name, one.UriScheme, one.Port))];

    private static string Message(Action action) => Assert.Throws<DistributedApplicationException>(action).Message;
}
