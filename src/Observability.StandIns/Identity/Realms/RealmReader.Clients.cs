using System.Text;
using System.Text.Json;

namespace Observability.StandIns.Identity.Realms;

/// <content>Reads the clients of a realm.</content>
internal static partial class RealmReader
{
    private const string ChallengeMethod = "pkce.code.challenge.method";

    // A client that names none gets all of the realm's (https://www.keycloak.org/docs/latest/server_admin/#_client_scopes).
    private static readonly string[] s_realmDefaultScopes = ["acr", "basic", "email", "profile", "roles", "web-origins"];
    private static readonly string[] s_realmOptionalScopes = ["offline_access"];

    private static RealmClient ReadClient(JsonElement item, RealmJson json, List<string> ignored)
    {
        var id = json.RequireText(item, "clientId", "clients[]");
        var where = $"client '{id}'";
        var attributes = json.Object(item, "attributes");
        var isPublic = json.Flag(item, "publicClient", false);
        var redirectUris = json.Texts(item, "redirectUris") ?? [];
        var method = json.Text(attributes, ChallengeMethod);
        if (method is not (null or "" or "S256"))
        {
            throw new StandInException($"{where}: attributes.{ChallengeMethod} is '{method}'; the stand-in knows S256.");
        }

        if (json.Flag(item, "implicitFlowEnabled", false))
        {
            ignored.Add($"{where}: implicitFlowEnabled: {NotDone}");
        }

        var secret = isPublic ? null : json.Secret(item, "secret", where);
        return new RealmClient(
            id,
            // A confidential client without a secret would get one from Keycloak that nobody here could know.
            json.Flag(item, "enabled", true) && (isPublic || secret is not null),
            secret is null ? null : new RealmPassword(secret),
            json.Flag(item, "standardFlowEnabled", true),
            json.Flag(item, "directAccessGrantsEnabled", false),
            json.Flag(item, "serviceAccountsEnabled", false),
            method == "S256",
            json.Flag(item, "fullScopeAllowed", true),
            redirectUris,
            ReadPostLogoutUris(json.Text(attributes, "post.logout.redirect.uris"), redirectUris),
            json.Texts(item, "webOrigins") ?? [],
            json.Texts(item, "defaultClientScopes") ?? s_realmDefaultScopes,
            json.Texts(item, "optionalClientScopes") ?? s_realmOptionalScopes,
            [.. json.List(item, "protocolMappers").Select(mapper => ReadMapper(mapper, json, where, ignored)).OfType<ClaimMapper>()]);
    }

    // http://a/*##http://b/out, or + for the redirect URIs, or - for none.
    private static IReadOnlyList<string> ReadPostLogoutUris(string? text, IReadOnlyList<string> redirectUris) => text switch
    {
        null or "" or "-" => [],
        "+" => redirectUris,
        _ => text.Split("##", StringSplitOptions.RemoveEmptyEntries),
    };

    private static ClaimMapper? ReadMapper(JsonElement item, RealmJson json, string where, List<string> ignored)
    {
        var kind = json.Text(item, "protocolMapper");
        var config = json.Object(item, "config");
        ClaimSource? source = kind switch
        {
            "oidc-usermodel-client-role-mapper" => ClaimSource.ClientRoles,
            "oidc-usermodel-realm-role-mapper" => ClaimSource.RealmRoles,
            "oidc-hardcoded-claim-mapper" => ClaimSource.Text,
            _ => null,
        };
        if (source is null || json.Text(config, "claim.name") is not { Length: > 0 } claim)
        {
            ignored.Add($"{where}: mapper '{json.Text(item, "name")}' ({kind}): {NotDone}");
            return null;
        }

        var targets = Target("id.token.claim", ClaimTargets.IdToken)
            | Target("access.token.claim", ClaimTargets.AccessToken)
            | Target("userinfo.token.claim", ClaimTargets.UserInfo);
        var name = source switch
        {
            ClaimSource.ClientRoles => json.Text(config, "usermodel.clientRoleMapping.clientId"),
            ClaimSource.Text => json.Text(config, "claim.value") ?? string.Empty,
            _ => null,
        };
        return new ClaimMapper(source.Value, name, SplitPath(claim), targets);

        ClaimTargets Target(string key, ClaimTargets target) => json.Flag(config, key, false) ? target : ClaimTargets.None;
    }

    // resource_access.my\.client.roles: dots separate, a backslash takes the next character as it is.
    internal static IReadOnlyList<string> SplitPath(string claim)
    {
        var parts = new List<string>();
        var part = new StringBuilder();
        for (var i = 0; i < claim.Length; i++)
        {
            if (claim[i] == '\\' && i + 1 < claim.Length)
            {
                part.Append(claim[++i]);
            }
            else if (claim[i] == '.')
            {
                parts.Add(part.ToString());
                part.Clear();
            }
            else
            {
                part.Append(claim[i]);
            }
        }

        parts.Add(part.ToString());
        return parts;
    }
}
