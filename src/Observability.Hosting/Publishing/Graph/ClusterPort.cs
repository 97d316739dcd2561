namespace Observability.Hosting.Publishing.Graph;

/// <summary>A port that a server listens on.</summary>
/// <param name="Name">Name of the endpoint, which is the port's in the pod and in the Service.</param>
/// <param name="Number">The port.</param>
/// <param name="IsPublic">True where people outside the cluster connect to it.</param>
/// <param name="IsForNode">True where the node that the pod runs on connects to it, at its own address.</param>
internal sealed record ClusterPort(string Name, int Number, bool IsPublic, bool IsForNode)
{
    /// <summary>Scheme of the endpoint's URLs.</summary>
    public string Scheme { get; init; } = "http";

    /// <summary>Port of the Service: what browsers expect of a gateway, else the server's own.</summary>
    public int ServicePort => !IsPublic ? Number : Scheme == "https" ? 443 : 80;
}
