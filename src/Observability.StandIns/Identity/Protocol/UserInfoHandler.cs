using OpenIddict.Abstractions;
using OpenIddict.Server;
using Observability.StandIns.Identity.Realms;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Observability.StandIns.Identity.Protocol;

/// <summary>Answers whose an access token is, with the claims that the realm's mappers have for this place.</summary>
internal sealed class UserInfoHandler(Realm realm) : IOpenIddictServerHandler<HandleUserInfoRequestContext>
{
    /// <inheritdoc />
    public ValueTask HandleAsync(HandleUserInfoRequestContext context)
    {
        var token = context.AccessTokenPrincipal!;
        if (!token.HasScope(Scopes.OpenId))
        {
            context.Reject(Errors.InsufficientScope, "Missing openid scope");
        }
        else if (realm.FindClient(token.GetClaim(Claims.ClientId)) is { } client
            && realm.FindUser(token.GetClaim(Claims.Subject)) is { } user)
        {
            foreach (var (name, value) in TokenClaims.Create(
                client, user, TokenContentHandler.EffectiveScopes(token, client), ClaimTargets.UserInfo))
            {
                context.Claims[name] = new OpenIddictParameter(value);
            }
        }
        else
        {
            context.Reject(Errors.InvalidToken, "User or client not found");
        }

        return ValueTask.CompletedTask;
    }
}
