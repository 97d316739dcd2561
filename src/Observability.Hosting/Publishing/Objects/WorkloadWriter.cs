using k8s;
using k8s.Models;
using Observability.Hosting.Publishing.Graph;
using Observability.Hosting.Targets;

namespace Observability.Hosting.Publishing.Objects;

/// <summary>
/// What runs a server: a DaemonSet where it is on every node, a StatefulSet where it keeps a volume, else a Deployment; and how many of
/// it may be gone at once.
/// </summary>
internal static class WorkloadWriter
{
    // Old versions are in Git.
    private const int History = 3;

    /// <summary>The objects.</summary>
    public static IEnumerable<IKubernetesObject<V1ObjectMeta>> Write(ClusterServer server, ConfigVolumes config, ClusterTarget target)
    {
        var pod = PodWriter.Write(server, config, target);
        var selector = new V1LabelSelector { MatchLabels = Labels.Select(server.Name) };
        if (server.IsOnEveryNode)
        {
            yield return new V1DaemonSet
            {
                ApiVersion = "apps/v1",
                Kind = "DaemonSet",
                Metadata = Labels.Meta(server),
                Spec = new V1DaemonSetSpec { RevisionHistoryLimit = History, Selector = selector, Template = pod },
            };
        }
        else if (server.HasVolume)
        {
            yield return new V1StatefulSet
            {
                ApiVersion = "apps/v1",
                Kind = "StatefulSet",
                Metadata = Labels.Meta(server),
                Spec = new V1StatefulSetSpec
                {
                    Replicas = server.Workload.Replicas,
                    RevisionHistoryLimit = History,
                    ServiceName = server.Name,
                    Selector = selector,
                    Template = pod,
                    VolumeClaimTemplates = [PodWriter.Claim(server, target.StorageClass)],
                },
            };
        }
        else
        {
            yield return new V1Deployment
            {
                ApiVersion = "apps/v1",
                Kind = "Deployment",
                Metadata = Labels.Meta(server),
                Spec = new V1DeploymentSpec { Replicas = server.Workload.Replicas, RevisionHistoryLimit = History, Selector = selector, Template = pod },
            };
        }

        if (server.Workload.Replicas > 1)
        {
            yield return new V1PodDisruptionBudget
            {
                ApiVersion = "policy/v1",
                Kind = "PodDisruptionBudget",
                Metadata = Labels.Meta(server),
                Spec = new V1PodDisruptionBudgetSpec { MaxUnavailable = "1", Selector = selector },
            };
        }
    }
}
