using OpenIddict.Abstractions;
using OpenIddict.Server;
using Observability.StandIns.Identity.Realms;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;
using static OpenIddict.Server.OpenIddictServerHandlers;

namespace Observability.StandIns.Identity.Protocol;

/// <summary>Takes a code once, whether or not its verifier turns out to be right.</summary>
internal sealed class CodeRedemptionHandler(Realm realm, SignInStore store) : IOpenIddictServerHandler<ValidateTokenRequestContext>
{
    /// <summary>After the code has been found genuine, before its verifier is compared.</summary>
    public static int Order => Exchange.ValidateAuthentication.Descriptor.Order + 500;

    /// <inheritdoc />
    public ValueTask HandleAsync(ValidateTokenRequestContext context)
    {
        if (!context.Request.IsAuthorizationCodeGrantType())
        {
            return ValueTask.CompletedTask;
        }

        var code = context.AuthorizationCodePrincipal!;
        if (!store.Redeem(code.GetAuthorizationId()))
        {
            context.Reject(Errors.InvalidGrant, "Code not valid");
        }
        else if (code.HasScope(Scopes.OfflineAccess)
            && realm.FindUser(code.GetClaim(Claims.Subject))?.RealmRoles.Contains(Scopes.OfflineAccess) != true)
        {
            context.Reject("not_allowed", "Offline tokens not allowed for the user or client");
        }

        return ValueTask.CompletedTask;
    }
}
