using Observability.Hosting.Model;

namespace Observability.Hosting.Keycloak;

/// <summary>Keycloak in a cluster: it builds itself for its settings at the start, in its own folder.</summary>
internal static class KeycloakKubernetes
{
    /// <summary>The workload.</summary>
    public static Workload Workload { get; } = new(CpuMillicores: 200, MemoryMiB: 1024, MemoryLimitMiB: 1024)
    {
        StorageGiB = 1,
        Startup = TimeSpan.FromMinutes(10),
        HasReadOnlyImage = false,
        AsksWhoComes = true,

        // An identity provider of somebody else's, such as GitHub.
        CallsOut = true,
    };
}
