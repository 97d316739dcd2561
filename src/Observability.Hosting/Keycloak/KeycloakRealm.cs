namespace Observability.Hosting.Keycloak;

/// <summary>A realm as the graph needs it: who signs in, to what, and where else they may prove who they are.</summary>
/// <param name="Name">Name of the realm.</param>
/// <param name="Clients">Applications.</param>
/// <param name="Users">People that the realm knows from the start; none in a cluster.</param>
/// <param name="GitHub">Sign-in with GitHub, or null.</param>
internal sealed record KeycloakRealm(
    string Name, IReadOnlyList<KeycloakClient> Clients, IReadOnlyList<KeycloakUser> Users, KeycloakGitHub? GitHub);
