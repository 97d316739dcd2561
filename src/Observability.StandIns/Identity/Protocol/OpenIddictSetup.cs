using System.Security.Cryptography;
using Microsoft.IdentityModel.Tokens;
using Observability.StandIns.Identity.Realms;
using OpenIddict.Server;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Observability.StandIns.Identity.Protocol;

/// <summary>
/// OpenIddict in degraded mode: the realm file is the store of applications, so there is none of OpenIddict's own. That mode
/// leaves to the application what a store would decide (redirect URIs, client secrets, codes that come twice, sign-outs); the
/// handlers of this folder do. OpenIddict parses, checks PKCE, presenters, signatures and times, and makes the tokens. Entity
/// Framework's in-memory provider would be the other way: a second copy of the realm, and as much again to start and to keep.
/// </summary>
internal static class OpenIddictSetup
{
    /// <summary>Adds the server.</summary>
    public static void AddOpenIdConnect(
        this IServiceCollection services, Realm realm, IdentityArguments arguments, IdentityPaths paths, Task<RSA> signingKey) =>
        services.AddOpenIddict().AddServer(server =>
        {
            server.EnableDegradedMode()
                .SetIssuer(new Uri(arguments.PublicUrl + paths.Root))
                .SetConfigurationEndpointUris(Relative(paths.Configuration))
                .SetJsonWebKeySetEndpointUris(Relative(paths.Certificates))
                .SetAuthorizationEndpointUris(Relative(paths.Authorization))
                .SetTokenEndpointUris(Relative(paths.Token))
                .SetUserInfoEndpointUris(Relative(paths.UserInfo))
                .SetEndSessionEndpointUris(Relative(paths.Logout))
                .AllowAuthorizationCodeFlow()
                .AllowRefreshTokenFlow()
                .SetAuthorizationCodeLifetime(realm.Lifetimes.Code)
                .SetAccessTokenLifetime(realm.Lifetimes.AccessToken)
                .SetIdentityTokenLifetime(realm.Lifetimes.AccessToken)
                .SetRefreshTokenLifetime(realm.Lifetimes.SessionIdle)
                // Scopes are checked client by client; these are named in the discovery document.
                .DisableScopeValidation()
                .RegisterScopes(Scopes.OpenId, Scopes.Profile, Scopes.Email, Scopes.OfflineAccess)
                .RegisterClaims(
                    Claims.AuthenticationTime, Claims.Name, Claims.GivenName, Claims.FamilyName, Claims.PreferredUsername, Claims.Email)
                // Applications read Keycloak's access tokens, which are signed only. Codes and refresh tokens stay encrypted.
                .DisableAccessTokenEncryption()
                .AddEncryptionKey(new SymmetricSecurityKey(RandomNumberGenerator.GetBytes(32)));
            server.Configure(options => Configure(options, signingKey.GetAwaiter().GetResult()));
            server.UseAspNetCore()
                .EnableAuthorizationEndpointPassthrough()
                .EnableEndSessionEndpointPassthrough()
                .EnableStatusCodePagesIntegration()
                // As with KC_HTTP_ENABLED: the laptop has no certificates.
                .DisableTransportSecurityRequirement();

            Add<AuthorizationRequestHandler, ValidateAuthorizationRequestContext>(server);
            Add<AuthorizationRequestHandler, HandleAuthorizationRequestContext>(server);
            Add<TokenRequestHandler, ValidateTokenRequestContext>(server, TokenRequestHandler.Order);
            Add<CodeRedemptionHandler, ValidateTokenRequestContext>(server, CodeRedemptionHandler.Order);
            Add<GrantCheckHandler, ValidateTokenContext>(server, GrantCheckHandler.Order);
            Add<RefreshTokenHandler, ProcessSignInContext>(server, RefreshTokenHandler.Order);
            Add<TokenContentHandler, ProcessSignInContext>(server, TokenContentHandler.Order);
            Add<NotSupportedResponseHandler, ApplyTokenResponseContext>(server, NotSupportedResponseHandler.Order);
            Add<UserInfoHandler, HandleUserInfoRequestContext>(server);
            Add<LogoutRequestHandler, ValidateEndSessionRequestContext>(server);
            Add<ConfigurationHandler, HandleConfigurationRequestContext>(server);
        });

    // OpenIddict reads its options when the first request comes.
    private static void Configure(OpenIddictServerOptions options, RSA signingKey)
    {
        var key = new RsaSecurityKey(signingKey) { KeyId = Base64UrlEncoder.Encode(RandomNumberGenerator.GetBytes(32)) };
        options.SigningCredentials.Add(new SigningCredentials(key, SecurityAlgorithms.RsaSha256));

        // What is offered by default and not done here.
        options.ClientAuthenticationMethods.Remove(ClientAuthenticationMethods.PrivateKeyJwt);
        options.PromptValues.ExceptWith([PromptValues.Consent, PromptValues.SelectAccount]);
    }

    private static void Add<THandler, TContext>(OpenIddictServerBuilder server, int order = 0)
        where THandler : class, IOpenIddictServerHandler<TContext>
        where TContext : BaseContext =>
        server.AddEventHandler<TContext>(handler => handler.UseSingletonHandler<THandler>().SetOrder(order));

    private static string Relative(string path) => path[1..];
}
