using System.Text.Json;
using System.Text.Json.Nodes;
using Aspire.Hosting.ApplicationModel;
using Observability.Hosting.Validation;

namespace Observability.Hosting.Keycloak;

/// <summary>Finds what would make a realm useless or wrong, before Keycloak refuses it or nobody can sign in.</summary>
internal sealed class KeycloakCheck(DistributedApplicationModel model) : IStackCheck
{
    private static readonly string[] s_lists = ["clients", "users", "identityProviders", "identityProviderMappers"];

    /// <inheritdoc />
    public Task<IReadOnlyList<Problem>> RunAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<Problem>>([.. model.Resources.OfType<IKeycloak>().SelectMany(Check)]);

    private IEnumerable<Problem> Check(IKeycloak keycloak)
    {
        var settings = keycloak.Annotations.OfType<KeycloakSettings>().Last();
        var clients = KeycloakClients.Of(keycloak, model.Resources).ToList();
        foreach (var group in clients.GroupBy(entry => entry.Client.ClientId, StringComparer.Ordinal).Where(group => group.Count() > 1))
        {
            yield return new Problem(
                keycloak.Name,
                "clients",
                $"{string.Join(" and ", group.Select(entry => entry.Application.Name))} have one client identifier, '{group.Key}'",
                "Give each application its own.");
        }

        var roles = clients.SelectMany(entry => entry.Client.Roles).ToHashSet(StringComparer.Ordinal);
        if (clients.Count > 0)
        {
            foreach (var (user, _) in settings.Users.Where(entry => !roles.Contains(entry.User.Role)))
            {
                yield return new Problem(
                    keycloak.Name,
                    "WithUser",
                    $"no application has the role '{user.Role}' of user '{user.Name}'",
                    $"Use one of: {string.Join(", ", roles.Order(StringComparer.Ordinal))}.");
            }
        }

        if (settings.MissingGitHubParameter is { } missing)
        {
            yield return new Problem(
                keycloak.Name,
                $"Parameters:{missing}",
                "it is not set, but the other half of the sign-in with GitHub is",
                $"Set both (dotnet user-secrets set Parameters:{missing} …), or neither.");
        }

        if (settings.RealmFile is { } path)
        {
            foreach (var problem in CheckFile(path, settings, clients.ConvertAll(entry => entry.Client.ClientId)))
            {
                yield return new Problem(keycloak.Name, "WithRealmFile", $"{path}: {problem.What}", problem.Remedy);
            }
        }
    }

    private static List<(string What, string Remedy)> CheckFile(string path, KeycloakSettings settings, List<string> clientIds)
    {
        try
        {
            var json = KeycloakRealmFile.Parse(File.ReadAllText(path));
            return [.. FindWrongShapes(json), .. FindClashes(json, settings, clientIds), .. FindPlainSecrets(json)];
        }
        catch (JsonException error)
        {
            return [($"not a realm file: {error.Message.TrimEnd('.')}", "Mend the file.")];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return [("the file cannot be read", "Name a realm file, relative to the AppHost's folder.")];
        }
    }

    private static IEnumerable<(string, string)> FindWrongShapes(JsonObject json) =>
        s_lists.Where(key => json[key] is not (null or JsonArray)).Select(key => ($"'{key}' is not a list", "Mend the file."))
            .Concat(json["roles"] switch
            {
                null => [],
                JsonObject roles when roles["client"] is null or JsonObject => [],
                _ => [("'roles' is not an object with the objects 'realm' and 'client'", "Mend the file.")],
            });

    private static IEnumerable<(string, string)> FindClashes(JsonObject json, KeycloakSettings settings, List<string> clientIds)
    {
        if (KeycloakRealmFile.Text(json, "realm") is { } realm && realm != settings.Realm)
        {
            yield return ($"it is of the realm '{realm}', not of '{settings.Realm}'", "Name the same realm in AddKeycloak, or take 'realm' out of the file.");
        }

        foreach (var id in Names("clients", "clientId").Intersect(clientIds))
        {
            yield return ($"it has a client '{id}', which the graph has too", "Take it out of the file.");
        }

        foreach (var name in Names("users", "username").Intersect(settings.Users.Select(entry => entry.User.Name)))
        {
            yield return ($"it has a user '{name}', which WithUser adds too", "Take one of the two out.");
        }

        if (settings.GitHubClientId is not null && Names("identityProviders", "alias").Contains(KeycloakRealmWriter.GitHubAlias))
        {
            yield return ("it has an identity provider 'github', which WithGitHub adds too", "Take one of the two out.");
        }

        IEnumerable<string> Names(string list, string key) =>
            KeycloakRealmFile.List(json, list).Select(item => KeycloakRealmFile.Text(item, key)).OfType<string>();
    }

    // The file is published with everything in it.
    private static IEnumerable<(string, string)> FindPlainSecrets(JsonObject json)
    {
        var secrets = KeycloakRealmFile.List(json, "clients")
            .Select(client => ($"client '{KeycloakRealmFile.Text(client, "clientId")}'", KeycloakRealmFile.Text(client, "secret")))
            .Concat(from user in KeycloakRealmFile.List(json, "users")
                    from credential in KeycloakRealmFile.List(user, "credentials")
                    select ($"user '{KeycloakRealmFile.Text(user, "username")}'", KeycloakRealmFile.Text(credential, "value")))
            .Concat(from provider in KeycloakRealmFile.List(json, "identityProviders")
                    where provider["config"] is JsonObject
                    select ($"identity provider '{KeycloakRealmFile.Text(provider, "alias")}'",
                        KeycloakRealmFile.Text((JsonObject)provider["config"]!, "clientSecret")));
        return secrets
            .Where(secret => secret.Item2 is { } text && !(text.StartsWith("${", StringComparison.Ordinal) && text.EndsWith('}')))
            .Select(secret => ($"{secret.Item1} has a secret in plain text", "Write ${NAME}, and give the variable with WithEnvironment and a secret parameter."));
    }
}
