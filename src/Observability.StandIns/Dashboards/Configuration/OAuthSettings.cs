using DevLab.JmesPath;

namespace Observability.StandIns.Dashboards.Configuration;

/// <summary>
/// How people sign in at an identity provider, section <c>[auth.generic_oauth]</c>
/// (https://grafana.com/docs/grafana/latest/setup-grafana/configure-access/configure-authentication/generic-oauth/).
/// </summary>
internal sealed record OAuthSettings(
    string Name,
    string ClientId,
    string ClientSecret,
    string Scopes,
    Uri AuthorizationUrl,
    Uri TokenUrl,
    Uri? UserInfoUrl,
    bool UsePkce,
    bool UseRefreshToken,
    bool AutoLogin,
    string? SignOutUrl,
    string LoginPath,
    string NamePath,
    string EmailPath,
    string? RolePath,
    bool RoleStrict,
    bool RoleSkipped,
    bool GrafanaAdminAllowed,
    IReadOnlyList<string> AllowedDomains)
{
    private static readonly string[] s_paths = ["login_attribute_path", "name_attribute_path", "email_attribute_path",
        "role_attribute_path"];

    /// <summary>Reads the section; null where it is not enabled.</summary>
    public static OAuthSettings? Read(GrafanaSettings settings)
    {
        const string Section = "auth.generic_oauth";
        if (!settings.IsOn(Section, "enabled"))
        {
            return null;
        }

        Uri? Url(string key) => settings.Find(Section, key) is not { } text
            ? null
            : Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" ? url
                : throw settings.Mistake(Section, key, $"is no URL: {text}");
        Uri Required(string key) => Url(key) ?? throw settings.Mistake(Section, key, "is missing");

        foreach (var key in s_paths)
        {
            Check(settings, Section, key);
        }

        return new OAuthSettings(
            settings.Get(Section, "name", "OAuth"),
            settings.Require(Section, "client_id"),
            settings.Get(Section, "client_secret", string.Empty),
            string.Join(' ', settings.Get(Section, "scopes", "user:email").Split([' ', ','], StringSplitOptions.RemoveEmptyEntries)),
            Required("auth_url"),
            Required("token_url"),
            Url("api_url"),
            settings.IsOn(Section, "use_pkce"),
            settings.IsOn(Section, "use_refresh_token"),
            settings.IsOn(Section, "auto_login"),
            settings.Find(Section, "signout_redirect_url") ?? settings.Find("auth", "signout_redirect_url"),
            settings.Get(Section, "login_attribute_path", "login || username || preferred_username"),
            settings.Get(Section, "name_attribute_path", "name || display_name"),
            settings.Get(Section, "email_attribute_path", "email"),
            settings.Find(Section, "role_attribute_path"),
            settings.IsOn(Section, "role_attribute_strict"),
            settings.IsOn(Section, "skip_org_role_sync"),
            settings.IsOn(Section, "allow_assign_grafana_admin"),
            settings.Get(Section, "allowed_domains", string.Empty).Split([' ', ','], StringSplitOptions.RemoveEmptyEntries));
    }

    private static void Check(GrafanaSettings settings, string section, string key)
    {
        if (settings.Find(section, key) is not { } path)
        {
            return;
        }

        try
        {
            new JmesPath().Parse(path);
        }
        catch (Exception error)
        {
            // The library throws what it happens to throw.
            throw settings.Mistake(section, key, $"is no JMESPath expression: {error.Message}");
        }
    }
}
