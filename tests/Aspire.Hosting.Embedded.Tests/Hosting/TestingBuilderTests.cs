using Aspire.Hosting.Embedded.Orchestration;
using Aspire.Hosting.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Aspire.Hosting.Embedded.Tests.Hosting;

public class TestingBuilderTests
{
    [Fact]
    public void Create_NothingSaid_HasRandomPortsAndNoDashboard()
    {
        using var builder = DistributedApplicationTestingBuilder.Create();

        Assert.Equal(bool.TrueString, builder.Configuration[WellKnownConfiguration.RandomizePorts]);
        Assert.Equal("Development", builder.Environment.EnvironmentName);
        using var application = builder.Build();
        Assert.True(application.Services.GetRequiredService<DistributedApplicationOptions>().DisableDashboard);
    }

    [Fact]
    public void Create_Configured_KeepsWhatTheTestSays()
    {
        using var builder = DistributedApplicationTestingBuilder.Create(
            [$"--{WellKnownConfiguration.RandomizePorts}=false"],
            (options, settings) =>
            {
                options.DisableDashboard = false;
                settings.Configuration!["x"] = "from the test";
            });

        Assert.Equal("false", builder.Configuration[WellKnownConfiguration.RandomizePorts]);
        Assert.Equal("from the test", builder.Configuration["x"]);
    }

    [Fact]
    public async Task CreateAsync_AssemblyWithoutEntryPoint_SaysSo()
    {
        var failure = await Assert.ThrowsAsync<InvalidOperationException>(
            () => DistributedApplicationTestingBuilder.CreateAsync<string>(TestContext.Current.CancellationToken));

        Assert.Contains("entry point", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GetEndpoint_UnknownOrUnallocated_SaysWhatIsThere()
    {
        using var builder = DistributedApplicationTestingBuilder.Create();
        builder.AddExecutable("web", "sh", "/").WithHttpEndpoint(name: "admin");
        await using var app = await builder.BuildAsync(TestContext.Current.CancellationToken);

        Assert.Contains("web", Assert.Throws<ArgumentException>(() => app.GetEndpoint("wbe")).Message, StringComparison.Ordinal);
        Assert.Contains("admin", Assert.Throws<ArgumentException>(() => app.GetEndpoint("web")).Message, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => app.CreateHttpClient("web", "admin"));
    }
}
