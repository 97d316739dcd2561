using OpenIddict.Server;
using static OpenIddict.Server.OpenIddictServerEvents;
using static OpenIddict.Server.OpenIddictServerHandlers;

namespace Observability.StandIns.Identity.Protocol;

/// <summary>
/// Gives a refresh token with every access token, as Keycloak does: without the scope <c>offline_access</c> it lasts no longer
/// than the session.
/// </summary>
internal sealed class RefreshTokenHandler : IOpenIddictServerHandler<ProcessSignInContext>
{
    /// <summary>After OpenIddict has decided which tokens to make.</summary>
    public static int Order => EvaluateGeneratedTokens.Descriptor.Order + 500;

    /// <inheritdoc />
    public ValueTask HandleAsync(ProcessSignInContext context)
    {
        if (context.EndpointType == OpenIddictServerEndpointType.Token)
        {
            context.GenerateRefreshToken = context.IncludeRefreshToken = true;
        }

        return ValueTask.CompletedTask;
    }
}
