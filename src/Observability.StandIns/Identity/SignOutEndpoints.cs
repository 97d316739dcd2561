using Microsoft.AspNetCore;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Observability.StandIns.Identity.Pages;
using Observability.StandIns.Identity.Protocol;
using Observability.StandIns.Identity.Realms;
using OpenIddict.Abstractions;
using OpenIddict.Server.AspNetCore;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Observability.StandIns.Identity;

/// <summary>
/// Ends sessions. An application that shows an identity token of the person has its way; without one the person is asked, since
/// any page could lead a browser here.
/// </summary>
internal sealed class SignOutEndpoints(Realm realm, IdentityPaths paths, SignInStore store, IAntiforgery antiforgery, ILogger<SignOutEndpoints> logger)
{
    private const string Confirmed = "confirmed";

    /// <summary>Answers a logout request that OpenIddict has found valid.</summary>
    public async Task<IResult> LogoutAsync(HttpContext context)
    {
        var request = context.GetOpenIddictServerRequest()!;
        var cookie = await context.AuthenticateAsync(CookieAuthenticationDefaults.AuthenticationScheme).ConfigureAwait(false);
        var hint = await context.AuthenticateAsync(OpenIddictServerAspNetCoreDefaults.AuthenticationScheme).ConfigureAwait(false);

        // Without a hint the principal is there and empty.
        var hinted = hint.Principal?.GetClaim(SignInSession.ClaimName);
        if (hinted is null && cookie.Principal is not null && !await IsConfirmedAsync(context).ConfigureAwait(false))
        {
            return Ask(context, request);
        }

        store.End(hinted);
        store.End(cookie.Principal?.GetClaim(SignInSession.ClaimName));
        await context.SignOutAsync(CookieAuthenticationDefaults.AuthenticationScheme).ConfigureAwait(false);
        logger.LogInformation("A session was ended");
        return string.IsNullOrEmpty(request.PostLogoutRedirectUri)
            ? Results.Content(PageText.Page(realm.DisplayName, "You are logged out", "<p>You can close this page.</p>"), "text/html; charset=utf-8")
            : Results.SignOut(properties: null, [OpenIddictServerAspNetCoreDefaults.AuthenticationScheme]);
    }

    private async Task<bool> IsConfirmedAsync(HttpContext context) =>
        HttpMethods.IsPost(context.Request.Method)
        && context.Request.HasFormContentType
        && (await context.Request.ReadFormAsync(context.RequestAborted).ConfigureAwait(false)).ContainsKey(Confirmed)
        && await antiforgery.IsRequestValidAsync(context).ConfigureAwait(false);

    private IResult Ask(HttpContext context, OpenIddictRequest request)
    {
        SecurityHeaders.AllowFormTo(context, request.PostLogoutRedirectUri);
        var token = antiforgery.GetAndStoreTokens(context);
        var carried = string.Concat(new[] { Parameters.PostLogoutRedirectUri, Parameters.State, Parameters.ClientId }
            .Select(name => (Name: name, Value: (string?)request[name]))
            .Where(parameter => parameter.Value is not null)
            .Select(parameter => PageText.Hidden(parameter.Name, parameter.Value)));
        return Results.Content(
            PageText.Page(
                realm.DisplayName,
                "Do you want to log out?",
                $"""
                <form method="post" action="{PageText.Text(paths.Logout)}">
                {PageText.Hidden(token.FormFieldName, token.RequestToken)}
                {PageText.Hidden(Confirmed, "true")}
                {carried}
                <button type="submit">Log out</button>
                </form>
                """),
            "text/html; charset=utf-8");
    }
}
