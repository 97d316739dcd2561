using Aspire.Hosting.ApplicationModel;

namespace Observability.Hosting.FluentBit;

/// <summary>Fluent Bit as a process of this machine.</summary>
/// <param name="name">Name of the resource.</param>
/// <param name="command">Full path of the binary.</param>
/// <param name="workingDirectory">Directory to start in.</param>
public sealed class FluentBitProcess(string name, string command, string workingDirectory)
    : ExecutableResource(name, command, workingDirectory), IFluentBit;
