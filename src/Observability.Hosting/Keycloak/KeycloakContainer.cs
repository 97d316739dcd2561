using Aspire.Hosting.ApplicationModel;

namespace Observability.Hosting.Keycloak;

/// <summary>Keycloak as a container.</summary>
/// <param name="name">Name of the resource.</param>
public sealed class KeycloakContainer(string name) : ContainerResource(name), IKeycloak;
