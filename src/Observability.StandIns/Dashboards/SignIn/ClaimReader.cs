using System.Text.Json.Nodes;
using DevLab.JmesPath;
using Observability.StandIns.Dashboards.Configuration;
using Observability.StandIns.Dashboards.Provisioning;

namespace Observability.StandIns.Dashboards.SignIn;

/// <summary>
/// Makes a visitor of what an identity provider says of somebody, by the JMESPath expressions of the configuration: each is tried on
/// the id token, then on the answer of userinfo, then on the access token
/// (https://grafana.com/docs/grafana/latest/setup-grafana/configure-access/configure-authentication/generic-oauth/).
/// </summary>
internal sealed class ClaimReader(OAuthSettings settings, OrgRole newUserRole)
{
    private const string GrafanaAdmin = "GrafanaAdmin";

    /// <summary>Reads the claims.</summary>
    /// <param name="sources">JSON texts, the first that has an answer counts.</param>
    /// <exception cref="SignInRefusedException">The claims name nobody, or somebody who may not come in.</exception>
    public Visitor Read(IReadOnlyList<string> sources)
    {
        var email = Find(sources, settings.EmailPath) ?? string.Empty;
        var login = Find(sources, settings.LoginPath) ?? email;
        if (login.Length == 0)
        {
            throw new SignInRefusedException("The identity provider has not said who you are.");
        }

        if (settings.AllowedDomains.Count > 0
            && !settings.AllowedDomains.Contains(email[(email.IndexOf('@', StringComparison.Ordinal) + 1)..],
                StringComparer.OrdinalIgnoreCase))
        {
            throw new SignInRefusedException("Required email domain not fulfilled.");
        }

        var (role, isGrafanaAdmin) = ReadRole(sources);
        return new Visitor(login, Find(sources, settings.NamePath) ?? login, email, role, isGrafanaAdmin, VisitorKind.OAuth);
    }

    private (OrgRole Role, bool IsGrafanaAdmin) ReadRole(IReadOnlyList<string> sources)
    {
        if (settings.RoleSkipped || settings.RolePath is null)
        {
            return settings.RoleStrict && !settings.RoleSkipped ? throw NoRole() : (newUserRole, false);
        }

        var text = Find(sources, settings.RolePath);
        if (text == GrafanaAdmin)
        {
            return (OrgRole.Admin, settings.GrafanaAdminAllowed);
        }

        return text is not null && RoleNames.TryParse(text, out var role)
            ? (role, false)
            : settings.RoleStrict ? throw NoRole() : (newUserRole, false);
    }

    private static SignInRefusedException NoRole() => new("You have no role here: ask an administrator of the identity provider for one.");

    private static string? Find(IReadOnlyList<string> sources, string path)
    {
        var jmesPath = new JmesPath();
        foreach (var source in sources)
        {
            try
            {
                if (JsonNode.Parse(jmesPath.Transform(source, path)).Text() is { Length: > 0 } text)
                {
                    return text;
                }
            }
            catch (Exception)
            {
                // A function that is given what it does not take, such as contains() of a claim that is not there: the next source may
                // have it. The library has no exception of its own for that; the expression itself was checked at the start.
            }
        }

        return null;
    }
}
