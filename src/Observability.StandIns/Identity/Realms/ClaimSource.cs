namespace Observability.StandIns.Identity.Realms;

/// <summary>What a mapper puts into tokens.</summary>
internal enum ClaimSource
{
    /// <summary>A person's roles in a client (<c>oidc-usermodel-client-role-mapper</c>).</summary>
    ClientRoles,

    /// <summary>A person's roles of the realm (<c>oidc-usermodel-realm-role-mapper</c>).</summary>
    RealmRoles,

    /// <summary>A fixed text (<c>oidc-hardcoded-claim-mapper</c>).</summary>
    Text,
}
