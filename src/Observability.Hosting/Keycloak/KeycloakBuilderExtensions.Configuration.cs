using Aspire.Hosting.ApplicationModel;
using Observability.Hosting.Keycloak;
using Observability.Hosting.Model;

namespace Aspire.Hosting;

/// <content>What a Keycloak is started with, once the graph is complete.</content>
public static partial class KeycloakBuilderExtensions
{
    private static async Task<string> WriteRealmAsync(
        IDistributedApplicationBuilder builder,
        IKeycloak keycloak,
        KeycloakSettings settings,
        ServerContext context,
        CancellationToken cancellationToken)
    {
        var clients = new List<KeycloakClient>();
        foreach (var (application, client) in KeycloakClients.Of(keycloak, builder.Resources))
        {
            // An application that nothing on this machine can run has no address that people could come from.
            if (context.IsCluster || application.CanRun())
            {
                var urls = await context
                    .GetPublicUrlsAsync(new EndpointReference(application, client.EndpointName), cancellationToken)
                    .ConfigureAwait(false);
                clients.Add(new KeycloakClient(
                    client.ClientId, KeycloakClients.SecretVariable(application), urls, client.RedirectPath, client.Roles));
            }
        }

        var users = context.IsCluster ? [] : settings.Users.Select(entry => entry.User).ToList();
        var github = settings.GitHubClientId is null ? null : new KeycloakGitHub(GitHubIdVariable, GitHubSecretVariable);
        var own = settings.RealmFile is { } path
            ? KeycloakRealmFile.Parse(await File.ReadAllTextAsync(path, cancellationToken).ConfigureAwait(false))
            : null;
        return KeycloakRealmWriter.Write(new KeycloakRealm(settings.Realm, clients, users, github), own);
    }

    private static IEnumerable<object> WriteArguments(IResourceBuilder<IKeycloak> keycloak, ServerContext context)
    {
        if (context.IsStandIn)
        {
            yield return "--import";
            yield return context.MapPath(KeycloakFacts.ImportFolder);
            yield return "--http";
            yield return context.ListenAddress(keycloak.GetEndpoint("http"));
            yield return "--management";
            yield return context.ListenAddress(keycloak.GetEndpoint(KeycloakFacts.ManagementEndpoint));
            yield break;
        }

        if (context.IsProcess)
        {
            yield return $"-D{KeycloakFacts.HomeProperty}={context.MapPath(KeycloakFacts.HomeFolder)}";
        }

        yield return context.IsCluster ? "start" : "start-dev";
        yield return "--import-realm";
    }

    private static async Task WriteEnvironmentAsync(
        IResourceBuilder<IKeycloak> keycloak,
        KeycloakSettings settings,
        SecretReference adminPassword,
        ServerContext context,
        IDictionary<string, object> variables,
        CancellationToken cancellationToken)
    {
        var http = keycloak.GetEndpoint("http");

        // What people see, whichever way a request comes; applications reach the token endpoint by the address they know.
        variables["KC_HOSTNAME"] = await context.GetPublicUrlAsync(http, cancellationToken).ConfigureAwait(false);
        foreach (var (application, client) in KeycloakClients.Of(keycloak.Resource, keycloak.ApplicationBuilder.Resources))
        {
            variables[KeycloakClients.SecretVariable(application)] = client.Secret.Parameter;
        }

        if (!context.IsCluster)
        {
            foreach (var (user, password) in settings.Users)
            {
                variables[user.PasswordVariable] = password.Parameter;
            }
        }

        if (settings is { GitHubClientId: { } id, GitHubClientSecret: { } secret })
        {
            variables[GitHubIdVariable] = id;
            variables[GitHubSecretVariable] = secret.Parameter;
        }

        if (context.IsStandIn)
        {
            return;
        }

        variables["KC_BOOTSTRAP_ADMIN_USERNAME"] = KeycloakFacts.AdminUser;
        variables["KC_BOOTSTRAP_ADMIN_PASSWORD"] = adminPassword.Parameter;
        variables["KC_HOSTNAME_BACKCHANNEL_DYNAMIC"] = "true";
        variables["KC_HTTP_ENABLED"] = "true";
        variables["KC_PROXY_HEADERS"] = "xforwarded";
        variables["KC_HEALTH_ENABLED"] = "true";
        variables["KC_METRICS_ENABLED"] = "true";
        variables["KC_CACHE"] = "local";
        variables["KC_DB"] = "dev-file";
        if (!context.IsCluster)
        {
            variables["JAVA_OPTS_KC_HEAP"] = KeycloakFacts.LaptopHeap;
        }

        if (context.IsProcess)
        {
            variables["KC_HTTP_HOST"] = context.ListenHost;
            variables["KC_HTTP_PORT"] = http.Property(EndpointProperty.TargetPort);
            variables["KC_HTTP_MANAGEMENT_HOST"] = context.ListenHost;
            variables["KC_HTTP_MANAGEMENT_PORT"] = keycloak.GetEndpoint(KeycloakFacts.ManagementEndpoint).Property(EndpointProperty.TargetPort);
        }
    }
}
