namespace Observability.Hosting.Traefik;

/// <summary>Everything that goes into the static configuration; addresses are <c>host:port</c> to listen on.</summary>
/// <param name="Web">What people open in clear text.</param>
/// <param name="WebSecure">What people open with TLS: in a cluster, null on the laptop.</param>
/// <param name="Admin">Ping, and on the laptop the API with the dashboard.</param>
/// <param name="Metrics">Metrics.</param>
/// <param name="DynamicFolder">Folder of the dynamic configuration on the laptop; null in a cluster, whose routes are Ingress objects.</param>
/// <param name="Ingress">The namespace whose Ingress objects are served in a cluster, and the Service that people reach; null on the laptop.</param>
internal sealed record TraefikStaticConfig(
    string Web, string? WebSecure, string Admin, string Metrics, string? DynamicFolder, (string Namespace, string Service)? Ingress)
{
    /// <summary>True where it is written for a cluster.</summary>
    public bool IsCluster => Ingress is not null;
}
