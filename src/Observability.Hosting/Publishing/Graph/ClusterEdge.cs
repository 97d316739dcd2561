using Observability.Hosting.Model;

namespace Observability.Hosting.Publishing.Graph;

/// <summary>A connection that must be possible in the cluster.</summary>
/// <param name="Kind">What flows.</param>
/// <param name="From">The server that opens it.</param>
/// <param name="To">The server that takes it.</param>
/// <param name="Port">The port that takes it.</param>
internal sealed record ClusterEdge(EdgeKind Kind, ClusterServer From, ClusterServer To, ClusterPort Port);
