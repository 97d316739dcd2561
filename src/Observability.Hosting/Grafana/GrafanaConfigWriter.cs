namespace Observability.Hosting.Grafana;

/// <summary>
/// Writes <c>grafana.ini</c> (https://grafana.com/docs/grafana/latest/setup-grafana/configure-grafana/). What is not written keeps
/// Grafana's default; a key that a version does not know is ignored by it, so one text fits all of them.
/// </summary>
internal static class GrafanaConfigWriter
{
    /// <summary>The text; the same input gives the same bytes.</summary>
    public static string Write(GrafanaConfig config)
    {
        var ini = new IniText()
            .Section("server")
            .Add("root_url", config.RootUrl)
            .Section("paths")
            .Add("data", config.Paths.Data)
            .Add("logs", config.Paths.Logs)
            .Add("plugins", config.Paths.Plugins)
            .Add("bundled_plugins", config.Paths.BundledPlugins)
            .Add("provisioning", config.Paths.Provisioning)
            .Section("security")
            .Add("admin_user", GrafanaFacts.AdminUser)
            .AddFile("admin_password", config.AdminPasswordFile)
            .AddFile("secret_key", config.SecretKeyFile)
            .Add("disable_gravatar", true)
            .Add("cookie_secure", config.RootUrl.StartsWith("https:", StringComparison.Ordinal))
            .Section("users")
            .Add("allow_sign_up", false)
            .Section("auth")
            .Add("disable_login_form", !config.LoginForm);
        if (config.SignIn is { } signIn)
        {
            AddSignIn(ini, signIn);
        }

        AddOffline(ini);
        return ini
            .Section("unified_alerting")
            .Add("enabled", true)
            .Section("metrics")
            .Add("enabled", true)
            .Section("log")
            .Add("mode", "console")
            .ToString();
    }

    // https://grafana.com/docs/grafana/latest/setup-grafana/configure-access/configure-authentication/generic-oauth/
    private static void AddSignIn(IniText ini, GrafanaSignIn signIn) => ini
        .Section("auth.generic_oauth")
        .Add("enabled", true)
        .Add("name", signIn.Name)
        .Add("allow_sign_up", true)
        .Add("client_id", signIn.ClientId)
        .AddFile("client_secret", signIn.ClientSecretFile)

        // offline_access: without it there is no refresh token to use.
        .Add("scopes", "openid profile email offline_access")
        .Add("use_pkce", true)
        .Add("use_refresh_token", true)
        .Add("auth_url", signIn.AuthorizationUrl)
        .Add("token_url", signIn.TokenUrl)
        .Add("api_url", signIn.UserInfoUrl)
        .Add("signout_redirect_url", signIn.LogoutUrl)
        .Add("login_attribute_path", "preferred_username")
        .Add("name_attribute_path", "name")
        .Add("email_attribute_path", "email")
        .Add("role_attribute_path", GrafanaRoles.AttributePath(signIn.ClientId))
        .Add("role_attribute_strict", true)
        .Add("allow_assign_grafana_admin", false);

    /// <summary>
    /// Nothing is fetched from, or sent to, the internet. The plugins are the ones that came with this version: left to
    /// itself, Grafana removes a bundled plugin to update it and stays without it where that fails
    /// (https://github.com/grafana/grafana/issues/131490, /127760).
    /// </summary>
    private static void AddOffline(IniText ini) => ini
        .Section("plugins")
        .Add("preinstall_disabled", true)
        .Add("preinstall_auto_update", false)
        .Add("public_key_retrieval_disabled", true)
        .Section("analytics")
        .Add("reporting_enabled", false)
        .Add("check_for_updates", false)
        .Add("check_for_plugin_updates", false)
        .Add("feedback_links_enabled", false)
        .Section("news")
        .Add("news_feed_enabled", false)
        .Section("snapshots")
        .Add("external_enabled", false);
}
