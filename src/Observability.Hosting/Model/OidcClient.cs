namespace Observability.Hosting.Model;

/// <summary>
/// A web application that lets people sign in with OpenID Connect: a confidential client of the authorization code flow
/// with PKCE. The identity provider registers it; its redirect URIs are made of the application's public URLs.
/// </summary>
/// <param name="ClientId">Identifier at the provider; also the client whose roles the tokens carry.</param>
/// <param name="Secret">The client's secret.</param>
/// <param name="RedirectPath">Path that takes the authorization code, for example <c>/login/generic_oauth</c>.</param>
/// <param name="Roles">Roles that a person can have in the application, the mightiest first.</param>
/// <param name="EndpointName">Endpoint that people open.</param>
public sealed record OidcClient(
    string ClientId,
    SecretReference Secret,
    string RedirectPath,
    IReadOnlyList<string> Roles,
    string EndpointName = "http");
