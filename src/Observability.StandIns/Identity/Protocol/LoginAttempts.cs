using Observability.StandIns.Identity.Realms;

namespace Observability.StandIns.Identity.Protocol;

/// <summary>Locks a person out for a while after too many wrong passwords, where the realm wants it.</summary>
internal sealed class LoginAttempts(Realm realm, TimeProvider clock)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, (int Failures, DateTimeOffset LockedUntil)> _attempts = new(StringComparer.Ordinal);

    /// <summary>
    /// Checks a password. While a person is locked out every password is wrong, and nobody learns that they are.
    /// </summary>
    public bool Check(RealmUser? user, string? password)
    {
        // Compared in any case, so that the answer takes as long for a person that there is as for one that there is not.
        var fits = (user?.Password ?? RealmPassword.Nobody).Matches(password);
        if (user is null || realm.BruteForce is not { } limits)
        {
            return fits && user is not null;
        }

        lock (_lock)
        {
            var (failures, lockedUntil) = _attempts.GetValueOrDefault(user.Id);
            var now = clock.GetUtcNow();
            if (now < lockedUntil)
            {
                return false;
            }

            if (fits)
            {
                _attempts.Remove(user.Id);
                return true;
            }

            failures++;
            var wait = failures % limits.Failures == 0
                ? TimeSpan.FromTicks(Math.Min(limits.LongestWait.Ticks, limits.Wait.Ticks * (failures / limits.Failures)))
                : TimeSpan.Zero;
            _attempts[user.Id] = (failures, now + wait);
            return false;
        }
    }
}
