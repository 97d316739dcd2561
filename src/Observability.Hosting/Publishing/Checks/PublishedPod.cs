using k8s.Models;

namespace Observability.Hosting.Publishing.Checks;

/// <summary>A pod that a published object runs.</summary>
/// <param name="File">The file.</param>
/// <param name="Name">Name of the object.</param>
/// <param name="Namespace">Its namespace.</param>
/// <param name="Template">The pod.</param>
/// <param name="Selector">What the object finds its pods by; null for a job.</param>
/// <param name="IsJob">True where it comes to an end by itself.</param>
/// <param name="Claims">Volumes that come from claims.</param>
internal sealed record PublishedPod(
    string File, string Name, string Namespace, V1PodTemplateSpec Template, V1LabelSelector? Selector, bool IsJob, IReadOnlyList<string> Claims);
