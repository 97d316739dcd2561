using Observability.Hosting.Publishing.Graph;
using Observability.Hosting.Validation;

namespace Observability.Hosting.Publishing.Checks;

/// <summary>Pods without probes, requests or limits, and images that may change under their name.</summary>
internal sealed class PodQualityCheck : IManifestCheck
{
    /// <inheritdoc />
    public IEnumerable<Problem> Find(PublishedObjects objects, ClusterGraph graph)
    {
        foreach (var pod in objects.Pods)
        {
            foreach (var container in pod.Template.Spec.Containers)
            {
                if (!pod.IsJob && (container.StartupProbe is null || container.ReadinessProbe is null || container.LivenessProbe is null))
                {
                    yield return new Problem(pod.File, "probes", $"container '{container.Name}' has not all three probes", "Declare them with WithProbes.");
                }

                if (container.Resources?.Requests is not { } requests || !requests.ContainsKey("cpu") || !requests.ContainsKey("memory")
                    || container.Resources.Limits?.ContainsKey("memory") != true)
                {
                    yield return new Problem(pod.File, "resources", $"container '{container.Name}' lacks requests or a limit of memory", "Say them in its Workload.");
                }

                var name = container.Image.Split('/')[^1];
                var hasTag = name.Contains(':', StringComparison.Ordinal) && !name.EndsWith(":latest", StringComparison.Ordinal);
                if (!hasTag && !container.Image.Contains('@', StringComparison.Ordinal))
                {
                    yield return new Problem(pod.File, "image", $"'{container.Image}' is not pinned", "Name a tag or a digest.");
                }
            }
        }
    }
}
