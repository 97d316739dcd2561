using Aspire.Hosting.ApplicationModel;

namespace Observability.Hosting.Keycloak;

/// <summary>The stand-in that reads Keycloak's realm file and signs people in as Keycloak would.</summary>
/// <param name="name">Name of the resource.</param>
public sealed class KeycloakStandIn(string name) : ProjectResource(name), IKeycloak;
