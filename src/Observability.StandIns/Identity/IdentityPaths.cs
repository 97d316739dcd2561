namespace Observability.StandIns.Identity;

/// <summary>Keycloak's paths of a realm (https://www.keycloak.org/securing-apps/oidc-layers).</summary>
/// <param name="realm">Name of the realm.</param>
internal sealed class IdentityPaths(string realm)
{
    /// <summary>The realm; also the path of the issuer.</summary>
    public string Root { get; } = $"/realms/{realm}";

    /// <summary>Discovery document.</summary>
    public string Configuration => Root + "/.well-known/openid-configuration";

    /// <summary>OpenID Connect.</summary>
    public string Protocol => Root + "/protocol/openid-connect";

    /// <summary>Begins a sign-in.</summary>
    public string Authorization => Protocol + "/auth";

    /// <summary>Exchanges codes and refresh tokens.</summary>
    public string Token => Protocol + "/token";

    /// <summary>Claims of a token's owner.</summary>
    public string UserInfo => Protocol + "/userinfo";

    /// <summary>Ends a session.</summary>
    public string Logout => Protocol + "/logout";

    /// <summary>Public keys.</summary>
    public string Certificates => Protocol + "/certs";

    /// <summary>Takes the form of the sign-in page.</summary>
    public string Authenticate => Root + "/login-actions/authenticate";
}
