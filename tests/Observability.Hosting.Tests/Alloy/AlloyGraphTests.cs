using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Observability.Hosting.Alloy;
using Observability.Hosting.Backends;
using Observability.Hosting.Model;

namespace Observability.Hosting.Tests.Alloy;

public class AlloyGraphTests
{
    [Fact]
    public void WithLogStore_Twice_IsOneEdge()
    {
        var builder = DistributedApplication.CreateBuilder();
        var loki = builder.AddLoki("loki");

        builder.AddAlloy("alloy").WithLogStore(loki).WithLogStore(loki);

        Assert.Equal(
            ["Log alloy -> loki.http"],
            builder.Resources.GetEdges().Select(edge => $"{edge.Kind} {edge.From.Name} -> {edge.To.Resource.Name}.{edge.To.EndpointName}"));
    }

    [Fact]
    public async Task AddAlloy_Publish_IsTheVendorsContainerWithItsPaths()
    {
        var builder = DistributedApplication.CreateBuilder(["--operation", "publish"]);
        var alloy = builder.AddAlloy("alloy").Resource;

        Assert.True(alloy.TryGetContainerImageName(out var image));
        Assert.Equal("docker.io/grafana/alloy:v1.18.1", image);
        var configured = await ExecutionConfigurationBuilder.Create(alloy)
            .WithArgumentsConfig()
            .BuildAsync(builder.ExecutionContext, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(
            ["run",
             "/etc/alloy/config.alloy",
             "--server.http.listen-addr=0.0.0.0:{alloy.bindings.http.targetPort}",
             "--storage.path=/var/lib/alloy/data",
             "--disable-reporting"],
            configured.Arguments.Select(argument => argument.Value));
    }

    [Fact]
    public async Task Config_Cluster_ReadsPodsAndTakesTheTenantOfTheStore()
    {
        var builder = DistributedApplication.CreateBuilder(["--operation", "publish"]);
        var loki = builder.AddLoki("loki");
        var alloy = builder.AddAlloy("alloy").WithLogStore(loki).WithStackLabel("blue");
        loki.WithTenant("zai");

        var blocks = AlloyReader.Read(await ConfigAsync(builder, alloy.Resource, stackLogs: null));

        Assert.Equal(
            ["discovery.kubernetes", "discovery.relabel", "loki.source.kubernetes", "loki.process", "loki.write"],
            blocks.Select(block => block.Name));
        var endpoint = Assert.Single(blocks[^1].Blocks);
        Assert.EndsWith("/loki/api/v1/push", Assert.IsType<AlloyReader.Text>(endpoint.Attributes["url"]).Content, StringComparison.Ordinal);
        Assert.Equal(new AlloyReader.Text("zai"), endpoint.Attributes["tenant_id"]);
    }

    [Fact]
    public async Task Config_StoreTakenOutOfTheGraph_IsEmpty()
    {
        var builder = DistributedApplication.CreateBuilder(["--operation", "publish"]);
        var alloy = builder.AddAlloy("alloy").WithLogStore(builder.AddLoki("loki")).Resource;
        alloy.Annotations.Remove(alloy.Annotations.OfType<EdgeAnnotation>().Single());

        Assert.Empty(await ConfigAsync(builder, alloy, stackLogs: null));
    }

    [Fact]
    public void AddAlloy_Run_KeepsItsPositionsAndReadsTheStacksLogs()
    {
        var builder = DistributedApplication.CreateBuilder();

        var alloy = builder.AddAlloy("alloy").Resource;

        Assert.Equal("/var/lib/alloy/data", Assert.Single(alloy.Annotations.OfType<DataFolderAnnotation>()).Path);
        Assert.Equal("/var/log/stack", Assert.Single(alloy.Annotations.OfType<StackLogsAnnotation>()).ImagePath);
        Assert.Single(alloy.Annotations.OfType<MetricsAnnotation>());
        Assert.Null(Assert.Single(alloy.Annotations.OfType<ProbesAnnotation>()).Liveness.Path);
    }

    [Fact]
    public void AddAlloy_StandIn_HasTheServersOwnFilesAndFolders()
    {
        var builder = DistributedApplication.CreateBuilder(["--Stack:Resources:alloy:Backend=standin"]).AddStandIns<StandIns>();

        var alloy = builder.AddAlloy("alloy").Resource;

        Assert.IsType<AlloyStandIn>(alloy);
        Assert.Equal("shipper", AlloyFacts.Server.StandIn);
        Assert.Equal("/etc/alloy/config.alloy", alloy.Annotations.OfType<ConfigFileAnnotation>().Single().File.Path);
        Assert.Equal("/var/lib/alloy/data", Assert.Single(alloy.Annotations.OfType<DataFolderAnnotation>()).Path);
        Assert.Single(alloy.Annotations.OfType<StackLogsAnnotation>());
    }

    [Fact]
    public void WithStackLabel_Blank_IsRefused() =>
        Assert.Throws<ArgumentException>(() => DistributedApplication.CreateBuilder().AddAlloy("alloy").WithStackLabel(" "));

    private static Task<string> ConfigAsync(IDistributedApplicationBuilder builder, IResource alloy, string? stackLogs)
    {
        var file = alloy.Annotations.OfType<ConfigFileAnnotation>().Single().File;
        var context = new ServerContext(alloy, AlloyFacts.Server.ImageVersion, root: null, builder.ExecutionContext) { StackLogs = stackLogs };
        return file.Write(context, TestContext.Current.CancellationToken);
    }

    private sealed class StandIns : IProjectMetadata
    {
        public string ProjectPath => Repository.Combine("src", "Observability.StandIns", "Observability.StandIns.csproj");
    }
}
