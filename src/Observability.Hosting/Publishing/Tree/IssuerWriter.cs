using Observability.Hosting.Model;
using Observability.Hosting.Publishing.Objects;
using Observability.Hosting.Targets;

namespace Observability.Hosting.Publishing.Tree;

/// <summary>
/// The cluster issuer of cert-manager, in a folder of its own that is not applied with the rest: a cluster without cert-manager does not
/// know the kind (https://cert-manager.io/docs/configuration/acme/).
/// </summary>
internal static class IssuerWriter
{
    private const string Folder = "cert-manager";

    /// <summary>The files.</summary>
    public static IEnumerable<ManifestFile> Write(ClusterTarget target)
    {
        var folder = $"{target.Name}/{Folder}";
        yield return ManifestFile.FromMaps(
            $"{folder}/clusterissuer.yaml",
            new YamlMap()
                .Add("apiVersion", "cert-manager.io/v1")
                .Add("kind", "ClusterIssuer")
                .Add("metadata", new YamlMap().Add("name", IngressWriter.Issuer))
                .Add("spec", new YamlMap()
                    .Add("acme", new YamlMap()
                        .Add("server", "https://acme-v02.api.letsencrypt.org/directory")
                        .Add("email", target.AcmeEmail)
                        .Add("privateKeySecretRef", new YamlMap().Add("name", $"{IngressWriter.Issuer}-account"))
                        .Add("solvers", new[]
                        {
                            new YamlMap().Add("http01", new YamlMap()
                                .Add("ingress", new YamlMap().Add("ingressClassName", IngressWriter.ClassName))),
                        }))));
        yield return Kustomization.Write(folder, ["clusterissuer.yaml"]);
    }
}
