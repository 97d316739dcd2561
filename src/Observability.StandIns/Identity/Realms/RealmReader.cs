using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Observability.StandIns.Identity.Realms;

/// <summary>Reads the realm file that Keycloak would import (https://www.keycloak.org/server/importExport).</summary>
internal static partial class RealmReader
{
    private const string Suffix = "-realm.json";
    private const string NotDone = "the stand-in does not do it";

    // What would change how people sign in, and is not done: said once in the log, so that nobody relies on it.
    private static readonly string[] s_switches =
        ["registrationAllowed", "resetPasswordAllowed", "rememberMe", "verifyEmail", "revokeRefreshToken"];

    private static readonly string[] s_sections =
        ["groups", "clientScopes", "authenticationFlows", "requiredActions", "components", "scopeMappings", "clientScopeMappings"];

    // What every person of a new realm may do (https://www.keycloak.org/docs/latest/server_admin/#_default_roles).
    private static readonly string[] s_defaultRoles = ["offline_access", "uma_authorization"];

    /// <summary>Reads the realm of a folder.</summary>
    /// <param name="folder">The folder with one <c>&lt;realm&gt;-realm.json</c>.</param>
    /// <param name="getVariable">Reads the environment.</param>
    /// <exception cref="StandInException">There is not exactly one realm, or a mistake in it.</exception>
    public static Realm Read(string folder, Func<string, string?> getVariable)
    {
        var files = Directory.Exists(folder) ? Directory.GetFiles(folder, "*.json").Order(StringComparer.Ordinal).ToArray() : [];
        if (files is not [var path])
        {
            throw new StandInException(
                $"identity: {folder} has {files.Length} realm files; the stand-in serves the realm of exactly one, <realm>{Suffix}.");
        }

        var file = Path.GetFileName(path);
        try
        {
            using var stream = File.OpenRead(path);
            using var document = JsonDocument.Parse(stream, new JsonDocumentOptions { AllowDuplicateProperties = false });
            return Read(document.RootElement, file, getVariable);
        }
        catch (JsonException error)
        {
            throw new StandInException($"{file}: {error.Message}");
        }
    }

    private static Realm Read(JsonElement root, string file, Func<string, string?> getVariable)
    {
        if (root.ValueKind != JsonValueKind.Object)
        {
            throw new StandInException($"{file}: it is not a JSON object.");
        }

        var json = new RealmJson(file, getVariable);
        var name = json.RequireText(root, "realm", "realm file");
        if (file != name + Suffix)
        {
            throw new StandInException($"{file}: it holds the realm '{name}'; Keycloak wants it in a file of the name {name}{Suffix}.");
        }

        var ignored = FindIgnored(root, json);
        var clients = new Dictionary<string, RealmClient>(StringComparer.Ordinal);
        foreach (var item in json.List(root, "clients"))
        {
            var client = ReadClient(item, json, ignored);
            if (!clients.TryAdd(client.Id, client))
            {
                throw new StandInException($"{file}: there are two clients '{client.Id}'.");
            }
        }

        var users = json.List(root, "users").Select(item => ReadUser(item, json, name, ignored)).ToList();
        if (users.GroupBy(user => user.Name, StringComparer.OrdinalIgnoreCase).FirstOrDefault(group => group.Count() > 1) is { } twice)
        {
            throw new StandInException($"{file}: there are two users '{twice.Key}'.");
        }

        return new Realm(
            name,
            json.Text(root, "displayName") ?? name,
            clients,
            users,
            [.. json.List(root, "identityProviders").Where(item => json.Flag(item, "enabled", true)).Select(item => ReadProvider(item, json))],
            json.Flag(root, "loginWithEmailAllowed", true),
            json.Flag(root, "bruteForceProtected", false) ? ReadBruteForce(root, json) : null,
            new RealmLifetimes(
                json.Seconds(root, "accessCodeLifespan", 60),
                json.Seconds(root, "accessTokenLifespan", 300),
                json.Seconds(root, "ssoSessionIdleTimeout", 1800),
                json.Seconds(root, "ssoSessionMaxLifespan", 36000),
                json.Seconds(root, "offlineSessionIdleTimeout", 2592000)),
            ignored);
    }

    private static RealmBruteForce ReadBruteForce(JsonElement root, RealmJson json) => new(
        json.Number(root, "failureFactor", 30),
        json.Seconds(root, "waitIncrementSeconds", 60),
        json.Seconds(root, "maxFailureWaitSeconds", 900));

    private static List<string> FindIgnored(JsonElement root, RealmJson json) =>
    [
        .. s_switches.Where(key => json.Flag(root, key, false)).Select(key => $"{key}: {NotDone}"),
        .. s_sections.Where(key => root.TryGetProperty(key, out _)).Select(key => $"{key}: {NotDone}"),
    ];

    private static RealmIdentityProvider ReadProvider(JsonElement item, RealmJson json)
    {
        var alias = json.RequireText(item, "alias", "identityProviders[]");
        return new RealmIdentityProvider(alias, json.Text(item, "displayName") ?? alias);
    }

    private static RealmUser ReadUser(JsonElement item, RealmJson json, string realm, List<string> ignored)
    {
        var name = json.RequireText(item, "username", "users[]");
        var where = $"user '{name}'";
        string? password = null;
        foreach (var credential in json.List(item, "credentials"))
        {
            if (json.Text(credential, "type") == "password" && !json.Flag(credential, "temporary", false))
            {
                password = json.Secret(credential, "value", where);
            }
            else
            {
                ignored.Add($"{where}: a credential that is no lasting password: {NotDone}");
            }
        }

        var defaults = $"default-roles-{realm}";
        var realmRoles = (json.Texts(item, "realmRoles") ?? [])
            .SelectMany(role => string.Equals(role, defaults, StringComparison.OrdinalIgnoreCase) ? s_defaultRoles : [role])
            .Distinct(StringComparer.Ordinal)
            .ToList();
        var clientRoles = json.Members(item, "clientRoles").ToDictionary(
            member => member.Name, member => json.Texts(json.Object(item, "clientRoles"), member.Name) ?? [], StringComparer.Ordinal);
        return new RealmUser(
            json.Text(item, "id") ?? CreateId(realm, name),
            name.ToLowerInvariant(),
            password is null ? null : new RealmPassword(password),
            json.Flag(item, "enabled", false),
            json.Text(item, "email"),
            json.Flag(item, "emailVerified", false),
            json.Text(item, "firstName"),
            json.Text(item, "lastName"),
            realmRoles,
            clientRoles);
    }

    // Keycloak makes one up at the import; here it is the same after every start, so that applications know a person again.
    private static string CreateId(string realm, string name) =>
        new Guid(SHA256.HashData(Encoding.UTF8.GetBytes($"{realm}/{name.ToLowerInvariant()}")).AsSpan(0, 16)).ToString();
}
