using System.Text;
using k8s.Models;
using Observability.Hosting.Model;
using Observability.Hosting.Publishing.Graph;
using Observability.Hosting.Publishing.Objects;
using Observability.Hosting.Targets;
using Observability.Hosting.Publishing.Tree;

namespace Observability.Hosting.Publishing.Secrets;

/// <summary>The files of the secrets, one for each, by the way in which the target gets them.</summary>
internal static class SecretFiles
{
    /// <summary>Annotation that names the keys which must be filled.</summary>
    public const string KeysAnnotation = "observability/keys";

    private const string ScriptName = "fill.sh";

    /// <summary>The files of a folder.</summary>
    public static IEnumerable<ManifestFile> Write(ClusterTarget target, ClusterGraph graph, string folder)
    {
        var files = graph.Secrets.SelectMany(secret => secret.Namespaces.Select(home => (Secret: secret, Home: home)))
            .Select(pair => (Name: FileName(pair.Secret, pair.Home, graph.Cluster, target.Delivery), pair.Secret, pair.Home)).ToList();
        foreach (var (name, secret, home) in files)
        {
            var path = $"{folder}/{name}";
            yield return target.Delivery switch
            {
                SecretDelivery.Sops => new ManifestFile(path, ManifestFile.FirstLine(path) + WriteSops(secret, home, name), []) { IsOnlyWrittenOnce = true },
                SecretDelivery.External => ManifestFile.FromMaps(path, WriteExternal(secret, home, target.SecretStore)),
                _ => ManifestFile.FromObjects(path, WriteEmpty(secret, home)),
            };
        }

        yield return Kustomization.Write(folder, files.Select(file => file.Name).Order(StringComparer.Ordinal));
        if (target.Delivery == SecretDelivery.Script)
        {
            yield return WriteScript($"{folder}/{ScriptName}", graph);
        }
        else if (target.Delivery == SecretDelivery.Sops)
        {
            yield return WriteSopsRules(target);
        }
    }

    private static string FileName(ClusterSecret secret, string home, Cluster cluster, SecretDelivery delivery)
    {
        var name = secret.Key.Secret + (home == cluster.Namespace ? string.Empty : "-agents");
        return delivery == SecretDelivery.Sops ? $"{name}.sops.yaml" : $"{name}.yaml";
    }

    // Without a field "data": whoever applies the object again then leaves alone what the script has filled in.
    private static V1Secret WriteEmpty(ClusterSecret secret, string home) => new()
    {
        ApiVersion = "v1",
        Kind = "Secret",
        Metadata = new V1ObjectMeta
        {
            Name = secret.Key.Secret,
            NamespaceProperty = home,
            Labels = new Dictionary<string, string> { [Labels.PartOf] = Labels.Stack },
            Annotations = new Dictionary<string, string> { [KeysAnnotation] = secret.Key.Key },
        },
        Type = "Opaque",
    };

    private static string WriteSops(ClusterSecret secret, string home, string file) =>
        $"# Fill in the value and encrypt the file in place: sops --encrypt --in-place {file}\n---\n"
        + YamlText.Write(new YamlMap()
            .Add("apiVersion", "v1")
            .Add("kind", "Secret")
            .Add("metadata", new YamlMap()
                .Add("name", secret.Key.Secret)
                .Add("namespace", home)
                .Add("labels", new YamlMap().Add(Labels.PartOf, Labels.Stack)))
            .Add("type", "Opaque")
            .Add("stringData", new YamlMap().Add(secret.Key.Key, string.Empty)));

    // https://external-secrets.io/latest/api/externalsecret/
    private static YamlMap WriteExternal(ClusterSecret secret, string home, string store) => new YamlMap()
        .Add("apiVersion", "external-secrets.io/v1")
        .Add("kind", "ExternalSecret")
        .Add("metadata", new YamlMap()
            .Add("name", secret.Key.Secret)
            .Add("namespace", home)
            .Add("labels", new YamlMap().Add(Labels.PartOf, Labels.Stack)))
        .Add("spec", new YamlMap()
            .Add("refreshInterval", "1h")
            .Add("secretStoreRef", new YamlMap().Add("kind", "ClusterSecretStore").Add("name", store))
            .Add("target", new YamlMap().Add("name", secret.Key.Secret).Add("creationPolicy", "Owner"))
            .Add("data", new[]
            {
                new YamlMap()
                    .Add("secretKey", secret.Key.Key)
                    .Add("remoteRef", new YamlMap().Add("key", $"observability/{secret.Key.Secret}").Add("property", secret.Key.Key)),
            }));

    private static ManifestFile WriteScript(string path, ClusterGraph graph)
    {
        var text = new StringBuilder("#!/usr/bin/env bash\n")
            .Append(ManifestFile.FirstLine(path))
            .Append("# Puts this machine's secrets into the cluster of the current kubectl context. Values go through pipes: they are in no\n")
            .Append("# file and in no argument. Run it from the repository's root, after 00-cluster; what is there already is replaced.\n")
            .Append("set -euo pipefail\n")
            .Append("dotnet build AppHost --verbosity quiet --nologo\n")
            .Append("fill() { # namespace, secret, key\n")
            .Append("  # As a whole before anything is applied: of a value that cannot be read the pipe would make an empty one. The dot keeps\n")
            .Append("  # line ends, which a shell cuts off; printf is the shell's own, so the value is in no argument of a process.\n")
            .Append("  local value\n")
            .Append("  value=$(dotnet run --project AppHost --no-build --no-launch-profile -- secret \"$2\" && printf .)\n")
            .Append("  printf '%s' \"${value%.}\" |\n")
            .Append("    kubectl create secret generic \"$2\" --namespace \"$1\" --from-file=\"$3\"=/dev/stdin --dry-run=client --output=yaml |\n")
            .Append("    kubectl apply --server-side --force-conflicts --field-manager=observability-secrets --filename=-\n")
            .Append("}\n");
        foreach (var secret in graph.Secrets)
        {
            foreach (var home in secret.Namespaces)
            {
                text.Append("fill ").Append(home).Append(' ').Append(secret.Key.Secret).Append(' ').Append(secret.Key.Key).Append('\n');
            }
        }

        return new ManifestFile(path, text.ToString(), []) { IsExecutable = true };
    }

    private static ManifestFile WriteSopsRules(ClusterTarget target)
    {
        var path = $"{target.Name}/.sops.yaml";
        return ManifestFile.FromMaps(path, new YamlMap()
            .Add("creation_rules", new[]
            {
                new YamlMap()
                    .Add("path_regex", @"\.sops\.yaml$")
                    .Add("encrypted_regex", "^(data|stringData)$")
                    .Add("age", target.AgeRecipient),
            }));
    }
}
