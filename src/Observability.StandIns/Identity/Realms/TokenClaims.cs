using System.Text.Json.Nodes;

namespace Observability.StandIns.Identity.Realms;

/// <summary>
/// What tokens say of a person: the built-in client scopes of Keycloak
/// (https://www.keycloak.org/docs/latest/server_admin/#_client_scopes_protocol), then the client's own mappers.
/// </summary>
internal static class TokenClaims
{
    private const ClaimTargets Everywhere = ClaimTargets.IdToken | ClaimTargets.AccessToken | ClaimTargets.UserInfo;
    private const ClaimTargets Tokens = ClaimTargets.IdToken | ClaimTargets.AccessToken;

    /// <summary>The claims for one place; those of the protocol itself (issuer, audience, times) are not among them.</summary>
    public static JsonObject Create(RealmClient client, RealmUser user, IReadOnlyCollection<string> scopes, ClaimTargets target)
    {
        var claims = new JsonObject();
        if (scopes.Contains("profile"))
        {
            Add("name", string.Join(' ', new[] { user.FirstName, user.LastName }.Where(part => !string.IsNullOrEmpty(part))), Everywhere);
            Add("given_name", user.FirstName, Everywhere);
            Add("family_name", user.LastName, Everywhere);
            Add("preferred_username", user.Name, Everywhere);
        }

        if (scopes.Contains("email") && user.Email is not null)
        {
            Add("email", user.Email, Everywhere);
            Add("email_verified", user.EmailVerified, Everywhere);
        }

        if (scopes.Contains("acr"))
        {
            Add("acr", "1", Tokens);
        }

        if (scopes.Contains("web-origins") && client.WebOrigins.Count > 0)
        {
            Add("allowed-origins", Texts(client.WebOrigins), ClaimTargets.AccessToken);
        }

        if (scopes.Contains("roles") && target == ClaimTargets.AccessToken)
        {
            AddRoles(claims, client, user, scopes);
        }

        foreach (var mapper in client.Mappers.Where(mapper => mapper.Targets.HasFlag(target)))
        {
            if (Resolve(mapper, client, user, scopes) is { } value)
            {
                Put(claims, mapper.Path, value);
            }
        }

        return claims;

        void Add(string name, JsonNode? value, ClaimTargets targets)
        {
            if (targets.HasFlag(target) && value?.ToString() is { Length: > 0 })
            {
                claims[name] = value;
            }
        }
    }

    private static void AddRoles(JsonObject claims, RealmClient client, RealmUser user, IReadOnlyCollection<string> scopes)
    {
        if (RealmRoles(client, user, scopes) is { Count: > 0 } realmRoles)
        {
            Put(claims, ["realm_access", "roles"], Texts(realmRoles));
        }

        foreach (var clientId in user.ClientRoles.Keys)
        {
            if (ClientRoles(clientId, client, user) is { Count: > 0 } roles)
            {
                Put(claims, ["resource_access", clientId, "roles"], Texts(roles));
            }
        }
    }

    private static JsonNode? Resolve(ClaimMapper mapper, RealmClient client, RealmUser user, IReadOnlyCollection<string> scopes)
    {
        var roles = mapper.Source switch
        {
            ClaimSource.ClientRoles => ClientRoles(mapper.SourceName ?? client.Id, client, user),
            ClaimSource.RealmRoles => RealmRoles(client, user, scopes),
            _ => null,
        };
        return roles is null ? JsonValue.Create(mapper.SourceName) : roles.Count == 0 ? null : Texts(roles);
    }

    // A client without full scope sees the roles in itself, and of the realm's those that a granted scope stands for.
    private static IReadOnlyList<string> ClientRoles(string clientId, RealmClient client, RealmUser user) =>
        client.FullScope || clientId == client.Id ? user.RolesIn(clientId) : [];

    private static IReadOnlyList<string> RealmRoles(RealmClient client, RealmUser user, IReadOnlyCollection<string> scopes) =>
        client.FullScope ? user.RealmRoles : [.. user.RealmRoles.Where(role => role == "offline_access" && scopes.Contains(role))];

    private static void Put(JsonObject claims, IReadOnlyList<string> path, JsonNode value)
    {
        var level = claims;
        foreach (var part in path.SkipLast(1))
        {
            if (level[part] is not JsonObject next)
            {
                next = [];
                level[part] = next;
            }

            level = next;
        }

        level[path[^1]] = value;
    }

    private static JsonArray Texts(IEnumerable<string> texts) => new([.. texts.Select(text => JsonValue.Create(text))]);
}
