using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.WebUtilities;
using Observability.StandIns.Dashboards.Configuration;

namespace Observability.StandIns.Dashboards.SignIn;

/// <summary>
/// The sessions of this process, found by the hash of the random key in the browser's cookie. They end with the process: whoever is
/// signed in at the identity provider comes back with one click.
/// </summary>
internal sealed class SessionStore(DashboardsConfiguration configuration, TimeProvider clock)
{
    // Each sign-in makes one; more than people have is somebody's script.
    private const int MostSessions = 10_000;
    private const int KeyBytes = 32;
    private readonly ConcurrentDictionary<string, Session> _sessions = new(StringComparer.Ordinal);

    /// <summary>Starts a session and hands its key to the browser.</summary>
    public void Start(HttpContext context, Visitor visitor, OAuthTokens? tokens)
    {
        RemoveExpired();
        var key = WebEncoders.Base64UrlEncode(RandomNumberGenerator.GetBytes(KeyBytes));
        End(context);
        _sessions[HashOf(key)] = new Session(visitor, clock.GetUtcNow()) { Tokens = tokens };
        context.Response.Cookies.Append(configuration.Session.CookieName, key, CreateCookie(configuration.Session.Longest));
    }

    /// <summary>The session of a request, or null.</summary>
    public Session? Find(HttpContext context)
    {
        if (context.Request.Cookies[configuration.Session.CookieName] is not { Length: > 0 } key
            || !_sessions.TryGetValue(HashOf(key), out var session))
        {
            return null;
        }

        var now = clock.GetUtcNow();
        if (IsOver(session, now))
        {
            End(context);
            return null;
        }

        session.Used = now;
        return session;
    }

    /// <summary>Ends the session of a request and takes the key from the browser.</summary>
    public void End(HttpContext context)
    {
        if (context.Request.Cookies[configuration.Session.CookieName] is not { Length: > 0 } key)
        {
            return;
        }

        _sessions.TryRemove(HashOf(key), out _);
        context.Response.Cookies.Delete(configuration.Session.CookieName, CreateCookie(lifetime: null));
    }

    /// <summary>How many people have used theirs lately.</summary>
    public int CountActive(TimeSpan within)
    {
        var since = clock.GetUtcNow() - within;
        return _sessions.Values.Where(session => session.Used >= since)
            .Select(session => session.Visitor.Login).Distinct(StringComparer.Ordinal).Count();
    }

    /// <summary>Settings of every cookie of the stand-in.</summary>
    public CookieOptions CreateCookie(TimeSpan? lifetime) => new()
    {
        Path = configuration.SubPath.Length == 0 ? "/" : configuration.SubPath,
        HttpOnly = true,
        Secure = configuration.Session.Secure,
        SameSite = configuration.Session.SameSite,
        MaxAge = lifetime,
        IsEssential = true,
    };

    private static string HashOf(string key) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(key)));

    private bool IsOver(Session session, DateTimeOffset now) =>
        now - session.Used > configuration.Session.Idle || now - session.Started > configuration.Session.Longest;

    private void RemoveExpired()
    {
        var now = clock.GetUtcNow();
        foreach (var (hash, session) in _sessions)
        {
            if (IsOver(session, now))
            {
                _sessions.TryRemove(hash, out _);
            }
        }

        if (_sessions.Count >= MostSessions)
        {
            _sessions.TryRemove(_sessions.MinBy(pair => pair.Value.Used).Key, out _);
        }
    }
}
