namespace Observability.Hosting.Keycloak;

/// <summary>An application of a realm.</summary>
/// <param name="ClientId">Identifier; the tokens carry its roles at <c>resource_access.&lt;ClientId&gt;.roles</c>.</param>
/// <param name="SecretVariable">Environment variable of the server that holds the client's secret.</param>
/// <param name="Urls">URLs, without a slash at the end, under which people open it.</param>
/// <param name="RedirectPath">Path that takes the authorization code.</param>
/// <param name="Roles">Roles, the mightiest first.</param>
internal sealed record KeycloakClient(
    string ClientId, string SecretVariable, IReadOnlyList<string> Urls, string RedirectPath, IReadOnlyList<string> Roles);
