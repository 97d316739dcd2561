namespace Observability.StandIns.Identity.Protocol;

/// <summary>One person at one browser, from the sign-in to the sign-out.</summary>
internal sealed class SignInSession(string id, string subject, DateTimeOffset started)
{
    /// <summary>Claim with the identifier, in tokens and in the cookie (https://openid.net/specs/openid-connect-frontchannel-1_0.html).</summary>
    public const string ClaimName = "sid";

    /// <summary>Identifier.</summary>
    public string Id { get; } = id;

    /// <summary>Who.</summary>
    public string Subject { get; } = subject;

    /// <summary>When the person proved who they are.</summary>
    public DateTimeOffset Started { get; set; } = started;

    /// <summary>When it was last of use.</summary>
    public DateTimeOffset Used { get; set; } = started;
}
