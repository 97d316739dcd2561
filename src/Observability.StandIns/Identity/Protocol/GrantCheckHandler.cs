using OpenIddict.Abstractions;
using OpenIddict.Server;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;
using static OpenIddict.Server.OpenIddictServerHandlers;

namespace Observability.StandIns.Identity.Protocol;

/// <summary>
/// Refuses codes and tokens whose grant is over: the person has signed out, or a code was used twice. Identity tokens are
/// exempt; as a hint they only say who wants to sign out.
/// </summary>
internal sealed class GrantCheckHandler(SignInStore store) : IOpenIddictServerHandler<ValidateTokenContext>
{
    /// <summary>After signature, type and time.</summary>
    public static int Order => Protection.ValidateExpirationDate.Descriptor.Order + 500;

    /// <inheritdoc />
    public ValueTask HandleAsync(ValidateTokenContext context)
    {
        if (!context.Principal!.HasTokenType(TokenTypeIdentifiers.IdentityToken)
            && !store.IsGood(context.Principal!.GetAuthorizationId()))
        {
            context.Reject(Errors.InvalidToken, "Session not active");
        }

        return ValueTask.CompletedTask;
    }
}
