using System.Security.Claims;
using System.Text.Json.Nodes;
using Microsoft.IdentityModel.JsonWebTokens;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using Observability.StandIns.Identity.Realms;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Observability.StandIns.Identity.Protocol;

/// <summary>
/// Fills tokens as the realm's scopes and mappers say, each kind by itself: a code and a refresh token only say whose they are,
/// and every token is made of what the realm says when it is issued.
/// </summary>
internal sealed class TokenContentHandler(Realm realm, IdentityMetrics metrics) : IOpenIddictServerHandler<ProcessSignInContext>
{
    /// <summary>When the principals of all tokens are prepared and none of them is signed.</summary>
    public const int Order = 99_000;

    /// <inheritdoc />
    public ValueTask HandleAsync(ProcessSignInContext context)
    {
        if (context.EndpointType != OpenIddictServerEndpointType.Token
            || realm.FindClient(context.ClientId) is not { } client
            || realm.FindUser(context.Principal?.GetClaim(Claims.Subject)) is not { } user)
        {
            return ValueTask.CompletedTask;
        }

        var session = context.Principal!.GetClaim(SignInSession.ClaimName);
        Fill(context.AccessTokenPrincipal, client, user, session, ClaimTargets.AccessToken, "Bearer");
        Fill(context.IdentityTokenPrincipal, client, user, session, ClaimTargets.IdToken, "ID");
        context.IdentityTokenPrincipal?.SetClaim(Claims.AuthenticationTime, Seconds(context.Principal!.GetClaim(Claims.AuthenticationTime)));

        // Members of Keycloak's answer that OpenIddict leaves out.
        context.Parameters[Parameters.Scope] = string.Join(' ', context.AccessTokenPrincipal!.GetScopes());
        context.Parameters["session_state"] = session;
        context.Parameters["not-before-policy"] = 0;
        context.Parameters["refresh_expires_in"] = (long?)context.Principal!.GetRefreshTokenLifetime()?.TotalSeconds;
        metrics.TokensIssued(context.Request.GrantType!);
        return ValueTask.CompletedTask;
    }

    /// <summary>The scopes whose claims a token gets: those it shows, and the client's default ones that no token shows.</summary>
    public static HashSet<string> EffectiveScopes(ClaimsPrincipal principal, RealmClient client) =>
        principal.GetScopes().Union(client.DefaultScopes).ToHashSet(StringComparer.Ordinal);

    private static void Fill(
        ClaimsPrincipal? token, RealmClient client, RealmUser user, string? session, ClaimTargets target, string type)
    {
        if (token is null)
        {
            return;
        }

        token.SetClaim("typ", type).SetClaim("azp", client.Id).SetClaim(SignInSession.ClaimName, session);
        foreach (var (name, value) in TokenClaims.Create(client, user, EffectiveScopes(token, client), target))
        {
            switch (value)
            {
                case JsonValue text when text.TryGetValue<string>(out var content):
                    token.SetClaim(name, content);
                    break;
                case JsonValue flag when flag.TryGetValue<bool>(out var content):
                    token.SetClaim(name, content);
                    break;
                case JsonArray list:
                    // By hand: OpenIddict makes a plain text of a list of one.
                    token.RemoveClaims(name);
                    ((ClaimsIdentity)token.Identity!).AddClaim(new Claim(name, list.ToJsonString(), JsonClaimValueTypes.JsonArray));
                    break;
                default:
                    token.SetClaim(name, value);
                    break;
            }
        }
    }

    private static long? Seconds(string? text) =>
        long.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out var seconds) ? seconds : null;
}
