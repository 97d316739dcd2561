using Aspire.Hosting.Testing;
using Observability.Hosting.Publishing;
using Observability.Hosting.Publishing.Graph;
using Observability.Hosting.Publishing.Tree;
using Observability.Hosting.Targets;

namespace Observability.E2E.Publishing;

/// <summary>What the AppHost publishes, read once in this process.</summary>
public sealed class PublishedGraph : IAsyncLifetime
{
    private readonly Dictionary<string, (ClusterTarget Target, ClusterGraph Graph, IReadOnlyList<ManifestFile> Files)> _targets = [];

    internal static string[] Names { get; } = ["doks", "talos"];

    public async ValueTask InitializeAsync()
    {
        var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.AppHost>(["--operation", "publish"], TestContext.Current.CancellationToken);
        foreach (var target in ClusterPublisher.FindTargets(builder))
        {
            var graph = await ClusterPublisher.For(builder).ReadAsync(target, TestContext.Current.CancellationToken);
            _targets[target.Name] = (target, graph, ManifestTree.Write(target, graph));
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    internal (ClusterTarget Target, ClusterGraph Graph, IReadOnlyList<ManifestFile> Files) this[string target] => _targets[target];
}
