using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Observability.Hosting.Model;

namespace Observability.Hosting.Tests.Model;

public class EdgeTests
{
    [Theory]
    [InlineData(EdgeKind.Publish)]
    [InlineData(EdgeKind.Consume)]
    public void WithEdge_ToABroker_WaitsForItsHealth(EdgeKind kind)
    {
        var (client, server) = Connect(kind);

        var wait = Assert.Single(client.Annotations.OfType<WaitAnnotation>());
        Assert.Same(server, wait.Resource);
        Assert.Equal(WaitType.WaitUntilHealthy, wait.WaitType);
    }

    [Theory]
    [InlineData(EdgeKind.Scrape)]
    [InlineData(EdgeKind.Query)]
    [InlineData(EdgeKind.SignIn)]
    public void WithEdge_OfWhatTriesAgain_DoesNotWait(EdgeKind kind) =>
        Assert.Empty(Connect(kind).Client.Annotations.OfType<WaitAnnotation>());

    [Fact]
    public void WithEdge_Twice_IsOneEdgeAndOneReference()
    {
        var builder = DistributedApplication.CreateBuilder();
        var server = builder.AddExecutable("server", "true", ".").WithHttpEndpoint();
        var client = builder.AddExecutable("client", "true", ".")
            .WithEdge(EdgeKind.Consume, server.GetEndpoint("http"))
            .WithEdge(EdgeKind.Consume, server.GetEndpoint("http"));

        Assert.Single(client.Resource.GetEdges(EdgeKind.Consume));
        Assert.Single(client.Resource.Annotations.OfType<ResourceRelationshipAnnotation>());
        Assert.Single(client.Resource.Annotations.OfType<WaitAnnotation>());
    }

    private static (IResource Client, IResource Server) Connect(EdgeKind kind)
    {
        var builder = DistributedApplication.CreateBuilder();
        var server = builder.AddExecutable("server", "true", ".").WithHttpEndpoint();
        return (builder.AddExecutable("client", "true", ".").WithEdge(kind, server.GetEndpoint("http")).Resource, server.Resource);
    }
}
