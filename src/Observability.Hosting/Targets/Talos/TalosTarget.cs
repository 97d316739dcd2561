using Observability.Hosting.Publishing.Graph;
using Observability.Hosting.Publishing.Tree;

namespace Observability.Hosting.Targets.Talos;

/// <summary>Talos Linux on machines of one's own.</summary>
/// <param name="name">Name of the resource, and of the folder that it is published to.</param>
public sealed class TalosTarget(string name) : ClusterTarget(name)
{
    /// <summary>Who answers for the addresses of load balancers, or null for somebody that the cluster has already.</summary>
    internal TalosLoadBalancer? LoadBalancer { get; set; }

    /// <summary>Addresses that load balancers take: ranges <c>first-last</c> or CIDR.</summary>
    internal IReadOnlyList<string> Addresses { get; set; } = [];

    /// <inheritdoc />
    internal override IEnumerable<ManifestFile> WriteOwnFiles(ClusterGraph graph) =>
        [.. TalosMachineConfigWriter.Write(this, graph), .. TalosLoadBalancerWriter.Write(this)];
}
