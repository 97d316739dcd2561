using Aspire.Hosting.ApplicationModel;

namespace Observability.Hosting.Model;

/// <summary>
/// Where an identity provider answers, as paths on one endpoint. A browser goes to the authorization and logout paths
/// under the provider's public URL; an application's server calls the others directly.
/// </summary>
/// <param name="IssuerPath">Path of the issuer; <c>/.well-known/openid-configuration</c> below it is the discovery document.</param>
/// <param name="AuthorizationPath">Begins a sign-in.</param>
/// <param name="TokenPath">Exchanges codes and refresh tokens.</param>
/// <param name="UserInfoPath">Answers with the claims of a token's owner.</param>
/// <param name="LogoutPath">Ends the session.</param>
/// <param name="EndpointName">The endpoint.</param>
public sealed record IdentityProviderAnnotation(
    string IssuerPath,
    string AuthorizationPath,
    string TokenPath,
    string UserInfoPath,
    string LogoutPath,
    string EndpointName = "http") : IResourceAnnotation;
