using k8s.Models;
using Observability.Hosting.Model;

namespace Observability.Hosting.Publishing.Objects;

/// <summary>The namespaces, each with the level of Pod Security that its pods hold (design decision D8).</summary>
internal static class NamespaceWriter
{
    /// <summary>The namespaces that have servers; the first holds the host names too.</summary>
    public static IEnumerable<V1Namespace> Write(Cluster cluster, bool hasAgents)
    {
        yield return Namespace(cluster.Namespace, "restricted");
        if (hasAgents)
        {
            yield return Namespace(cluster.AgentNamespace, "privileged");
        }
    }

    // https://kubernetes.io/docs/concepts/security/pod-security-admission/: said even where a cluster has a default, which templates change.
    private static V1Namespace Namespace(string name, string level) => new()
    {
        ApiVersion = "v1",
        Kind = "Namespace",
        Metadata = new V1ObjectMeta
        {
            Name = name,
            Labels = new Dictionary<string, string>
            {
                [Labels.PartOf] = Labels.Stack,
                ["pod-security.kubernetes.io/audit"] = level,
                ["pod-security.kubernetes.io/enforce"] = level,
                ["pod-security.kubernetes.io/warn"] = level,
            },
        },
    };
}
