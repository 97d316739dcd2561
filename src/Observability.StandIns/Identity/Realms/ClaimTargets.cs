namespace Observability.StandIns.Identity.Realms;

/// <summary>Where claims go.</summary>
[Flags]
internal enum ClaimTargets
{
    /// <summary>Nowhere.</summary>
    None = 0,

    /// <summary>Identity token.</summary>
    IdToken = 1,

    /// <summary>Access token.</summary>
    AccessToken = 2,

    /// <summary>Answer of the userinfo endpoint.</summary>
    UserInfo = 4,
}
