using OpenIddict.Abstractions;
using OpenIddict.Server;
using Observability.StandIns.Identity.Realms;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Observability.StandIns.Identity.Protocol;

/// <summary>
/// Decides whether a person may be sent somewhere after signing out: only to a URI that the application which asks has registered
/// (https://openid.net/specs/openid-connect-rpinitiated-1_0.html#RedirectionAfterLogout).
/// </summary>
internal sealed class LogoutRequestHandler(Realm realm) : IOpenIddictServerHandler<ValidateEndSessionRequestContext>
{
    /// <inheritdoc />
    public ValueTask HandleAsync(ValidateEndSessionRequestContext context)
    {
        if (string.IsNullOrEmpty(context.PostLogoutRedirectUri))
        {
            return ValueTask.CompletedTask;
        }

        var clientId = context.ClientId ?? context.IdentityTokenHintPrincipal?.GetAudiences().FirstOrDefault();
        if (clientId is null)
        {
            context.Reject(Errors.InvalidRequest, "Missing parameters: id_token_hint");
        }
        else if (realm.FindClient(clientId) is not { } client
            || !RealmClient.Matches(client.PostLogoutRedirectUris, context.PostLogoutRedirectUri))
        {
            context.Reject(Errors.InvalidRequest, "Invalid redirect uri");
        }

        return ValueTask.CompletedTask;
    }
}
