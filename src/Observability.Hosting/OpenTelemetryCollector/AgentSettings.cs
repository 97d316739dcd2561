using Aspire.Hosting.ApplicationModel;

namespace Observability.Hosting.OpenTelemetryCollector;

/// <summary>What the verbs have said about one agent.</summary>
internal sealed class AgentSettings : IResourceAnnotation
{
    /// <summary>Whether the kubelet's certificate is one that the cluster has approved.</summary>
    public bool VerifyKubelet { get; set; }

    /// <summary>Whether it ships the logs of the node's pods.</summary>
    public bool PodLogs { get; set; } = true;
}
