namespace Observability.Hosting.Grafana;

/// <summary>How people sign in at an identity provider.</summary>
/// <param name="Name">Name on the button.</param>
/// <param name="ClientId">Grafana's identifier at the provider.</param>
/// <param name="ClientSecretFile">File with the client's secret.</param>
/// <param name="AuthorizationUrl">Where the browser is sent to sign in.</param>
/// <param name="TokenUrl">Where Grafana's server exchanges codes and refresh tokens.</param>
/// <param name="UserInfoUrl">Where Grafana's server asks for the claims.</param>
/// <param name="LogoutUrl">Where the browser is sent to sign out; the provider sends it back to Grafana.</param>
internal sealed record GrafanaSignIn(
    string Name,
    string ClientId,
    string ClientSecretFile,
    string AuthorizationUrl,
    string TokenUrl,
    string UserInfoUrl,
    string LogoutUrl);
