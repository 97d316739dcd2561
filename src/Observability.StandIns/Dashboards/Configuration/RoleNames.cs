namespace Observability.StandIns.Dashboards.Configuration;

/// <summary>Names of roles in settings and claims; no number is one, although an enumeration would take it.</summary>
internal static class RoleNames
{
    /// <summary>Reads a role's name, in any case of its letters as Grafana does.</summary>
    public static bool TryParse(string text, out OrgRole role)
    {
        role = OrgRole.None;
        return text.All(char.IsAsciiLetter) && Enum.TryParse(text, ignoreCase: true, out role);
    }
}
