namespace Observability.StandIns.Identity.Realms;

/// <summary>When too many wrong passwords lock a person out (https://www.keycloak.org/docs/latest/server_admin/#password-guess-brute-force-attacks).</summary>
/// <param name="Failures">Wrong passwords in a row before the first lock, and between one and the next.</param>
/// <param name="Wait">How long the first one lasts; the n-th lasts n times that.</param>
/// <param name="LongestWait">The longest one.</param>
internal sealed record RealmBruteForce(int Failures, TimeSpan Wait, TimeSpan LongestWait);
