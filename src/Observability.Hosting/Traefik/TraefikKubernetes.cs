using Observability.Hosting.Model;

namespace Observability.Hosting.Traefik;

/// <summary>Traefik in a cluster: the way in, twice, so that one can be replaced while people come.</summary>
internal static class TraefikKubernetes
{
    /// <summary>The workload.</summary>
    public static Workload Workload { get; } = new(CpuMillicores: 50, MemoryMiB: 64, MemoryLimitMiB: 128)
    {
        Replicas = 2,

        // https://doc.traefik.io/traefik/reference/install-configuration/providers/kubernetes/kubernetes-ingress/
        ApiRules =
        [
            ApiRule.Read("", "nodes"),
            ApiRule.Read("networking.k8s.io", "ingressclasses"),
            ApiRule.Read("", "services", "secrets") with { IsOwnNamespace = true },
            ApiRule.Read("discovery.k8s.io", "endpointslices") with { IsOwnNamespace = true },
            ApiRule.Read("networking.k8s.io", "ingresses") with { IsOwnNamespace = true },
            new(["networking.k8s.io"], ["ingresses/status"], ["update"]) { IsOwnNamespace = true },
        ],
    };
}
