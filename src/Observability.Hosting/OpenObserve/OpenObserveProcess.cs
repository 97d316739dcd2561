using Aspire.Hosting.ApplicationModel;

namespace Observability.Hosting.OpenObserve;

/// <summary>OpenObserve as a process of this machine.</summary>
/// <param name="name">Name of the resource.</param>
/// <param name="command">Full path of the binary.</param>
/// <param name="workingDirectory">Directory to start in.</param>
public sealed class OpenObserveProcess(string name, string command, string workingDirectory)
    : ExecutableResource(name, command, workingDirectory), IOpenObserve;
