namespace Observability.StandIns.Dashboards.Configuration;

/// <summary>The cookie of a session and how long one lasts.</summary>
/// <param name="CookieName">Name of the cookie.</param>
/// <param name="Secure">Whether it is for https only.</param>
/// <param name="SameSite">Whether other sites' requests carry it.</param>
/// <param name="Idle">How long a session lasts without a request.</param>
/// <param name="Longest">How long it lasts at most.</param>
internal sealed record SessionSettings(string CookieName, bool Secure, SameSiteMode SameSite, TimeSpan Idle, TimeSpan Longest)
{
    /// <summary>Reads them from <c>[auth]</c> and <c>[security]</c>.</summary>
    public static SessionSettings Read(GrafanaSettings settings, Uri rootUrl) => new(
        settings.Get("auth", "login_cookie_name", "grafana_session"),
        settings.IsOn("security", "cookie_secure") || rootUrl.Scheme == Uri.UriSchemeHttps,

        // Grafana's "none" and "disabled" are for pages inside other sites' pages, which there are none of here.
        settings.Get("security", "cookie_samesite", "lax") == "strict" ? SameSiteMode.Strict : SameSiteMode.Lax,
        settings.GetDuration("auth", "login_maximum_inactive_lifetime_duration", TimeSpan.FromDays(7)),
        settings.GetDuration("auth", "login_maximum_lifetime_duration", TimeSpan.FromDays(30)));
}
