using System.Security.Cryptography;
using Observability.StandIns.Identity.Realms;

namespace Observability.StandIns.Identity.Protocol;

/// <summary>
/// The sessions and grants of the realm. In memory, like the keys that sign the tokens: a restart ends them all. What is over is
/// removed when something is added, so that the store is no larger than what is in use.
/// </summary>
internal sealed class SignInStore(Realm realm, TimeProvider clock)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, SignInSession> _sessions = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Grant> _grants = new(StringComparer.Ordinal);

    /// <summary>Sessions that are not over.</summary>
    public int SessionCount
    {
        get
        {
            lock (_lock)
            {
                return _sessions.Values.Count(IsAlive);
            }
        }
    }

    /// <summary>
    /// Begins a session in place of the browser's earlier one. The same person who signs in again stays in it; another one's is
    /// ended.
    /// </summary>
    public SignInSession Begin(RealmUser user, SignInSession? earlier)
    {
        lock (_lock)
        {
            if (earlier is not null && earlier.Subject == user.Id && _sessions.ContainsKey(earlier.Id))
            {
                earlier.Started = earlier.Used = clock.GetUtcNow();
                return earlier;
            }

            if (earlier is not null)
            {
                _sessions.Remove(earlier.Id);
            }

            RemoveWhatIsOver();
            var session = new SignInSession(CreateId(), user.Id, clock.GetUtcNow());
            _sessions.Add(session.Id, session);
            return session;
        }
    }

    /// <summary>The session, or null when it is over; it counts as used.</summary>
    public SignInSession? Use(string? sessionId)
    {
        lock (_lock)
        {
            if (sessionId is null || !_sessions.TryGetValue(sessionId, out var session) || !IsAlive(session))
            {
                return null;
            }

            session.Used = clock.GetUtcNow();
            return session;
        }
    }

    /// <summary>Ends a session and every grant of it that is not offline.</summary>
    public void End(string? sessionId)
    {
        lock (_lock)
        {
            if (sessionId is not null && _sessions.Remove(sessionId))
            {
                RemoveWhatIsOver();
            }
        }
    }

    /// <summary>Notes what a person let an application do.</summary>
    public Grant Give(SignInSession session, bool offline)
    {
        lock (_lock)
        {
            RemoveWhatIsOver();
            var grant = new Grant(CreateId(), session.Id, offline, clock.GetUtcNow());
            _grants.Add(grant.Id, grant);
            return grant;
        }
    }

    /// <summary>True as long as the grant holds; it and its session then count as used.</summary>
    public bool IsGood(string? grantId)
    {
        lock (_lock)
        {
            if (grantId is null || !_grants.TryGetValue(grantId, out var grant) || !IsAlive(grant))
            {
                return false;
            }

            grant.Used = clock.GetUtcNow();
            if (_sessions.TryGetValue(grant.SessionId, out var session) && IsAlive(session))
            {
                session.Used = grant.Used;
            }

            return true;
        }
    }

    /// <summary>
    /// Takes the code of a grant, once. A second try ends the grant with all its tokens, since one of the two has stolen the code
    /// (https://www.rfc-editor.org/rfc/rfc6749#section-4.1.2).
    /// </summary>
    public bool Redeem(string? grantId)
    {
        lock (_lock)
        {
            if (grantId is null || !_grants.TryGetValue(grantId, out var grant) || !IsAlive(grant))
            {
                return false;
            }

            if (grant.Redeemed)
            {
                _grants.Remove(grantId);
                return false;
            }

            return grant.Redeemed = true;
        }
    }

    private static string CreateId() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));

    private bool IsAlive(SignInSession session)
    {
        var now = clock.GetUtcNow();
        return now - session.Used < realm.Lifetimes.SessionIdle && now - session.Started < realm.Lifetimes.SessionMax;
    }

    private bool IsAlive(Grant grant) => grant.Offline
        ? clock.GetUtcNow() - grant.Used < realm.Lifetimes.OfflineIdle
        : _sessions.TryGetValue(grant.SessionId, out var session) && IsAlive(session);

    private void RemoveWhatIsOver()
    {
        foreach (var session in _sessions.Values.Where(session => !IsAlive(session)).ToList())
        {
            _sessions.Remove(session.Id);
        }

        foreach (var grant in _grants.Values.Where(grant => !IsAlive(grant)).ToList())
        {
            _grants.Remove(grant.Id);
        }
    }
}
