using Microsoft.AspNetCore;
using OpenIddict.Server;
using Observability.StandIns.Identity.Realms;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Observability.StandIns.Identity.Protocol;

/// <summary>Decides whether an application may have tokens, before OpenIddict looks at what it exchanges for them.</summary>
internal sealed class TokenRequestHandler(Realm realm) : IOpenIddictServerHandler<ValidateTokenRequestContext>
{
    /// <summary>Before everything else: an application that is not who it says it is learns nothing.</summary>
    public const int Order = int.MinValue + 50_000;

    // Keycloak's other grants (https://www.keycloak.org/securing-apps/oidc-layers#_supported_grant_types).
    private static readonly Dictionary<string, string> s_otherGrants = new(StringComparer.Ordinal)
    {
        ["urn:ietf:params:oauth:grant-type:device_code"] = "device authorization",
        ["urn:openid:params:grant-type:ciba"] = "client-initiated backchannel authentication (CIBA)",
        ["urn:ietf:params:oauth:grant-type:token-exchange"] = "token exchange",
        ["urn:ietf:params:oauth:grant-type:jwt-bearer"] = "the JWT bearer grant",
        ["urn:ietf:params:oauth:grant-type:uma-ticket"] = "authorization services (UMA)",
    };

    /// <inheritdoc />
    public ValueTask HandleAsync(ValidateTokenRequestContext context)
    {
        var client = realm.FindClient(context.Request.ClientId);

        // Compared in any case, so that the answer takes as long for a client that there is as for one that there is not.
        var secretFits = (client?.Secret ?? RealmPassword.Nobody).Matches(context.Request.ClientSecret);
        if (client is null || (client.Secret is not null && !secretFits))
        {
            context.Reject(Errors.InvalidClient, "Invalid client or Invalid client credentials");
            return ValueTask.CompletedTask;
        }

        switch (context.Request.GrantType)
        {
            case GrantTypes.Password when !client.DirectGrants:
                context.Reject(Errors.UnauthorizedClient, "Client not allowed for direct access grants");
                break;
            case GrantTypes.ClientCredentials when !client.ServiceAccounts:
                context.Reject(Errors.UnauthorizedClient, "Client not enabled to retrieve service account");
                break;
            case GrantTypes.Password:
                RejectAsNotSupported(context, "the password grant");
                break;
            case GrantTypes.ClientCredentials:
                RejectAsNotSupported(context, "the client credentials grant");
                break;
            case { } other when s_otherGrants.TryGetValue(other, out var feature):
                RejectAsNotSupported(context, feature);
                break;
        }

        return ValueTask.CompletedTask;
    }

    private static void RejectAsNotSupported(ValidateTokenRequestContext context, string feature)
    {
        NotSupported.Mark(context.Transaction.GetHttpRequest()!.HttpContext, feature);
        context.Reject("not_implemented", NotSupported.Describe(feature));
    }
}
