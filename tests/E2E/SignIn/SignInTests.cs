using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Observability.E2E.SignIn;

/// <summary>
/// A person goes through the gateway to Grafana's page, signs in at the identity provider, comes back with the right role
/// and logs out: in the AppHost's own graph, from the very files that Grafana, Keycloak and Traefik get. Grafana itself is
/// played by a double (tests/Doubles/GrafanaDouble).
/// </summary>
[Tier(Tier.Browser)]
public sealed class SignInTests(SignInFixture stack) : IClassFixture<SignInFixture>
{
    [Theory]
    [InlineData("admin", "Admin")]
    [InlineData("editor", "Editor")]
    [InlineData("viewer", "Viewer")]
    public Task SignIn_ThroughTheGateway_ComesBackWithTheRoleAndLogsOut(string user, string role) => stack.Browser.BrowseAsync(async page =>
    {
        await SignInAsync(page, user, SignInFixture.Password);

        await Expect(page).ToHaveURLAsync(stack.Page);
        await Expect(page.Locator("#login")).ToHaveTextAsync(user);
        await Expect(page.Locator("#role")).ToHaveTextAsync(role);

        await page.GotoAsync(stack.Page + "refresh");
        await Expect(page.Locator("#refresh")).ToHaveTextAsync("200");

        await page.GotoAsync(stack.Page);
        await page.GetByRole(AriaRole.Link, new() { Name = "Sign out" }).ClickAsync();
        await Expect(page).ToHaveURLAsync(new Regex(Regex.Escape(stack.Page + "login")));

        // The session at the identity provider is over, too: it asks for the password again.
        await page.GotoAsync(stack.Page);
        await page.GetByRole(AriaRole.Link, new() { Name = "Sign in with" }).ClickAsync();
        await Expect(page.GetByLabel("Password")).ToBeVisibleAsync();
    });

    [Fact]
    public Task SignIn_WrongPassword_StaysAtTheProviderAndSaysNotWhatWasWrong() => stack.Browser.BrowseAsync(async page =>
    {
        await SignInAsync(page, "viewer", "wrong");

        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync(new Regex("username or password", RegexOptions.IgnoreCase));
        await Expect(page.GetByLabel("Password")).ToBeVisibleAsync();
    });

    private async Task SignInAsync(IPage page, string user, string password)
    {
        await page.GotoAsync(stack.Page);
        await page.GetByRole(AriaRole.Link, new() { Name = "Sign in with" }).ClickAsync();
        await page.GetByLabel("Username").FillAsync(user);
        await page.GetByLabel("Password").FillAsync(password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
    }
}
