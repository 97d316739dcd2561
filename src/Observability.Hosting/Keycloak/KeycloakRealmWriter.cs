using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Observability.Hosting.Keycloak;

/// <summary>
/// Writes a realm file (<c>RealmRepresentation</c>, https://www.keycloak.org/docs-api/latest/rest-api/#RealmRepresentation)
/// that holds no secret: <c>${NAME}</c> is replaced from the server's environment at the import. Keys are those of 26,
/// which older versions of 26 know all of.
/// </summary>
internal static partial class KeycloakRealmWriter
{
    private static readonly JsonSerializerOptions s_options = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        // A realm file is no part of a page: '+' and '&' of a URL stay readable.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    // Naming any replaces all built-in ones, so all are named that a sign-in needs; 'basic' has 'sub' and 'auth_time' since 25.
    private static readonly string[] s_defaultScopes = ["acr", "basic", "email", "profile", "roles", "web-origins"];
    private static readonly string[] s_optionalScopes = ["offline_access"];

    /// <summary>Writes the realm.</summary>
    /// <param name="realm">What the graph says.</param>
    /// <param name="ownRealm">
    /// The author's own realm, or null. Its settings stay as they are; the clients, users and identity providers of the
    /// graph are added to its own.
    /// </param>
    public static string Write(KeycloakRealm realm, JsonObject? ownRealm = null)
    {
        var json = ownRealm is null ? [] : (JsonObject)ownRealm.DeepClone();
        json["realm"] = realm.Name;
        SetDefault(json, "enabled", true);
        SetDefault(json, "sslRequired", "external");
        SetDefault(json, "registrationAllowed", false);
        SetDefault(json, "bruteForceProtected", true);

        Append(json, "clients", realm.Clients.Select(CreateClient));
        if (realm.Clients.Count > 0)
        {
            var roles = ChildOf(ChildOf(json, "roles"), "client");
            foreach (var client in realm.Clients)
            {
                roles[client.ClientId] = new JsonArray([.. client.Roles.Select(role => new JsonObject { ["name"] = role })]);
            }
        }

        Append(json, "users", realm.Users.Select(user => CreateUser(user, realm)));
        if (realm.GitHub is { } github)
        {
            Append(json, "identityProviders", [CreateGitHub(github)]);
            Append(json, "identityProviderMappers", realm.Clients.Where(client => client.Roles.Count > 0).Select(CreateGitHubRole));
        }

        return json.ToJsonString(s_options) + "\n";
    }

    private static JsonObject CreateClient(KeycloakClient client) => new()
    {
        ["clientId"] = client.ClientId,
        ["enabled"] = true,
        ["protocol"] = "openid-connect",
        ["publicClient"] = false,
        ["clientAuthenticatorType"] = "client-secret",
        ["secret"] = Placeholder(client.SecretVariable),
        ["standardFlowEnabled"] = true,
        ["implicitFlowEnabled"] = false,
        ["directAccessGrantsEnabled"] = false,
        ["serviceAccountsEnabled"] = false,
        // Tokens for this application say nothing of the person's roles in others.
        ["fullScopeAllowed"] = false,
        ["baseUrl"] = client.Urls[0] + "/",
        ["redirectUris"] = Strings(client.Urls.Select(url => url + client.RedirectPath)),
        ["webOrigins"] = Strings(client.Urls),
        ["attributes"] = new JsonObject
        {
            ["pkce.code.challenge.method"] = "S256",
            // A list in one string; '##' is Keycloak's own separator.
            ["post.logout.redirect.uris"] = string.Join("##", client.Urls.Select(url => url + "/*")),
        },
        ["defaultClientScopes"] = Strings(s_defaultScopes),
        ["optionalClientScopes"] = Strings(s_optionalScopes),
        ["protocolMappers"] = new JsonArray(CreateRolesMapper(client)),
    };

    // The built-in scope 'roles' writes the same claim into the access token only; applications look in all three places.
    private static JsonObject CreateRolesMapper(KeycloakClient client) => new()
    {
        ["name"] = $"{client.ClientId} roles",
        ["protocol"] = "openid-connect",
        ["protocolMapper"] = "oidc-usermodel-client-role-mapper",
        ["config"] = new JsonObject
        {
            ["usermodel.clientRoleMapping.clientId"] = client.ClientId,
            ["claim.name"] = $"resource_access.{EscapeClaimPart(client.ClientId)}.roles",
            ["jsonType.label"] = "String",
            ["multivalued"] = "true",
            ["id.token.claim"] = "true",
            ["access.token.claim"] = "true",
            ["userinfo.token.claim"] = "true",
        },
    };

    // First and last name too: without them Keycloak asks for them after the first sign-in.
    private static JsonObject CreateUser(KeycloakUser user, KeycloakRealm realm)
    {
        var roles = new JsonObject();
        foreach (var client in realm.Clients.Where(client => client.Roles.Contains(user.Role)))
        {
            roles[client.ClientId] = Strings([user.Role]);
        }

        return new JsonObject
        {
            ["username"] = user.Name,
            ["enabled"] = true,
            ["email"] = user.Email,
            ["emailVerified"] = true,
            ["firstName"] = char.ToUpperInvariant(user.Name[0]) + user.Name[1..],
            ["lastName"] = "Local",
            ["credentials"] = new JsonArray(new JsonObject
            {
                ["type"] = "password",
                ["value"] = Placeholder(user.PasswordVariable),
                ["temporary"] = false,
            }),
            // An imported user gets no default roles by itself; 'offline_access' is one of them.
            ["realmRoles"] = Strings([$"default-roles-{realm.Name.ToLowerInvariant()}"]),
            ["clientRoles"] = roles,
        };
    }

    // https://www.keycloak.org/docs/latest/server_admin/#github. The OAuth application at GitHub is told to come back to
    // <public URL>/realms/<realm>/broker/github/endpoint.
    private static JsonObject CreateGitHub(KeycloakGitHub github) => new()
    {
        ["alias"] = GitHubAlias,
        ["displayName"] = "GitHub",
        ["providerId"] = "github",
        ["enabled"] = true,
        ["trustEmail"] = true,
        ["storeToken"] = false,
        ["linkOnly"] = false,
        ["firstBrokerLoginFlowAlias"] = "first broker login",
        ["config"] = new JsonObject
        {
            ["clientId"] = Placeholder(github.ClientIdVariable),
            ["clientSecret"] = Placeholder(github.ClientSecretVariable),
            ["defaultScope"] = "read:user user:email",
            ["syncMode"] = "IMPORT",
        },
    };

    private static JsonObject CreateGitHubRole(KeycloakClient client) => new()
    {
        ["name"] = $"{client.ClientId} {client.Roles[^1]}",
        ["identityProviderAlias"] = GitHubAlias,
        ["identityProviderMapper"] = "oidc-hardcoded-role-idp-mapper",
        ["config"] = new JsonObject
        {
            ["role"] = $"{client.ClientId}.{client.Roles[^1]}",
            ["syncMode"] = "INHERIT",
        },
    };
}
