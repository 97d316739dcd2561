using k8s.Models;
using Observability.Hosting.Publishing.Graph;
using Observability.Hosting.Publishing.Tree;

namespace Observability.Hosting.Targets.Doks;

/// <summary>DigitalOcean Kubernetes.</summary>
/// <param name="name">Name of the resource, and of the folder that it is published to.</param>
/// <param name="region">Region, such as <c>lon1</c>.</param>
public sealed class DoksTarget(string name, string region) : ClusterTarget(name)
{
    /// <summary>Region, such as <c>lon1</c>.</summary>
    public string Region { get; } = region;

    /// <summary>Names of the buckets in Spaces.</summary>
    internal List<string> Buckets { get; } = [];

    /// <inheritdoc />
    internal override IEnumerable<ManifestFile> WriteOwnFiles(ClusterGraph graph) => DoksTerraformWriter.Write(this);

    // Only on the stack's own pools; what has a volume in the first by preference, which does not come and go.
    private protected override V1Affinity? GetAffinity(ClusterServer server) => Pools.Count == 0 || server.IsOnEveryNode
        ? null
        : new V1Affinity
        {
            NodeAffinity = new V1NodeAffinity
            {
                RequiredDuringSchedulingIgnoredDuringExecution = new V1NodeSelector { NodeSelectorTerms = [Term([.. Pools.Select(pool => pool.Name)])] },
                PreferredDuringSchedulingIgnoredDuringExecution = server.HasVolume && Pools.Count > 1
                    ? [new V1PreferredSchedulingTerm { Weight = 100, Preference = Term([Pools[0].Name]) }]
                    : null,
            },
        };

    private static V1NodeSelectorTerm Term(IList<string> pools) => new()
    {
        MatchExpressions = [new V1NodeSelectorRequirement { Key = DoksFacts.PoolLabel, OperatorProperty = "In", Values = pools }],
    };
}
