using Aspire.Hosting.ApplicationModel;

namespace Observability.Hosting.Model;

/// <summary>What servers must know of the cluster that they are published for.</summary>
public sealed record Cluster
{
    /// <summary>Namespace of the servers. Default: <c>observability</c>.</summary>
    public string Namespace { get; init; } = "observability";

    /// <summary>Namespace of what needs more of its node than the level <c>restricted</c> of Pod Security allows.</summary>
    public string AgentNamespace => Namespace + "-agents";

    /// <summary>
    /// Domain of the host names under which people reach the stack. Default: one that is reserved for documentation (RFC 2606), where
    /// nobody's cluster answers by mistake.
    /// </summary>
    public string Domain { get; init; } = "observability.example";

    /// <summary>True where controller manager, scheduler and etcd let their metrics be read from other machines.</summary>
    public bool HasControlPlaneMetrics { get; init; }

    /// <summary>True where somebody approves the kubelets' requests for certificates, so that they can be checked.</summary>
    public bool HasKubeletCertificates { get; init; }

    /// <summary>
    /// True (default) where the nodes can be told to send their own logs to the log shipper beside them; false in a managed cluster.
    /// </summary>
    public bool NodesSendLogs { get; init; } = true;

    /// <summary>Buckets by the server that keeps its data there.</summary>
    public IReadOnlyDictionary<IResource, ObjectStore> Buckets { get; init; } = new Dictionary<IResource, ObjectStore>();

    /// <summary>The bucket that a server keeps its data in, or null.</summary>
    public ObjectStore? GetBucket(IResource server) => Buckets.GetValueOrDefault(server);

    /// <summary>
    /// The namespace of a server, computed from what its pod does: what touches its node is apart from the rest
    /// (https://kubernetes.io/docs/concepts/security/pod-security-standards/).
    /// </summary>
    public string GetNamespace(IResource server)
    {
        ArgumentNullException.ThrowIfNull(server);
        return server.TouchesNode() ? AgentNamespace : Namespace;
    }

    /// <summary>Name of all objects of a server.</summary>
    public static string GetName(IResource server)
    {
        ArgumentNullException.ThrowIfNull(server);
        return server.Name.ToLowerInvariant();
    }

    /// <summary>Name of the Service by which a gateway is reached from outside; under its own name it is reached from inside.</summary>
    public static string GetPublicService(IResource gateway)
    {
        ArgumentNullException.ThrowIfNull(gateway);
        return GetName(gateway) + "-public";
    }

    /// <summary>The host name of a server's Service as another server sees it.</summary>
    public string GetHost(IResource server, IResource caller)
    {
        ArgumentNullException.ThrowIfNull(server);
        var home = GetNamespace(server);
        return home == GetNamespace(caller) ? GetName(server) : $"{GetName(server)}.{home}";
    }
}
