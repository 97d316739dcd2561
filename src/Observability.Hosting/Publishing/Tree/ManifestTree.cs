using k8s;
using k8s.Models;
using Observability.Hosting.Publishing.Graph;
using Observability.Hosting.Publishing.Objects;
using Observability.Hosting.Publishing.Secrets;
using Observability.Hosting.Targets;

namespace Observability.Hosting.Publishing.Tree;

/// <summary>All files of one target: what the cluster as a whole needs, the secrets, a folder for each server, and how it is applied.</summary>
internal static class ManifestTree
{
    /// <summary>Folder of what is there before all else.</summary>
    public const string ClusterFolder = "00-cluster";

    /// <summary>Folder of the secrets.</summary>
    public const string SecretsFolder = "10-secrets";

    /// <summary>The files, in the order of their paths.</summary>
    public static IReadOnlyList<ManifestFile> Write(ClusterTarget target, ClusterGraph graph)
    {
        var files = new List<ManifestFile>();
        files.AddRange(CreateFolder($"{target.Name}/{ClusterFolder}", ClusterObjects(graph)));
        files.AddRange(SecretFiles.Write(target, graph, $"{target.Name}/{SecretsFolder}"));
        var folders = new List<ManifestFile>[graph.Servers.Count];
        Parallel.For(0, folders.Length, index =>
        {
            var server = graph.Servers[index];
            folders[index] = CreateFolder($"{target.Name}/{server.Name}", ServerObjects(server, graph, target));
        });
        files.AddRange(folders.SelectMany(folder => folder));

        files.Add(Kustomization.Write(target.Name, [ClusterFolder, SecretsFolder, .. graph.Servers.Select(server => server.Name)]));
        files.AddRange(FluxWriter.Write(target, graph));
        files.AddRange(IssuerWriter.Write(target));
        files.AddRange(target.WriteOwnFiles(graph));
        return [.. files.OrderBy(file => file.Path, StringComparer.Ordinal)];
    }

    private static IEnumerable<IKubernetesObject<V1ObjectMeta>> ClusterObjects(ClusterGraph graph)
    {
        var namespaces = NamespaceWriter.Write(graph.Cluster, graph.Servers.Any(server => server.Namespace == graph.Cluster.AgentNamespace)).ToList();
        var gateways = graph.Servers.Where(server => server.Ports.Any(port => port.IsPublic)).ToList();
        return
        [
            .. namespaces,
            .. namespaces.SelectMany(home => NetworkPolicyWriter.WriteDefaults(home.Metadata.Name)),
            .. gateways.Count > 0 ? [NetworkPolicyWriter.WriteChallenges(graph.Cluster.Namespace, gateways)] : Array.Empty<V1NetworkPolicy>(),
            .. gateways.Count > 0 ? [IngressWriter.WriteClass()] : Array.Empty<V1IngressClass>(),
        ];
    }

    private static IEnumerable<IKubernetesObject<V1ObjectMeta>> ServerObjects(ClusterServer server, ClusterGraph graph, ClusterTarget target)
    {
        var config = new ConfigVolumes(server.Name, server.Files, server.Workload.ImageFolders);
        return
        [
            .. AccessWriter.Write(server),
            .. config.Maps.Select(map => new V1ConfigMap { ApiVersion = "v1", Kind = "ConfigMap", Metadata = Labels.Meta(server, map.Name), Data = map.Data }),
            .. WorkloadWriter.Write(server, config, target),
            .. ServiceWriter.Write(server, target.LoadBalancerAnnotations),
            .. NetworkPolicyWriter.Write(server, graph) is { } policy ? [policy] : Array.Empty<V1NetworkPolicy>(),
            .. IngressWriter.Write(server, graph) is { } ingress ? [ingress] : Array.Empty<V1Ingress>(),
            .. SetUpWriter.Write(server),
        ];
    }

    // One file for each kind, and for each ConfigMap of content.
    private static List<ManifestFile> CreateFolder(string folder, IEnumerable<IKubernetesObject<V1ObjectMeta>> objects)
    {
        var groups = objects.GroupBy(FileName).OrderBy(group => group.Key, StringComparer.Ordinal).ToList();
        return
        [
            .. groups.Select(group => ManifestFile.FromObjects($"{folder}/{group.Key}", [.. group])),
            Kustomization.Write(folder, groups.Select(group => group.Key)),
        ];
    }

    private static string FileName(IKubernetesObject<V1ObjectMeta> value) =>
        value is V1ConfigMap map && !map.Metadata.Name.EndsWith("-config", StringComparison.Ordinal)
            ? $"configmap-{map.Metadata.Name}.yaml"
            : $"{value.Kind.ToLowerInvariant()}.yaml";
}
