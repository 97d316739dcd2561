using k8s.Models;
using Observability.Hosting.Publishing.Graph;
using Observability.Hosting.Publishing.Objects;
using Observability.Hosting.Validation;

namespace Observability.Hosting.Publishing.Checks;

/// <summary>Names that Kubernetes would refuse, and objects that are there twice.</summary>
internal sealed class NamesCheck : IManifestCheck
{
    /// <summary>Longest name of a port (https://kubernetes.io/docs/concepts/services-networking/service/#field-spec-ports).</summary>
    private const int LongestPort = 15;

    /// <inheritdoc />
    public IEnumerable<Problem> Find(PublishedObjects objects, ClusterGraph graph) =>
    [
        .. from pair in objects.All
           let name = pair.Value.Metadata.Name
           let isLabel = pair.Value is V1Service or V1Namespace or V1StatefulSet or V1Job
           where !(isLabel ? ObjectNames.IsLabel(name) : ObjectNames.IsSubdomain(name))
           select new Problem(
               pair.File,
               "metadata.name",
               $"'{name}' is no name of a {pair.Value.Kind}",
               "Use at most 63 lower-case letters, digits and hyphens, neither first nor last a hyphen."),
        .. from pair in objects.All
           group pair by (pair.Value.ApiVersion, pair.Value.Kind, pair.Value.Metadata.NamespaceProperty, pair.Value.Metadata.Name) into same
           where same.Count() > 1
           select new Problem(
               same.Last().File,
               "metadata.name",
               $"there are {same.Count()} objects {same.Key.Kind} '{same.Key.Name}', the other in {same.First().File}",
               "Give one of them another name."),
        .. from pair in objects.Of<V1ConfigMap>()
           from key in pair.Value.Data?.Keys ?? []
           where !ObjectNames.IsKey(key)
           select new Problem(pair.File, "data", $"'{key}' is no key of a ConfigMap", "Use at most 253 letters, digits, hyphens, dots and underscores."),
        .. from pod in objects.Pods
           from container in pod.Template.Spec.Containers
           from port in container.Ports ?? []
           where port.Name is { } name && (name.Length > LongestPort || !ObjectNames.IsLabel(name))
           select new Problem(
               pod.File, "ports", $"'{port.Name}' is no name of a port", $"Use at most {LongestPort} lower-case letters, digits and hyphens."),
        .. from pair in objects.All
           from label in pair.Value.Metadata.Labels ?? new Dictionary<string, string>()
           where label.Value.Length > ObjectNames.LongestLabel
           select new Problem(pair.File, $"metadata.labels.{label.Key}", $"'{label.Value}' is longer than 63 characters", "Shorten it."),
    ];
}
