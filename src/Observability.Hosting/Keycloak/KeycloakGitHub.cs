namespace Observability.Hosting.Keycloak;

/// <summary>Sign-in with GitHub. Who comes that way gets the least role of every client.</summary>
/// <param name="ClientIdVariable">Environment variable of the server that holds the client identifier at GitHub.</param>
/// <param name="ClientSecretVariable">Environment variable of the server that holds the client secret.</param>
internal sealed record KeycloakGitHub(string ClientIdVariable, string ClientSecretVariable);
