namespace Observability.StandIns.Identity.Realms;

/// <summary>A realm as its file says. Lifetimes that the file leaves out are Keycloak's own defaults.</summary>
/// <param name="Name">Name; part of every path.</param>
/// <param name="DisplayName">Name that people see.</param>
/// <param name="Clients">Applications by identifier.</param>
/// <param name="Users">People.</param>
/// <param name="IdentityProviders">Names of the identity providers that people could come from, which a stand-in does not do.</param>
/// <param name="SignInWithEmail">True where the e-mail address is as good as the user name.</param>
/// <param name="BruteForce">When wrong passwords lock a person out; null for never.</param>
/// <param name="Lifetimes">How long things last.</param>
/// <param name="Ignored">What the file asks for and the stand-in does not do, for the log.</param>
internal sealed record Realm(
    string Name,
    string DisplayName,
    IReadOnlyDictionary<string, RealmClient> Clients,
    IReadOnlyList<RealmUser> Users,
    IReadOnlyList<RealmIdentityProvider> IdentityProviders,
    bool SignInWithEmail,
    RealmBruteForce? BruteForce,
    RealmLifetimes Lifetimes,
    IReadOnlyList<string> Ignored)
{
    /// <summary>The client, or null where there is none that may sign people in.</summary>
    public RealmClient? FindClient(string? clientId) =>
        clientId is not null && Clients.TryGetValue(clientId, out var client) && client.Enabled ? client : null;

    /// <summary>The person with a subject identifier, or null.</summary>
    public RealmUser? FindUser(string? subject) => Users.FirstOrDefault(user => user.Id == subject && user.Enabled);
}
