using Aspire.Hosting.ApplicationModel;

namespace Observability.Hosting.Keycloak;

/// <summary>Keycloak as a process of this machine: a Java program that its own shell script starts.</summary>
/// <param name="name">Name of the resource.</param>
/// <param name="command">Full path of <c>kc.sh</c>.</param>
/// <param name="workingDirectory">Directory to start in.</param>
public sealed class KeycloakProcess(string name, string command, string workingDirectory)
    : ExecutableResource(name, command, workingDirectory), IKeycloak;
