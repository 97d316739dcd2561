using Observability.Hosting.Model;

namespace Observability.Hosting.Publishing.Graph;

/// <summary>The graph as one cluster gets it; everything that is published follows from it.</summary>
/// <param name="Cluster">The cluster.</param>
/// <param name="Servers">The servers, by name.</param>
/// <param name="Secrets">The secrets, by name.</param>
/// <param name="Edges">The connections between servers but for those of people, in the order of their names.</param>
/// <param name="Routes">The host names under which people reach servers from outside, which must ask who they are.</param>
internal sealed record ClusterGraph(
    Cluster Cluster,
    IReadOnlyList<ClusterServer> Servers,
    IReadOnlyList<ClusterSecret> Secrets,
    IReadOnlyList<ClusterEdge> Edges,
    IReadOnlyList<ClusterRoute> Routes);
