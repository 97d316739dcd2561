using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Observability.Hosting.Grafana;

/// <summary>Writes <c>grafana.ini</c> (https://grafana.com/docs/grafana/latest/setup-grafana/configure-grafana/).</summary>
internal static partial class GrafanaIniWriter
{
    // offline_access brings the refresh token, roles the role claims.
    private const string Scopes = "openid profile email offline_access roles";

    /// <summary>
    /// The text. Everything that would reach for the vendor's servers is off: a Grafana of 13 fetches its data source plugins
    /// anew at each start and loses them where it cannot (https://github.com/grafana/grafana/issues/127760).
    /// </summary>
    public static string Write(GrafanaIni ini)
    {
        var text = new IniText()
            .Section("paths")
            .Add("data", ini.DataFolder)
            .Add("logs", $"{ini.DataFolder}/log")
            .Add("plugins", $"{ini.DataFolder}/plugins")
            .Add("provisioning", ini.ProvisioningFolder)
            .Section("server")
            .Add("root_url", ini.RootUrl)
            .Section("security")
            .Add("admin_user", GrafanaFacts.AdminUser)
            .Add("admin_password", FromFile(ini.AdminPasswordPath))
            .Section("users")
            .Add("allow_sign_up", "false")
            .Section("auth")
            .Add("disable_login_form", ini.LoginForm ? "false" : "true");
        if (ini.SignIn is { } signIn)
        {
            text.Add("signout_redirect_url", SignOutUrl(signIn, ini.RootUrl));
            AddSignIn(text, signIn);
        }

        return text
            .Section("analytics")
            .Add("reporting_enabled", "false")
            .Add("check_for_updates", "false")
            .Add("check_for_plugin_updates", "false")
            .Section("news")
            .Add("news_feed_enabled", "false")
            .Section("plugins")
            .Add("preinstall_disabled", "true")
            .Add("preinstall_auto_update", "false")
            .Section("log")
            .Add("mode", "console")
            .Section("metrics")
            .Add("enabled", "true")
            .ToString();
    }

    /// <summary>
    /// Grafana's role out of a token of the client: the mightiest that the person has, and none for somebody without one, whom
    /// <c>role_attribute_strict</c> then refuses. JMESPath (https://jmespath.org/specification.html).
    /// </summary>
    public static string RoleAttributePath(string clientId)
    {
        var client = PlainIdentifier().IsMatch(clientId) ? clientId : JsonSerializer.Serialize(clientId);
        (string Role, string Grafana)[] roles = [("admin", "Admin"), ("editor", "Editor"), ("viewer", "Viewer")];
        return string.Join(" || ", roles.Select(role => $"contains(resource_access.{client}.roles[*], '{role.Role}') && '{role.Grafana}'"));
    }

    private static void AddSignIn(IniText text, GrafanaSignIn signIn) => text
        .Section("auth.generic_oauth")
        .Add("enabled", "true")
        .Add("name", signIn.ProviderName)
        .Add("allow_sign_up", "true")
        .Add("client_id", signIn.ClientId)
        .Add("client_secret", FromFile(signIn.SecretPath))
        .Add("scopes", Scopes)
        .Add("auth_url", signIn.AuthorizationUrl)
        .Add("token_url", signIn.TokenUrl)
        .Add("api_url", signIn.UserInfoUrl)
        .Add("login_attribute_path", "preferred_username")
        .Add("name_attribute_path", "name")
        .Add("email_attribute_path", "email")
        .Add("role_attribute_path", RoleAttributePath(signIn.ClientId))
        .Add("role_attribute_strict", "true")
        .Add("use_pkce", "true")
        .Add("use_refresh_token", "true");

    private static string SignOutUrl(GrafanaSignIn signIn, string rootUrl) =>
        $"{signIn.LogoutUrl}?client_id={Uri.EscapeDataString(signIn.ClientId)}&post_logout_redirect_uri={Uri.EscapeDataString(rootUrl + "login")}";

    private static string FromFile(string path) => $"$__file{{{path}}}";

    [GeneratedRegex("^[A-Za-z_][A-Za-z0-9_]*$")]
    private static partial Regex PlainIdentifier();

    /// <summary>Sections and keys in writing order. No value of ours has a line break, which is all that could break the format.</summary>
    private sealed class IniText
    {
        private readonly StringBuilder _text = new();

        public IniText Section(string name)
        {
            _text.Append(_text.Length == 0 ? string.Empty : "\n").Append('[').Append(name).Append("]\n");
            return this;
        }

        public IniText Add(string key, string value)
        {
            if (value.AsSpan().ContainsAny('\n', '\r'))
            {
                throw new ArgumentException($"The value of {key} has a line break.", nameof(value));
            }

            _text.Append(key).Append(" = ").Append(value).Append('\n');
            return this;
        }

        public override string ToString() => _text.ToString();
    }
}
