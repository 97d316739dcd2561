namespace Observability.Hosting.Model;

/// <summary>
/// What is done to a server once after its start in a cluster, by a job of the server's own image; on the laptop the AppHost does it.
/// </summary>
/// <param name="Command">Program and arguments; the files are there, the server answers under its own name.</param>
/// <param name="Files">Files that it reads; none may hold a secret.</param>
/// <param name="Secrets">Environment variables that hold secrets.</param>
public sealed record SetUpJob(
    IReadOnlyList<string> Command, IReadOnlyList<ConfigFile> Files, IReadOnlyList<KeyValuePair<string, SecretReference>> Secrets);
