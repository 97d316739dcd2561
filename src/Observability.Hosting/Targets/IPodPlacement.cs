using k8s.Models;
using Observability.Hosting.Publishing.Graph;

namespace Observability.Hosting.Targets;

/// <summary>Says on which nodes of a cluster a server may run.</summary>
internal interface IPodPlacement
{
    /// <summary>The affinity of a server's pods; null for any node.</summary>
    V1Affinity? GetAffinity(ClusterServer server);
}
