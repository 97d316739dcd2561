namespace Observability.StandIns.Dashboards.SignIn;

/// <summary>What an identity provider gives for a code or a refresh token.</summary>
/// <param name="Access">Access token.</param>
/// <param name="Refresh">Refresh token, or null.</param>
/// <param name="Id">Id token, or null.</param>
/// <param name="Expires">When the access token ends; null where the provider has not said.</param>
internal sealed record OAuthTokens(string Access, string? Refresh, string? Id, DateTimeOffset? Expires);
