using Observability.Hosting.Model;

namespace Observability.Hosting.Publishing.Tree;

/// <summary>Writes what kubectl and Argo CD apply a folder by (https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/).</summary>
internal static class Kustomization
{
    /// <summary>Name of the file.</summary>
    public const string FileName = "kustomization.yaml";

    /// <summary>The file of a folder.</summary>
    /// <param name="folder">The folder below the output folder.</param>
    /// <param name="resources">Files and folders in it, in the order in which they are applied.</param>
    public static ManifestFile Write(string folder, IEnumerable<string> resources) => ManifestFile.FromMaps(
        $"{folder}/{FileName}",
        new YamlMap()
            .Add("apiVersion", "kustomize.config.k8s.io/v1beta1")
            .Add("kind", "Kustomization")
            .Add("resources", resources.ToList()));
}
