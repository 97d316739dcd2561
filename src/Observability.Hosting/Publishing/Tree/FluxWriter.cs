using Observability.Hosting.Model;
using Observability.Hosting.Publishing.Graph;
using Observability.Hosting.Publishing.Secrets;
using Observability.Hosting.Targets;

namespace Observability.Hosting.Publishing.Tree;

/// <summary>
/// What Flux applies the tree by, folder after folder: one Kustomization for each, which waits for those that its server is of no use
/// without (https://fluxcd.io/flux/components/kustomize/kustomizations/).
/// </summary>
internal static class FluxWriter
{
    private const string Folder = "flux";
    private const string FluxNamespace = "flux-system";

    /// <summary>Name of the Git repository's source in the cluster; people name it so when they bootstrap Flux.</summary>
    private const string Source = "flux-system";

    /// <summary>The files.</summary>
    public static IEnumerable<ManifestFile> Write(ClusterTarget target, ClusterGraph graph)
    {
        var layers = new List<(string Name, IReadOnlyList<string> DependsOn)>
        {
            (ManifestTree.ClusterFolder, []),
            (ManifestTree.SecretsFolder, [ManifestTree.ClusterFolder]),
        };
        layers.AddRange(graph.Servers.Select(server => (server.Name, (IReadOnlyList<string>)[ManifestTree.SecretsFolder, .. Needs(server, graph)])));
        foreach (var (name, dependsOn) in layers)
        {
            yield return ManifestFile.FromMaps($"{target.Name}/{Folder}/{name}.yaml", Layer(target, name, dependsOn));
        }

        yield return Kustomization.Write($"{target.Name}/{Folder}", layers.Select(layer => $"{layer.Name}.yaml").Order(StringComparer.Ordinal));
    }

    /// <summary>The servers that a server is of no use without.</summary>
    public static IEnumerable<string> Needs(ClusterServer server, ClusterGraph graph) => graph.EdgesFrom(server)
        .Where(edge => edge.Kind.NeedsTarget())
        .Select(edge => edge.To.Name)
        .Distinct()
        .Order(StringComparer.Ordinal);

    private static YamlMap Layer(ClusterTarget target, string name, IReadOnlyList<string> dependsOn) => new YamlMap()
        .Add("apiVersion", "kustomize.toolkit.fluxcd.io/v1")
        .Add("kind", "Kustomization")
        .Add("metadata", new YamlMap().Add("name", NameOf(name)).Add("namespace", FluxNamespace))
        .Add("spec", new YamlMap()
            .Add("interval", "10m")
            .Add("retryInterval", "1m")
            .Add("timeout", "15m")
            .Add("path", $"./manifests/{target.Name}/{name}")
            .Add("prune", true)
            .Add("wait", true)
            .Add("sourceRef", new YamlMap().Add("kind", "GitRepository").Add("name", Source))
            .Add("dependsOn", dependsOn.Count == 0 ? null : dependsOn.Select(other => new YamlMap().Add("name", NameOf(other))).ToList())
            .Add("decryption", name == ManifestTree.SecretsFolder && target.Delivery == SecretDelivery.Sops
                ? new YamlMap().Add("provider", "sops").Add("secretRef", new YamlMap().Add("name", "sops-age"))
                : null));

    private static string NameOf(string layer) => $"observability-{layer}";
}
