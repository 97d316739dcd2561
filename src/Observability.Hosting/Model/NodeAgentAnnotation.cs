using Aspire.Hosting.ApplicationModel;

namespace Observability.Hosting.Model;

/// <summary>Marks a server that runs once on every node of a cluster, because it reads what only the node has.</summary>
/// <param name="ReadPaths">Folders of the node that it reads, at the same path in the container.</param>
/// <param name="PodFields">
/// Environment variables that Kubernetes fills, by the field of the pod that they come from, such as <c>status.hostIP</c>
/// (https://kubernetes.io/docs/concepts/workloads/pods/downward-api/).
/// </param>
public sealed record NodeAgentAnnotation(
    IReadOnlyList<string> ReadPaths, IReadOnlyList<KeyValuePair<string, string>> PodFields) : IResourceAnnotation;
