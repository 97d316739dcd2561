namespace Observability.Hosting.Grafana;

/// <summary>How people sign in, with addresses resolved.</summary>
/// <param name="ProviderName">Name on the button.</param>
/// <param name="ClientId">Client at the provider.</param>
/// <param name="SecretPath">File that holds the client's secret.</param>
/// <param name="AuthorizationUrl">Where a browser begins.</param>
/// <param name="TokenUrl">Where Grafana exchanges codes.</param>
/// <param name="UserInfoUrl">Where Grafana asks for claims.</param>
/// <param name="LogoutUrl">Where a browser ends the session.</param>
internal sealed record GrafanaSignIn(
    string ProviderName,
    string ClientId,
    string SecretPath,
    string AuthorizationUrl,
    string TokenUrl,
    string UserInfoUrl,
    string LogoutUrl);
