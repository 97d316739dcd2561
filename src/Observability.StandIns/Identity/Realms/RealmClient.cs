namespace Observability.StandIns.Identity.Realms;

/// <summary>An application of a realm.</summary>
/// <param name="Id">Client identifier.</param>
/// <param name="Enabled">False for one that must not be used.</param>
/// <param name="Secret">Secret of a confidential client; null for a public one.</param>
/// <param name="StandardFlow">True where the authorization code flow is allowed.</param>
/// <param name="DirectGrants">True where the file allows the password grant.</param>
/// <param name="ServiceAccounts">True where the file allows the client credentials grant.</param>
/// <param name="RequiresS256">True where a code must be asked for with a PKCE challenge of the method S256.</param>
/// <param name="FullScope">True where its tokens carry every role of a person, not only those of this client.</param>
/// <param name="RedirectUris">Where codes may be sent; a <c>*</c> at the end stands for anything.</param>
/// <param name="PostLogoutRedirectUris">Where people may be sent after signing out; the same form.</param>
/// <param name="WebOrigins">Origins of its pages.</param>
/// <param name="DefaultScopes">Scopes that are always granted.</param>
/// <param name="OptionalScopes">Scopes that are granted where they are asked for.</param>
/// <param name="Mappers">Claims of its own.</param>
internal sealed record RealmClient(
    string Id,
    bool Enabled,
    RealmPassword? Secret,
    bool StandardFlow,
    bool DirectGrants,
    bool ServiceAccounts,
    bool RequiresS256,
    bool FullScope,
    IReadOnlyList<string> RedirectUris,
    IReadOnlyList<string> PostLogoutRedirectUris,
    IReadOnlyList<string> WebOrigins,
    IReadOnlyList<string> DefaultScopes,
    IReadOnlyList<string> OptionalScopes,
    IReadOnlyList<ClaimMapper> Mappers)
{
    /// <summary>
    /// True where a URI is one of the registered ones, as Keycloak compares them: letter by letter, or by its beginning where the
    /// registered one ends with <c>*</c>.
    /// </summary>
    public static bool Matches(IReadOnlyList<string> registered, string? uri)
    {
        // A fragment never comes back from a browser, and user information only misleads people.
        if (uri is null
            || !Uri.TryCreate(uri, UriKind.Absolute, out var parsed)
            || parsed.Fragment.Length > 0
            || parsed.UserInfo.Length > 0)
        {
            return false;
        }

        return registered.Any(pattern => pattern.EndsWith('*') ? MatchesBeginning(pattern[..^1], uri) : pattern == uri);
    }

    // "http://host/*" stands for "http://host" too; "http://host*" must not stand for "http://host.evil".
    private static bool MatchesBeginning(string beginning, string uri)
    {
        var authority = beginning.IndexOf("//", StringComparison.Ordinal);
        var path = authority < 0 ? -1 : beginning.IndexOf('/', authority + 2);
        return path > 0
            && ((uri.StartsWith(beginning, StringComparison.Ordinal) && !ClimbsUp(uri))
                || (beginning.EndsWith('/') && uri == beginning[..^1]));
    }

    // Dots as a part of a path, escaped or not, leave the folder that the '*' stands for; browsers take a backslash for a slash.
    private static bool ClimbsUp(string uri) =>
        uri.Split('?')[0].Split('/', '\\').Any(part => Uri.UnescapeDataString(part) is "." or "..")
        || uri.Contains('\\', StringComparison.Ordinal);
}
