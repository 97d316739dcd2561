namespace Observability.StandIns.Identity.Realms;

/// <summary>An identity provider that people could come from.</summary>
/// <param name="Alias">Name in URLs.</param>
/// <param name="DisplayName">Name that people see.</param>
internal sealed record RealmIdentityProvider(string Alias, string DisplayName);
