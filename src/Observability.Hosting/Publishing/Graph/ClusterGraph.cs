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
    IReadOnlyList<ClusterRoute> Routes)
{
    private readonly ILookup<ClusterServer, ClusterEdge> _from = Edges.ToLookup(edge => edge.From);
    private readonly ILookup<ClusterServer, ClusterEdge> _to = Edges.ToLookup(edge => edge.To);

    private readonly Dictionary<string, ClusterSecret> _secrets = Secrets.ToDictionary(secret => secret.Key.Secret);

    /// <summary>The secret of a name, or null.</summary>
    public ClusterSecret? FindSecret(string name) => _secrets.GetValueOrDefault(name);

    /// <summary>The connections that a server opens.</summary>
    public IEnumerable<ClusterEdge> EdgesFrom(ClusterServer server) => _from[server];

    /// <summary>The connections that a server takes.</summary>
    public IEnumerable<ClusterEdge> EdgesTo(ClusterServer server) => _to[server];
}
