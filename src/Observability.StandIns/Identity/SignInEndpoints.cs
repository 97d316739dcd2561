using System.Security.Claims;
using Microsoft.AspNetCore;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.Extensions.Primitives;
using Observability.StandIns.Identity.Pages;
using Observability.StandIns.Identity.Protocol;
using Observability.StandIns.Identity.Realms;
using OpenIddict.Abstractions;
using OpenIddict.Server.AspNetCore;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Observability.StandIns.Identity;

/// <summary>
/// The part of a sign-in that a person sees. The page's form carries the application's request along in its URL; after a
/// right password the browser is sent back to the authorization endpoint with it, where OpenIddict checks it as if it were new.
/// </summary>
internal sealed class SignInEndpoints(
    Realm realm,
    IdentityPaths paths,
    SignInStore store,
    LoginAttempts attempts,
    IAntiforgery antiforgery,
    IdentityMetrics metrics,
    TimeProvider clock,
    ILogger<SignInEndpoints> logger)
{
    private const string ProviderHint = "kc_idp_hint";

    /// <summary>Answers an authorization request that OpenIddict has found valid.</summary>
    public async Task<IResult> AuthorizeAsync(HttpContext context)
    {
        var request = context.GetOpenIddictServerRequest()!;
        if (realm.IdentityProviders.Any(provider => provider.Alias == (string?)request[ProviderHint]))
        {
            NotSupported.Mark(context, "identity brokering (kc_idp_hint)");
            return Results.StatusCode(StatusCodes.Status501NotImplemented);
        }

        var session = await GetSessionAsync(context).ConfigureAwait(false);
        var user = realm.FindUser(session?.Subject);
        if (session is null || user is null || request.HasPromptValue(PromptValues.Login) || IsTooOld(session, request.MaxAge))
        {
            return request.HasPromptValue(PromptValues.None) ? RefuseSilently() : ShowForm(context, Describe(request), userName: null, failed: false);
        }

        return Results.SignIn(CreatePrincipal(request, session, user), properties: null, OpenIddictServerAspNetCoreDefaults.AuthenticationScheme);
    }

    /// <summary>Takes user name and password.</summary>
    public async Task<IResult> AuthenticateAsync(HttpContext context)
    {
        IFormCollection form;
        try
        {
            form = await context.Request.ReadFormAsync(context.RequestAborted).ConfigureAwait(false);
        }
        catch (InvalidOperationException)
        {
            // Not a form at all.
            return Results.StatusCode(StatusCodes.Status400BadRequest);
        }

        if (!await antiforgery.IsRequestValidAsync(context).ConfigureAwait(false))
        {
            // A bookmark, an old page, or a form of another site.
            return Results.StatusCode(StatusCodes.Status400BadRequest);
        }

        var name = form["username"].ToString().Trim();
        var user = FindUser(name);
        var good = attempts.Check(user, form["password"]);
        metrics.LoginTried(good);
        if (user is null || !good)
        {
            logger.LogWarning("Somebody failed to sign in");
            return ShowForm(context, [.. context.Request.Query], name, failed: true);
        }

        var earlier = await GetSessionAsync(context).ConfigureAwait(false);
        var session = store.Begin(user, earlier);
        await context.SignInAsync(
            CookieAuthenticationDefaults.AuthenticationScheme,
            new ClaimsPrincipal(new ClaimsIdentity([new Claim(SignInSession.ClaimName, session.Id)], CookieAuthenticationDefaults.AuthenticationScheme)))
            .ConfigureAwait(false);
        logger.LogInformation("User {User} signed in", user.Name);

        // The person has just signed in: a request to ask again is done with.
        var rest = context.Request.Query.Where(parameter => !(parameter.Key == Parameters.Prompt && parameter.Value == PromptValues.Login));
        return Results.LocalRedirect("~" + paths.Authorization + QueryString.Create(rest));
    }

    private RealmUser? FindUser(string name) => realm.Users.FirstOrDefault(user => user.Enabled
        && (string.Equals(user.Name, name, StringComparison.OrdinalIgnoreCase)
            || (realm.SignInWithEmail && user.Email is not null && string.Equals(user.Email, name, StringComparison.OrdinalIgnoreCase))));

    private async Task<SignInSession?> GetSessionAsync(HttpContext context)
    {
        var cookie = await context.AuthenticateAsync(CookieAuthenticationDefaults.AuthenticationScheme).ConfigureAwait(false);
        return store.Use(cookie.Principal?.GetClaim(SignInSession.ClaimName));
    }

    private bool IsTooOld(SignInSession session, long? maxAge) =>
        maxAge is { } seconds && (clock.GetUtcNow() - session.Started).TotalSeconds > seconds;

    private IResult ShowForm(HttpContext context, IReadOnlyList<KeyValuePair<string, StringValues>> parameters, string? userName, bool failed)
    {
        var values = parameters.ToDictionary(StringComparer.Ordinal);
        var redirectUri = values.GetValueOrDefault(Parameters.RedirectUri).ToString();
        if (realm.FindClient(values.GetValueOrDefault(Parameters.ClientId)) is { } client && RealmClient.Matches(client.RedirectUris, redirectUri))
        {
            SecurityHeaders.AllowFormTo(context, redirectUri);
        }

        var action = paths.Authenticate + QueryString.Create(parameters);
        return Results.Content(
            LoginPage.Write(realm, action, antiforgery.GetAndStoreTokens(context), userName, failed), "text/html; charset=utf-8");
    }

    private static List<KeyValuePair<string, StringValues>> Describe(OpenIddictRequest request) =>
        [.. request.GetParameters().Select(parameter => KeyValuePair.Create(parameter.Key, (StringValues)(string?)parameter.Value))];

    private static IResult RefuseSilently() => Results.Forbid(
        new AuthenticationProperties(new Dictionary<string, string?>
        {
            [OpenIddictServerAspNetCoreConstants.Properties.Error] = Errors.LoginRequired,
            [OpenIddictServerAspNetCoreConstants.Properties.ErrorDescription] = "User is not logged in",
        }),
        [OpenIddictServerAspNetCoreDefaults.AuthenticationScheme]);

    private ClaimsPrincipal CreatePrincipal(OpenIddictRequest request, SignInSession session, RealmUser user)
    {
        var client = realm.FindClient(request.ClientId)!;
        var scopes = request.GetScopes();

        // What Keycloak shows as granted: of the default scopes only these two (https://www.keycloak.org/docs/latest/server_admin/#_client_scopes).
        string[] shown = [.. scopes.Except(client.DefaultScopes), .. client.DefaultScopes.Intersect([Scopes.Profile, Scopes.Email])];
        var offline = shown.Contains(Scopes.OfflineAccess);
        var grant = store.Give(session, offline);
        var principal = new ClaimsPrincipal(new ClaimsIdentity(OpenIddictServerAspNetCoreDefaults.AuthenticationScheme));
        return principal
            .SetClaim(Claims.Subject, user.Id)
            .SetClaim(SignInSession.ClaimName, session.Id)
            .SetClaim(Claims.AuthenticationTime, session.Started.ToUnixTimeSeconds())
            .SetScopes(shown)
            .SetAuthorizationId(grant.Id)
            .SetRefreshTokenLifetime(offline ? realm.Lifetimes.OfflineIdle : realm.Lifetimes.SessionIdle);
    }
}
