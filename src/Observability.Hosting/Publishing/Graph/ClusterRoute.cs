namespace Observability.Hosting.Publishing.Graph;

/// <summary>A host name of a server.</summary>
/// <param name="Host">The full name.</param>
/// <param name="Gateway">The server that people come through.</param>
/// <param name="Target">The server that they come to.</param>
/// <param name="Port">Its port.</param>
internal sealed record ClusterRoute(string Host, ClusterServer Gateway, ClusterServer Target, ClusterPort Port);
