using k8s.Models;
using Observability.Hosting.Publishing.Graph;

namespace Observability.Hosting.Publishing.Objects;

/// <summary>Names and labels of objects (https://kubernetes.io/docs/concepts/overview/working-with-objects/common-labels/).</summary>
internal static class Labels
{
    /// <summary>Label by which pods are selected.</summary>
    public const string Name = "app.kubernetes.io/name";

    /// <summary>What all objects are part of.</summary>
    public const string PartOf = "app.kubernetes.io/part-of";

    /// <summary>Value of <see cref="PartOf"/>.</summary>
    public const string Stack = "observability";

    /// <summary>Label that every namespace has with its own name.</summary>
    public const string NamespaceName = "kubernetes.io/metadata.name";

    /// <summary>What selects the pods of a server; never the version, which changes.</summary>
    public static Dictionary<string, string> Select(string name) => new() { [Name] = name };

    /// <summary>Labels of a server's objects.</summary>
    public static Dictionary<string, string> Of(ClusterServer server)
    {
        var labels = new Dictionary<string, string>
        {
            ["app.kubernetes.io/component"] = server.Software,
            [Name] = server.Name,
            [PartOf] = Stack,
        };
        if (server.Version is { } version)
        {
            labels["app.kubernetes.io/version"] = version;
        }

        return labels;
    }

    /// <summary>Metadata of an object of a server.</summary>
    public static V1ObjectMeta Meta(ClusterServer server, string? name = null, bool inNamespace = true) => new()
    {
        Name = name ?? server.Name,
        NamespaceProperty = inNamespace ? server.Namespace : null,
        Labels = Of(server),
    };
}
