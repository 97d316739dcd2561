using Observability.Hosting.Model;

namespace Observability.Hosting.KubeStateMetrics;

/// <summary>kube-state-metrics in a cluster.</summary>
internal static class KubeStateMetricsKubernetes
{
    /// <summary>The workload.</summary>
    public static Workload Workload { get; } = new(CpuMillicores: 10, MemoryMiB: 64, MemoryLimitMiB: 128)
    {
        // The resources that it watches unless told otherwise
        // (https://github.com/kubernetes/kube-state-metrics/blob/main/examples/standard/cluster-role.yaml), but for Secrets: that one
        // is there would not be worth being able to read them all.
        ApiRules =
        [
            ApiRule.Watch(
                "",
                "configmaps", "nodes", "pods", "services", "serviceaccounts", "resourcequotas", "replicationcontrollers", "limitranges",
                "persistentvolumeclaims", "persistentvolumes", "namespaces", "endpoints"),
            ApiRule.Watch("apps", "statefulsets", "daemonsets", "deployments", "replicasets"),
            ApiRule.Watch("batch", "cronjobs", "jobs"),
            ApiRule.Watch("autoscaling", "horizontalpodautoscalers"),
            ApiRule.Watch("policy", "poddisruptionbudgets"),
            ApiRule.Watch("certificates.k8s.io", "certificatesigningrequests"),
            ApiRule.Watch("discovery.k8s.io", "endpointslices"),
            ApiRule.Watch("storage.k8s.io", "storageclasses", "volumeattachments"),
            ApiRule.Watch("admissionregistration.k8s.io", "mutatingwebhookconfigurations", "validatingwebhookconfigurations"),
            ApiRule.Watch("networking.k8s.io", "networkpolicies", "ingressclasses", "ingresses"),
            ApiRule.Watch("coordination.k8s.io", "leases"),
        ],
    };

    /// <summary>What it watches: every resource of <see cref="Workload"/>'s rules, in the order of the alphabet.</summary>
    public static IEnumerable<string> Watched => Workload.ApiRules.SelectMany(rule => rule.Resources).Order(StringComparer.Ordinal);
}
