namespace Observability.StandIns.Identity.Realms;

/// <summary>How long things last in a realm (https://www.keycloak.org/docs/latest/server_admin/#_timeouts).</summary>
/// <param name="Code">Authorization code.</param>
/// <param name="AccessToken">Access token and identity token.</param>
/// <param name="SessionIdle">Session that nobody uses, and with it its refresh tokens.</param>
/// <param name="SessionMax">Any session.</param>
/// <param name="OfflineIdle">Offline refresh token that nobody uses.</param>
internal sealed record RealmLifetimes(
    TimeSpan Code, TimeSpan AccessToken, TimeSpan SessionIdle, TimeSpan SessionMax, TimeSpan OfflineIdle);
