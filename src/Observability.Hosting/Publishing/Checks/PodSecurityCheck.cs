using k8s.Models;
using Observability.Hosting.Publishing.Graph;
using Observability.Hosting.Validation;

namespace Observability.Hosting.Publishing.Checks;

/// <summary>
/// Pods that their namespace would not let in: those of the level <c>restricted</c>, rule by rule
/// (https://kubernetes.io/docs/concepts/security/pod-security-standards/).
/// </summary>
internal sealed class PodSecurityCheck : IManifestCheck
{
    private static readonly string[] s_seccomp = ["RuntimeDefault", "Localhost"];

    /// <inheritdoc />
    public IEnumerable<Problem> Find(PublishedObjects objects, ClusterGraph graph)
    {
        var restricted = objects.Of<V1Namespace>()
            .Where(pair => pair.Value.Metadata.Labels?.TryGetValue("pod-security.kubernetes.io/enforce", out var level) == true && level == "restricted")
            .Select(pair => pair.Value.Metadata.Name).ToHashSet();
        return from pod in objects.Pods
               where restricted.Contains(pod.Namespace)
               from field in FindBreaches(pod.Template.Spec)
               select new Problem(
                   pod.File, field, $"the namespace '{pod.Namespace}' does not let it in, whose level is restricted", "Change it, or let the pod touch its node.");
    }

    private static IEnumerable<string> FindBreaches(V1PodSpec pod)
    {
        if (pod.HostNetwork == true)
        {
            yield return "hostNetwork";
        }

        if (pod.HostPID == true || pod.HostIPC == true)
        {
            yield return "hostPID";
        }

        foreach (var volume in (pod.Volumes ?? []).Where(volume => volume.HostPath is not null))
        {
            yield return $"volumes.{volume.Name}.hostPath";
        }

        if (!s_seccomp.Contains(pod.SecurityContext?.SeccompProfile?.Type))
        {
            yield return "securityContext.seccompProfile";
        }

        if (pod.SecurityContext?.RunAsNonRoot != true || pod.SecurityContext.RunAsUser == 0)
        {
            yield return "securityContext.runAsNonRoot";
        }

        foreach (var container in pod.Containers)
        {
            if (container.SecurityContext is not { AllowPrivilegeEscalation: false } security || security.Privileged == true)
            {
                yield return $"containers.{container.Name}.securityContext.allowPrivilegeEscalation";
            }
            else if (security.Capabilities?.Drop?.Contains("ALL") != true || security.Capabilities.Add?.Any(added => added != "NET_BIND_SERVICE") == true)
            {
                yield return $"containers.{container.Name}.securityContext.capabilities";
            }

            foreach (var port in (container.Ports ?? []).Where(port => port.HostPort is not null))
            {
                yield return $"containers.{container.Name}.ports.{port.Name}.hostPort";
            }
        }
    }
}
