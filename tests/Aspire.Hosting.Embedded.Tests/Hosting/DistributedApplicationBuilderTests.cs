using Aspire.Hosting.Embedded.Orchestration;

namespace Aspire.Hosting.Embedded.Tests.Hosting;

public sealed class DistributedApplicationBuilderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Create_NothingConfigured_FillsInEveryKey()
    {
        var builder = Create();

        var urls = new[]
        {
            builder.Configuration[WellKnownConfiguration.OtlpGrpcUrl],
            builder.Configuration[WellKnownConfiguration.OtlpHttpUrl],
            builder.Configuration[WellKnownConfiguration.ResourceServiceUrl],
        };
        Assert.All(urls, url => Assert.True(new Uri(url!) is { IsLoopback: true, Port: > 0 }));
        Assert.Equal(urls.Length, urls.Distinct().Count());
        Assert.True(new Uri(builder.Configuration[WellKnownConfiguration.DashboardUrls]!).Port > 0);
        Assert.Equal(32, builder.Configuration[WellKnownConfiguration.BrowserToken]!.Length);
        Assert.NotEqual(Create().Configuration[WellKnownConfiguration.OtlpApiKey], builder.Configuration[WellKnownConfiguration.OtlpApiKey]);
        Assert.Equal("docker", builder.Configuration[WellKnownConfiguration.ContainerRuntime]);
        Assert.Equal(_folder.Path, builder.AppHostDirectory);
        Assert.Equal(64, builder.Configuration[WellKnownConfiguration.AppHostSha256]!.Length);
    }

    [Fact]
    public void Create_PortZero_IsReplacedByAFreeOne()
    {
        var url = new Uri(Create($"--{WellKnownConfiguration.DashboardUrls}=http://localhost:0").Configuration[WellKnownConfiguration.DashboardUrls]!);

        Assert.Equal("localhost", url.Host);
        Assert.True(url.Port > 0);
    }

    [Fact]
    public void Create_NoUrl_NamesTheKey()
    {
        var failure = Assert.Throws<DistributedApplicationException>(() => Create($"--{WellKnownConfiguration.OtlpGrpcUrl}=nonsense"));

        Assert.Contains(WellKnownConfiguration.OtlpGrpcUrl, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Create_Publish_HasNothingRandom()
    {
        var builder = Create("--operation", "publish");

        Assert.True(builder.ExecutionContext.IsPublishMode);
        Assert.Null(builder.Configuration[WellKnownConfiguration.BrowserToken]);
        Assert.Null(builder.Configuration[WellKnownConfiguration.ResourceServiceUrl]);
    }

    [Fact]
    public void Create_OldPublisherSwitch_IsAPublish()
    {
        var context = Create("--publisher", "manifest", "--output-path", "x.json").ExecutionContext;

        Assert.True(context.IsPublishMode);
        Assert.Equal("manifest", context.PublisherName);
    }

    [Fact]
    public void Create_UnknownOperation_SaysWhichThereAre()
    {
        var failure = Assert.Throws<DistributedApplicationException>(() => Create("--operation", "deploy"));

        Assert.Contains("run or publish", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Configuration_FilesAndCommandLine_LaterOnesWin()
    {
        _folder.Write("appsettings.json", """{ "a": "file", "b": "file", "c": "file" }""");
        _folder.Write("appsettings.Testing.json", """{ "b": "environment", "c": "environment" }""");

        var configuration = Create("--environment", "Testing", "--c", "line").Configuration;

        Assert.Equal(["file", "environment", "line"], new[] { configuration["a"], configuration["b"], configuration["c"] });
    }

    [Fact]
    public void Configuration_BrokenFile_IsNamed()
    {
        var file = _folder.Write("appsettings.json", "{ nonsense");

        Assert.Contains(file, Assert.Throws<DistributedApplicationException>(() => Create()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AddResource_SameNameInOtherCase_NamesBothTypes()
    {
        var builder = Create();
        builder.AddExecutable("web", "sh", "/");

        var failure = Assert.Throws<DistributedApplicationException>(() => builder.AddContainer("WEB", "image"));

        Assert.Contains("ExecutableResource", failure.Message, StringComparison.Ordinal);
        Assert.Contains("ContainerResource", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Build_Twice_IsRefused()
    {
        var builder = Create();
        await using var application = builder.Build();

        Assert.Throws<InvalidOperationException>(builder.Build);
    }

    private DistributedApplicationBuilder Create(params string[] args) =>
        new(new DistributedApplicationOptions { Args = args, ProjectDirectory = _folder.Path, DisableDashboard = true });
}
