using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Observability.Hosting.Backends;
using Observability.Hosting.Model;
using Observability.Hosting.Publishing;
using Observability.Hosting.Publishing.Checks;
using Observability.Hosting.Publishing.Graph;
using Observability.Hosting.Publishing.Tree;
using Observability.Hosting.Targets;
using Observability.Hosting.Validation;

namespace Observability.Hosting.Tests.Publishing;

/// <summary>A graph in a publish, and what is published of it.</summary>
internal sealed class PublishRig
{
    public PublishRig(params string[] settings)
    {
        Builder = DistributedApplication.CreateBuilder(["--operation", "publish", .. settings]);
    }

    public IDistributedApplicationBuilder Builder { get; }

    /// <summary>Adds a server of no system, with one port.</summary>
    public IResourceBuilder<IServer> AddServer(string name, int port, Workload? workload = null) => Builder.AddServer<IServer>(
            name,
            new ServerFacts(new ServerImage("registry.example", name, "1.0"), new Version(1, 0), null, 1000, 1000),
            resourceName => new AnyContainer(resourceName))
        .WithAnnotation(workload ?? new Workload(10, 16, 32))
        .WithServerEndpoint(port)
        .WithProbes(Probe.Http("/ready"), Probe.Http("/live"));

    /// <summary>The graph as a target gets it.</summary>
    public Task<ClusterGraph> ReadAsync(ClusterTarget target) =>
        ClusterPublisher.For(Builder).ReadAsync(target, TestContext.Current.CancellationToken);

    /// <summary>The files of a target, unchecked.</summary>
    public async Task<IReadOnlyList<ManifestFile>> WriteAsync(ClusterTarget target) => ManifestTree.Write(target, await ReadAsync(target));

    /// <summary>What the checks find.</summary>
    public async Task<IReadOnlyList<Problem>> CheckAsync(ClusterTarget target)
    {
        var graph = await ReadAsync(target);
        return ManifestChecks.Find(ManifestTree.Write(target, graph), graph);
    }

    private sealed class AnyContainer(string name) : ContainerResource(name), IServer;
}
