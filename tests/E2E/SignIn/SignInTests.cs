using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Observability.E2E.Grafana;
using static Microsoft.Playwright.Assertions;

namespace Observability.E2E.SignIn;

/// <summary>
/// A person goes through the gateway to Grafana's page, signs in at the identity provider, comes back with the right role
/// and logs out: in the AppHost's own graph, from the very files that Grafana, Keycloak and Traefik get.
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
        var grafana = new GrafanaPage(page, stack.Page);
        await grafana.SignInAsync(user, SignInFixture.Password);

        await Expect(page).ToHaveURLAsync(stack.Page);
        await Expect(grafana.DashboardItem("Stack")).ToBeVisibleAsync();
        Assert.Equal((user, role), await grafana.WhoAsync());
        Assert.Equal(role == "Admin" ? 200 : 403, await grafana.StatusAsync("api/datasources"));

        await grafana.SignOutAsync();
        await Expect(page).ToHaveURLAsync(new Regex(Regex.Escape(stack.Page + "login")));

        // The session at the identity provider is over, too: it asks for the password again.
        await grafana.OpenAsync();
        await grafana.SignInLink.ClickAsync();
        await Expect(page.GetByLabel("Password")).ToBeVisibleAsync();
    });

    [Fact]
    public Task SignIn_WrongPassword_StaysAtTheProviderAndSaysNotWhatWasWrong() => stack.Browser.BrowseAsync(async page =>
    {
        await new GrafanaPage(page, stack.Page).SignInAsync("viewer", "wrong");

        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync(new Regex("username or password", RegexOptions.IgnoreCase));
        await Expect(page.GetByLabel("Password")).ToBeVisibleAsync();
    });
}
