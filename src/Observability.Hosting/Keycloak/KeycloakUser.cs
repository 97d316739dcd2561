namespace Observability.Hosting.Keycloak;

/// <summary>A person that a realm knows from the start.</summary>
/// <param name="Name">User name.</param>
/// <param name="Role">Role in every client that has one of this name.</param>
/// <param name="Email">Address, which counts as verified.</param>
/// <param name="PasswordVariable">Environment variable of the server that holds the password.</param>
internal sealed record KeycloakUser(string Name, string Role, string Email, string PasswordVariable);
