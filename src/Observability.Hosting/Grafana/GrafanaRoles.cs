using System.Text.Json;

namespace Observability.Hosting.Grafana;

/// <summary>Turns the roles of a token into Grafana's.</summary>
internal static class GrafanaRoles
{
    /// <summary>
    /// The JMESPath expression that finds the role: the mightiest of the client's roles in the token, or nothing, which with
    /// <c>role_attribute_strict</c> keeps a person out. A filter, not <c>contains</c>: that fails where the claim is missing.
    /// </summary>
    /// <param name="clientId">Grafana's identifier at the provider; its roles are at <c>resource_access.&lt;clientId&gt;.roles</c>.</param>
    public static string AttributePath(string clientId)
    {
        var roles = $"resource_access.{JsonSerializer.Serialize(clientId)}.roles";
        return string.Join(" || ", GrafanaFacts.Roles.Select(role => $"{roles}[?@ == '{role}'] && '{char.ToUpperInvariant(role[0])}{role[1..]}'"));
    }
}
