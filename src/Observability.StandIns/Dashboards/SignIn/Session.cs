namespace Observability.StandIns.Dashboards.SignIn;

/// <summary>Somebody who is signed in. Tokens stay here; the browser has a random key only.</summary>
internal sealed class Session(Visitor visitor, DateTimeOffset started) : IDisposable
{
    /// <summary>Who.</summary>
    public Visitor Visitor { get; } = visitor;

    /// <summary>Since when.</summary>
    public DateTimeOffset Started { get; } = started;

    /// <summary>When it was last used.</summary>
    public DateTimeOffset Used { get; set; } = started;

    /// <summary>What the identity provider gave; null for a sign-in with a password.</summary>
    public OAuthTokens? Tokens { get; set; }

    /// <summary>Held while the tokens are exchanged: a provider that rotates refresh tokens takes each once.</summary>
    public SemaphoreSlim Exchange { get; } = new(1, 1);

    /// <inheritdoc />
    public void Dispose() => Exchange.Dispose();
}
