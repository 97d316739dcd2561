using OpenIddict.Abstractions;
using OpenIddict.Server;
using Observability.StandIns.Identity.Realms;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Observability.StandIns.Identity.Protocol;

/// <summary>
/// Decides whether a sign-in may begin. What makes the redirect URI untrustworthy is an error page for the person; everything
/// else goes back to the application as an error, as OpenID Connect wants it.
/// </summary>
internal sealed class AuthorizationRequestHandler(Realm realm)
    : IOpenIddictServerHandler<ValidateAuthorizationRequestContext>, IOpenIddictServerHandler<HandleAuthorizationRequestContext>
{
    /// <inheritdoc />
    public ValueTask HandleAsync(ValidateAuthorizationRequestContext context)
    {
        var client = realm.FindClient(context.ClientId);
        if (client is null)
        {
            context.Reject(Errors.InvalidRequest, "Client not found.");
        }
        else if (!RealmClient.Matches(client.RedirectUris, context.RedirectUri))
        {
            context.Reject(Errors.InvalidRequest, "Invalid parameter: redirect_uri");
        }

        return ValueTask.CompletedTask;
    }

    /// <inheritdoc />
    public ValueTask HandleAsync(HandleAuthorizationRequestContext context)
    {
        var client = realm.FindClient(context.Request.ClientId)!;
        if (!client.StandardFlow)
        {
            context.Reject(Errors.UnauthorizedClient, "Client is not allowed to initiate browser login with given response_type. Standard flow is disabled for the client.");
        }
        else if (client.RequiresS256 && string.IsNullOrEmpty(context.Request.CodeChallenge))
        {
            context.Reject(Errors.InvalidRequest, "Missing parameter: code_challenge_method");
        }
        else if (client.RequiresS256 && context.Request.CodeChallengeMethod != CodeChallengeMethods.Sha256)
        {
            context.Reject(Errors.InvalidRequest, "Invalid parameter: code challenge method is not matching the configured one");
        }
        else if (FindUnknownScope(client, context.Request) is not null)
        {
            context.Reject(Errors.InvalidScope, $"Invalid scopes: {context.Request.Scope}");
        }

        return ValueTask.CompletedTask;
    }

    private static string? FindUnknownScope(RealmClient client, OpenIddictRequest request) =>
        request.GetScopes().Except([Scopes.OpenId, .. client.DefaultScopes, .. client.OptionalScopes]).FirstOrDefault();
}
