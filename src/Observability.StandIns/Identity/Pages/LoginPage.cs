using Microsoft.AspNetCore.Antiforgery;
using Observability.StandIns.Identity.Realms;

namespace Observability.StandIns.Identity.Pages;

/// <summary>The page that asks for user name and password. Its fields are named as Keycloak's.</summary>
internal static class LoginPage
{
    /// <summary>Writes the page.</summary>
    /// <param name="realm">The realm.</param>
    /// <param name="action">Where the form goes, with the request that is to continue.</param>
    /// <param name="token">Token against forged forms.</param>
    /// <param name="userName">What was typed before.</param>
    /// <param name="failed">True after a wrong password; what of the two was wrong is not said.</param>
    public static string Write(Realm realm, string action, AntiforgeryTokenSet token, string? userName, bool failed)
    {
        var alert = failed ? PageText.Alert("Invalid username or password.") : string.Empty;
        var others = realm.IdentityProviders.Count == 0
            ? string.Empty
            : $"<p>Keycloak would offer {PageText.Text(string.Join(", ", realm.IdentityProviders.Select(provider => provider.DisplayName)))} here as well; the stand-in does not.</p>";
        return PageText.Page(
            realm.DisplayName,
            $"Sign in to {realm.DisplayName}",
            $"""
            {alert}
            <form method="post" action="{PageText.Text(action)}">
            {PageText.Hidden(token.FormFieldName, token.RequestToken)}
            <label for="username">Username</label>
            <input id="username" name="username" value="{PageText.Text(userName)}" autocomplete="username" autocapitalize="none" spellcheck="false" required autofocus>
            <label for="password">Password</label>
            <input id="password" name="password" type="password" autocomplete="current-password" required>
            <button type="submit">Sign in</button>
            </form>
            {others}
            """);
    }
}
