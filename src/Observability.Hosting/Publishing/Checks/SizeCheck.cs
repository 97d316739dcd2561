using System.Text;
using k8s.Models;
using Observability.Hosting.Publishing.Graph;
using Observability.Hosting.Validation;

namespace Observability.Hosting.Publishing.Checks;

/// <summary>
/// ConfigMaps that <c>kubectl apply</c> cannot apply: it keeps the whole object in one of its annotations, whose size is limited
/// (https://kubernetes.io/docs/reference/using-api/server-side-apply/).
/// </summary>
internal sealed class SizeCheck : IManifestCheck
{
    private const int LargestAnnotations = 262_144;

    /// <inheritdoc />
    public IEnumerable<Problem> Find(PublishedObjects objects, ClusterGraph graph) =>
        from pair in objects.Of<V1ConfigMap>()

        // As JSON: quotes and line breaks take two bytes each.
        let size = pair.Value.Data.Sum(data => Encoding.UTF8.GetByteCount(data.Value) + data.Value.Count(character => character is '"' or '\n' or '\\'))
        where size > LargestAnnotations
        select new Problem(
            pair.File,
            "data",
            $"ConfigMap '{pair.Value.Metadata.Name}' has {size} bytes, more than kubectl apply takes ({LargestAnnotations})",
            "Divide its files, or mark them as content so that each has its own.");
}
