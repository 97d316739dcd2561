using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Observability.Hosting.Model;

namespace Observability.Hosting.Tests.Model;

public class ServerContextTests
{
    private readonly IDistributedApplicationBuilder _builder = DistributedApplication.CreateBuilder();
    private readonly IResourceBuilder<ExecutableResource> _page;
    private readonly IResourceBuilder<ExecutableResource> _gateway;

    public ServerContextTests()
    {
        _page = Add("page", 5001);
        _gateway = Add("gateway", 8000);
        _page.WithAnnotation(new RouteAnnotation(new Route("shown", _gateway.GetEndpoint("http"), _page.GetEndpoint("http"))));
    }

    [Fact]
    public async Task PublicUrls_OnTheLaptop_AreTheRouteAndTheEndpointItself() => Assert.Equal(
        ["http://shown.localhost:8000", "http://localhost:5001"],
        await Context(DistributedApplicationOperation.Run).GetPublicUrlsAsync(_page.GetEndpoint("http"), TestContext.Current.CancellationToken));

    [Fact]
    public async Task PublicUrl_GatewayThatCannotRun_IsTheEndpointItself()
    {
        _gateway.WithAnnotation(new NotStartedAnnotation(new NotStarted("no engine", "Start one.")));

        var url = await Context(DistributedApplicationOperation.Run)
            .GetPublicUrlAsync(_page.GetEndpoint("http"), TestContext.Current.CancellationToken);

        Assert.Equal("http://localhost:5001", url);
    }

    [Fact]
    public async Task PublicUrls_InTheCluster_AreTheRoutesWithTls() => Assert.Equal(
        ["https://shown.example.org"],
        await Context(DistributedApplicationOperation.Publish).GetPublicUrlsAsync(_page.GetEndpoint("http"), TestContext.Current.CancellationToken));

    [Fact]
    public async Task Address_InTheCluster_IsTheServiceOfTheServer()
    {
        var store = _builder.AddContainer("store", "store").WithHttpEndpoint(targetPort: 3100).GetEndpoint("http");

        Assert.Equal(
            "http://store:3100",
            await Context(DistributedApplicationOperation.Publish).GetUrlAsync(store, TestContext.Current.CancellationToken));
    }

    [Fact]
    public void MapPath_OfAProcess_LiesBelowItsFolder() =>
        Assert.Equal("/state/page/etc/page.yml", Context(DistributedApplicationOperation.Run).MapPath("/etc/page.yml"));

    [Fact]
    public void MapPath_Relative_IsRefused() =>
        Assert.Throws<ArgumentException>(() => Context(DistributedApplicationOperation.Run).MapPath("page.yml"));

    private ServerContext Context(DistributedApplicationOperation operation) =>
        new(_page.Resource, new Version(1, 0), "/state/page", new DistributedApplicationExecutionContext(operation))
        {
            Cluster = operation == DistributedApplicationOperation.Publish ? new Cluster { Domain = "example.org" } : null,
        };

    private IResourceBuilder<ExecutableResource> Add(string name, int port) => _builder.AddExecutable(name, "true", ".")
        .WithHttpEndpoint()
        .WithEndpoint("http", endpoint => endpoint.AllocatedEndpoint = new AllocatedEndpoint(endpoint, "localhost", port));
}
