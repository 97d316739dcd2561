using Aspire.Hosting.ApplicationModel;
using Observability.Hosting.Backends;
using Observability.Hosting.Grafana;
using Observability.Hosting.Model;

namespace Aspire.Hosting;

public static partial class GrafanaBuilderExtensions
{
    private const string ClientSecretPath = $"{GrafanaFacts.SecretsFolder}/oidc-secret";

    /// <summary>
    /// Lets people sign in at an identity provider with OpenID Connect (authorization code with PKCE). Grafana becomes its
    /// client <c>&lt;name&gt;</c> with the roles admin, editor and viewer; whoever has none of them is turned away.
    /// </summary>
    /// <param name="builder">The Grafana.</param>
    /// <param name="provider">The identity provider.</param>
    /// <exception cref="ArgumentException">People sign in at another provider already.</exception>
    public static IResourceBuilder<IGrafana> WithSignIn(
        this IResourceBuilder<IGrafana> builder, IResourceBuilder<IIdentityProvider> provider)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(provider);
        var grafana = builder.Resource;
        if (grafana.GetEdges(EdgeKind.SignIn).FirstOrDefault() is { } edge)
        {
            return ReferenceEquals(edge.To.Resource, provider.Resource)
                ? builder
                : throw new ArgumentException($"People sign in to '{grafana.Name}' at '{edge.To.Resource.Name}' already.", nameof(provider));
        }

        var secret = builder.ApplicationBuilder.AddSecret(grafana, "oidc-secret");
        return builder
            .WithAnnotation(new OidcClientAnnotation(new OidcClient(grafana.Name, secret, GrafanaFacts.RedirectPath, GrafanaFacts.Roles)))
            .WithConfigFile(ConfigFile.FromSecret(ClientSecretPath, secret))
            .WithEdge(EdgeKind.SignIn, provider.GetEndpoint(provider.Resource.GetRequired<IdentityProviderAnnotation>().EndpointName));
    }

    /// <summary>
    /// Says whether the page for signing in asks for a name and a password of Grafana's own. Default: it does, except in a
    /// cluster where people sign in at an identity provider. The administrator's password works for the API either way.
    /// </summary>
    /// <param name="builder">The Grafana.</param>
    /// <param name="shown">True to show it.</param>
    public static IResourceBuilder<IGrafana> WithLoginForm(this IResourceBuilder<IGrafana> builder, bool shown = true)
    {
        ArgumentNullException.ThrowIfNull(builder);
        GetSettings(builder.Resource).LoginForm = shown;
        return builder;
    }

    private static async Task<GrafanaSignIn?> GetSignInAsync(
        IGrafana grafana, string url, ServerContext context, CancellationToken cancellationToken)
    {
        if (grafana.GetEdges(EdgeKind.SignIn).FirstOrDefault() is not { } edge)
        {
            return null;
        }

        // The browser goes where people see the provider, Grafana's server where it reaches it.
        var paths = edge.To.Resource.GetRequired<IdentityProviderAnnotation>();
        var client = grafana.GetRequired<OidcClientAnnotation>().Client;
        var browser = await context.GetPublicUrlAsync(edge.To, cancellationToken).ConfigureAwait(false);
        var server = await context.GetUrlAsync(edge.To, cancellationToken).ConfigureAwait(false);
        var back = Uri.EscapeDataString($"{url}/login");
        return new GrafanaSignIn(
            ToTitle(edge.To.Resource.Name),
            client.ClientId,
            context.MapPath(ClientSecretPath),
            browser + paths.AuthorizationPath,
            server + paths.TokenPath,
            server + paths.UserInfoPath,
            $"{browser}{paths.LogoutPath}?client_id={Uri.EscapeDataString(client.ClientId)}&post_logout_redirect_uri={back}");
    }

    private static string ToTitle(string name) => char.ToUpperInvariant(name[0]) + name[1..];
}
