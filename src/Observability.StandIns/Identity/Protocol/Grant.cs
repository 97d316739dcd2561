namespace Observability.StandIns.Identity.Protocol;

/// <summary>What one person let one application do: a code, and all tokens that come of it.</summary>
internal sealed class Grant(string id, string sessionId, bool offline, DateTimeOffset created)
{
    /// <summary>Identifier; OpenIddict's authorization identifier.</summary>
    public string Id { get; } = id;

    /// <summary>Session in which it was given.</summary>
    public string SessionId { get; } = sessionId;

    /// <summary>True where its refresh tokens outlive the session.</summary>
    public bool Offline { get; } = offline;

    /// <summary>When it was last of use.</summary>
    public DateTimeOffset Used { get; set; } = created;

    /// <summary>True when its code has been exchanged.</summary>
    public bool Redeemed { get; set; }
}
