using OpenIddict.Server;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Observability.StandIns.Identity.Protocol;

/// <summary>
/// Names the addresses as Keycloak does with <c>hostname-backchannel-dynamic</c>: what a browser opens lies under the public URL,
/// the rest under the address that the asking application has used (https://www.keycloak.org/server/hostname).
/// </summary>
internal sealed class ConfigurationHandler(IdentityArguments arguments, IdentityPaths paths)
    : IOpenIddictServerHandler<HandleConfigurationRequestContext>
{
    /// <inheritdoc />
    public ValueTask HandleAsync(HandleConfigurationRequestContext context)
    {
        context.AuthorizationEndpoint = new Uri(arguments.PublicUrl + paths.Authorization);
        context.EndSessionEndpoint = new Uri(arguments.PublicUrl + paths.Logout);
        return ValueTask.CompletedTask;
    }
}
