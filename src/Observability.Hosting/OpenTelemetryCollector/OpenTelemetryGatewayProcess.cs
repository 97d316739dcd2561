using Aspire.Hosting.ApplicationModel;

namespace Observability.Hosting.OpenTelemetryCollector;

/// <summary>A gateway as a process of this machine.</summary>
/// <param name="name">Name of the resource.</param>
/// <param name="command">Full path of the binary.</param>
/// <param name="workingDirectory">Directory to start in.</param>
public sealed class OpenTelemetryGatewayProcess(string name, string command, string workingDirectory)
    : ExecutableResource(name, command, workingDirectory), IOpenTelemetryGateway;
