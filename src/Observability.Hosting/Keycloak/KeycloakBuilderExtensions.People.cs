using System.Text.RegularExpressions;
using Aspire.Hosting.ApplicationModel;
using Observability.Hosting.Backends;
using Observability.Hosting.Keycloak;
using Observability.Hosting.Model;

namespace Aspire.Hosting;

/// <content>Who can sign in.</content>
public static partial class KeycloakBuilderExtensions
{
    private const string GitHubIdParameter = "github-client-id";
    private const string GitHubSecretParameter = "github-client-secret";
    private const string GitHubIdVariable = "GITHUB_CLIENT_ID";
    private const string GitHubSecretVariable = "GITHUB_CLIENT_SECRET";

    /// <summary>
    /// Adds a person who can sign in on the laptop; a publish leaves it out. The password is generated, or the parameter
    /// <c>&lt;keycloak&gt;-&lt;name&gt;-password</c>.
    /// </summary>
    /// <param name="builder">The Keycloak.</param>
    /// <param name="name">User name: lower-case letters, digits and single hyphens.</param>
    /// <param name="role">Role in every application that has one of this name, for example <c>admin</c>.</param>
    /// <param name="email">E-mail address; null (default) for <c>&lt;name&gt;@example.org</c>, since applications ask for one.</param>
    /// <exception cref="ArgumentException">The name has other characters, or is there already.</exception>
    public static IResourceBuilder<IKeycloak> WithUser(
        this IResourceBuilder<IKeycloak> builder, string name, string role, string? email = null)
    {
        var settings = GetSettings(builder);
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentException.ThrowIfNullOrEmpty(role);
        if (!UserName().IsMatch(name))
        {
            throw new ArgumentException($"'{name}' is no user name: use lower-case letters, digits and single hyphens, a letter first.", nameof(name));
        }

        if (settings.Users.Exists(entry => entry.User.Name == name))
        {
            throw new ArgumentException($"'{builder.Resource.Name}' has a user '{name}' already.", nameof(name));
        }

        if (builder.ApplicationBuilder.ExecutionContext.IsRunMode)
        {
            var password = builder.ApplicationBuilder.AddSecret(builder.Resource, $"{name}-password");
            var variable = $"USER_{name.ToUpperInvariant().Replace('-', '_')}_PASSWORD";
            settings.Users.Add((new KeycloakUser(name, role, email ?? $"{name}@example.org", variable), password));
        }

        return builder;
    }

    /// <summary>
    /// Lets people sign in with their GitHub account as well; who comes that way for the first time gets the least role of every
    /// application. The OAuth application at GitHub needs the callback
    /// <c>&lt;public URL&gt;/realms/&lt;realm&gt;/broker/github/endpoint</c>.
    /// </summary>
    /// <param name="builder">The Keycloak.</param>
    /// <param name="clientId">Client identifier of the OAuth application.</param>
    /// <param name="clientSecret">Its client secret.</param>
    /// <exception cref="ArgumentException"><paramref name="clientSecret"/> is not marked as secret.</exception>
    public static IResourceBuilder<IKeycloak> WithGitHub(
        this IResourceBuilder<IKeycloak> builder,
        IResourceBuilder<ParameterResource> clientId,
        IResourceBuilder<ParameterResource> clientSecret)
    {
        var settings = GetSettings(builder);
        ArgumentNullException.ThrowIfNull(clientId);
        ArgumentNullException.ThrowIfNull(clientSecret);
        settings.GitHubClientSecret = new SecretReference(clientSecret.Resource);
        settings.GitHubClientId = clientId.Resource;
        return builder;
    }

    /// <summary>
    /// Lets people sign in with GitHub where <c>Parameters:github-client-id</c> and <c>Parameters:github-client-secret</c> are
    /// configured; one of the two alone is reported before the start. A publish always has it: what it writes does not depend on
    /// the machine that publishes, and a cluster gets the values with its other secrets.
    /// </summary>
    public static IResourceBuilder<IKeycloak> WithGitHubWhereConfigured(this IResourceBuilder<IKeycloak> builder)
    {
        var settings = GetSettings(builder);
        var application = builder.ApplicationBuilder;
        var hasId = !string.IsNullOrEmpty(application.Configuration[$"Parameters:{GitHubIdParameter}"]);
        var hasSecret = !string.IsNullOrEmpty(application.Configuration[$"Parameters:{GitHubSecretParameter}"]);
        if (application.ExecutionContext.IsRunMode && !(hasId && hasSecret))
        {
            settings.MissingGitHubParameter = hasId ? GitHubSecretParameter : hasSecret ? GitHubIdParameter : null;
            return builder;
        }

        return application.ExecutionContext.IsPublishMode
            ? builder.WithGitHub(application.AddClusterSecret(GitHubIdParameter), application.AddClusterSecret(GitHubSecretParameter))
            : builder.WithGitHub(application.AddParameter(GitHubIdParameter), application.AddParameter(GitHubSecretParameter, secret: true));
    }

    /// <summary>
    /// Takes further settings of the realm from a file of the form that Keycloak exports. The applications, users and identity
    /// providers of the graph are added to those in it; a clash is reported before the start. The file holds no secret in plain
    /// text: write <c>${NAME}</c> and give the variable with <c>WithEnvironment</c>.
    /// </summary>
    /// <param name="builder">The Keycloak.</param>
    /// <param name="path">The file; relative to the AppHost's directory.</param>
    public static IResourceBuilder<IKeycloak> WithRealmFile(this IResourceBuilder<IKeycloak> builder, string path)
    {
        var settings = GetSettings(builder);
        ArgumentException.ThrowIfNullOrEmpty(path);
        settings.RealmFile = Path.GetFullPath(path, builder.ApplicationBuilder.AppHostDirectory);
        return builder;
    }

    // The name becomes part of a parameter's name and of a variable's, and must stay distinct in both.
    [GeneratedRegex(@"^[a-z](-?[a-z0-9])*\z")]
    private static partial Regex UserName();
}
