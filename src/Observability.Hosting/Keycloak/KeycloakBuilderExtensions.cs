using System.Text.RegularExpressions;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Observability.Hosting.Backends;
using Observability.Hosting.Keycloak;
using Observability.Hosting.Model;
using Observability.Hosting.Validation;

namespace Aspire.Hosting;

/// <summary>Adds Keycloak to an AppHost.</summary>
public static partial class KeycloakBuilderExtensions
{
    /// <summary>
    /// Adds a Keycloak with one realm. Its clients are the applications of the graph that let people sign in with it: their
    /// verbs make the edges, the realm file is written from those that are there at the start.
    /// </summary>
    /// <remarks>
    /// Keycloak imports a realm only where it has none of that name: a persistent run keeps what its console changed, and takes
    /// no notice of applications that came later until its data is deleted. The first administrator is <c>admin</c>; the password
    /// is the parameter <c>&lt;name&gt;-bootstrap-password</c>. A publish runs it in production mode on its file database, for one replica.
    /// </remarks>
    /// <param name="builder">The AppHost.</param>
    /// <param name="name">Name of the resource.</param>
    /// <param name="port">
    /// Port on this machine; null (default) takes any free one, or in a persistent run 8080 where that is free.
    /// </param>
    /// <param name="realm">Name of the realm; it is part of every URL.</param>
    /// <exception cref="ArgumentException">The realm's name has other characters than letters, digits, hyphens and underscores.</exception>
    public static IResourceBuilder<IKeycloak> AddKeycloak(
        this IDistributedApplicationBuilder builder, string name, int? port = null, string realm = "observability")
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(realm);
        if (!RealmName().IsMatch(realm))
        {
            throw new ArgumentException($"'{realm}' is no name of a realm: use letters, digits, hyphens and underscores.", nameof(realm));
        }

        var settings = new KeycloakSettings(realm);
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IStackCheck, KeycloakCheck>());
        var keycloak = builder.AddServer<IKeycloak>(
                name,
                KeycloakFacts.Server,
                resourceName => new KeycloakContainer(resourceName),
                (resourceName, command, folder) => new KeycloakProcess(resourceName, command, folder),
                resourceName => new KeycloakStandIn(resourceName))
            .WithAnnotation(settings)
            .WithAnnotation(KeycloakFacts.Paths(realm))
            .WithAnnotation(new MetricsAnnotation(KeycloakFacts.ManagementEndpoint, KeycloakFacts.MetricsPath))
            .WithServerEndpoint(KeycloakFacts.Port, port)
            .WithServerEndpoint(KeycloakFacts.ManagementPort, name: KeycloakFacts.ManagementEndpoint)
            .WithProbes(
                Probe.Http(KeycloakFacts.ReadyPath, KeycloakFacts.ManagementEndpoint),
                Probe.Http(KeycloakFacts.LivePath, KeycloakFacts.ManagementEndpoint))
            .WithDataFolder(KeycloakFacts.DataFolder)
            .WithAnnotation(KeycloakKubernetes.Workload)
            .WithIconName("PersonKey");
        if (keycloak.Resource is KeycloakProcess process)
        {
            // A Keycloak does not start without this one; in its own home there is nothing in it.
            builder.CreateResourceBuilder(process).WithFolders(KeycloakFacts.ProvidersFolder);
        }

        var password = builder.AddSecret(keycloak.Resource, "bootstrap-password");
        return keycloak
            .WithConfigFile(new ConfigFile(
                KeycloakFacts.ImportPath(realm),
                (context, cancellationToken) => WriteRealmAsync(builder, keycloak.Resource, settings, context, cancellationToken)))
            .WithServerArgs(context => WriteArguments(keycloak, context))
            .WithServerEnvironment((context, variables, cancellationToken) =>
                WriteEnvironmentAsync(keycloak, settings, password, context, variables, cancellationToken));
    }

    private static KeycloakSettings GetSettings(IResourceBuilder<IKeycloak> builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.Resource.GetRequired<KeycloakSettings>();
    }

    [GeneratedRegex(@"^[A-Za-z0-9_-]+\z")]
    private static partial Regex RealmName();
}
