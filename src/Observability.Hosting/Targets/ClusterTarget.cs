using Aspire.Hosting.ApplicationModel;
using k8s.Models;
using Observability.Hosting.Model;
using Observability.Hosting.Publishing.Graph;
using Observability.Hosting.Publishing.Secrets;
using Observability.Hosting.Publishing.Tree;

namespace Observability.Hosting.Targets;

/// <summary>
/// A kind of cluster that the graph is published for. A target is data (storage class, annotations, pools) and a small policy: what it
/// adds to the tree.
/// </summary>
/// <param name="name">Name of the resource, and of the folder that it is published to.</param>
public class ClusterTarget(string name) : Resource(name), IPodPlacement
{
    /// <summary>What servers must know of the cluster, beside namespace and domain, which are settings.</summary>
    internal Cluster Cluster { get; set; } = new();

    /// <summary>Class of the volumes; null for the cluster's default.</summary>
    public string? StorageClass { get; internal set; }

    /// <summary>Parameter that says <see cref="StorageClass"/>, or null.</summary>
    internal ParameterResource? StorageClassParameter { get; set; }

    /// <summary>Annotations of Services that people reach from outside.</summary>
    internal Dictionary<string, string> LoadBalancerAnnotations { get; } = [];

    /// <summary>How secrets come into the cluster. Default: by a script.</summary>
    public SecretDelivery Delivery { get; internal set; }

    /// <summary>Public key that secrets are encrypted for with SOPS.</summary>
    internal string AgeRecipient { get; set; } = string.Empty;

    /// <summary>Name of the ClusterSecretStore that external secrets come from.</summary>
    internal string SecretStore { get; set; } = string.Empty;

    /// <summary>Address that the certificate authority writes to.</summary>
    internal string AcmeEmail { get; set; } = "ops@example.org";

    /// <summary>Registry of the images of our own services; null for one of the stack's domain.</summary>
    internal string? Registry { get; set; }

    /// <summary>The groups of equal nodes, in the order in which pods prefer them; empty where nobody has said.</summary>
    internal List<NodePool> Pools { get; } = [];

    /// <summary>The affinity of a server's pods.</summary>
    V1Affinity? IPodPlacement.GetAffinity(ClusterServer server) => GetAffinity(server);

    /// <summary>Files of the target's own, such as those that make the cluster.</summary>
    internal virtual IEnumerable<ManifestFile> WriteOwnFiles(ClusterGraph graph) => [];

    /// <summary>The affinity of a server's pods; null for any node.</summary>
    private protected virtual V1Affinity? GetAffinity(ClusterServer server) => null;
}
