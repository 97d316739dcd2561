namespace Observability.StandIns.Identity.Realms;

/// <summary>A person of a realm.</summary>
/// <param name="Id">Subject identifier.</param>
/// <param name="Name">User name.</param>
/// <param name="Password">Password, or null where the person has none that a stand-in can check.</param>
/// <param name="Enabled">False for a person who must not sign in.</param>
/// <param name="Email">E-mail address, or null.</param>
/// <param name="EmailVerified">True where the address counts as the person's own.</param>
/// <param name="FirstName">First name, or null.</param>
/// <param name="LastName">Last name, or null.</param>
/// <param name="RealmRoles">Roles of the realm, the default ones written out.</param>
/// <param name="ClientRoles">Roles by client.</param>
internal sealed record RealmUser(
    string Id,
    string Name,
    RealmPassword? Password,
    bool Enabled,
    string? Email,
    bool EmailVerified,
    string? FirstName,
    string? LastName,
    IReadOnlyList<string> RealmRoles,
    IReadOnlyDictionary<string, IReadOnlyList<string>> ClientRoles)
{
    /// <summary>Roles in one client.</summary>
    public IReadOnlyList<string> RolesIn(string clientId) => ClientRoles.GetValueOrDefault(clientId) ?? [];
}
