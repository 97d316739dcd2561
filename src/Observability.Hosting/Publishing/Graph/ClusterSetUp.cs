namespace Observability.Hosting.Publishing.Graph;

/// <summary>What is done to a server once.</summary>
/// <param name="Command">Program and arguments.</param>
/// <param name="Files">Files that it reads.</param>
/// <param name="Variables">Environment.</param>
internal sealed record ClusterSetUp(
    IReadOnlyList<string> Command, IReadOnlyList<ClusterFile> Files, IReadOnlyList<ClusterVariable> Variables);
