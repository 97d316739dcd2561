using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Observability.E2E.Browsing;
using Observability.E2E.Lifetime;
using static Microsoft.Playwright.Assertions;

namespace Observability.E2E.SignIn;

/// <summary>
/// A person goes through the gateway to Grafana's page, signs in at the identity provider, comes back with the right role
/// and logs out: in the AppHost's own graph, from the very files that Grafana, Keycloak and Traefik get. Grafana itself is
/// played by a double (tests/Doubles/GrafanaDouble), which this machine finds as its binary.
/// </summary>
[Tier(Tier.Browser)]
public sealed partial class SignInTests : IAsyncLifetime
{
    private const string Password = "correct-horse-7";
    private readonly TemporaryFolder _folder = new();
    private readonly Leftovers _leftovers = new();
    private ChildProcess? _appHost;
    private Chromium? _browser;
    private string? _page;

    public async ValueTask InitializeAsync()
    {
        Requires.ProcessStack();
        _browser = await Chromium.LaunchAsync();
        WriteGrafana();
        _appHost = AppHostProcess.Start(_leftovers, _folder.Combine("state"), _folder.Combine("bin"),
        [
            "--Stack:Backend=auto",
            "--Stack:Resources:keycloak:Backend=standin",
            "--Stack:Resources:traefik:Backend=standin",
            "--Stack:Resources:grafana:Backend=process",
            "--only", "grafana,traefik",
            .. s_users.Select(user => $"--Parameters:keycloak-{user}-password={Password}"),
        ]);
        var output = await _appHost.PrintsAsync("Ready after", Deadline.StackReady);
        var gateway = new Uri(GatewayUrl().Match(output).Groups["url"].Value);
        _page = $"http://grafana.localhost:{gateway.Port}/";
    }

    private static readonly string[] s_users = ["admin", "editor", "viewer"];

    [Theory]
    [InlineData("admin", "Admin")]
    [InlineData("editor", "Editor")]
    [InlineData("viewer", "Viewer")]
    public Task SignIn_ThroughTheGateway_ComesBackWithTheRoleAndLogsOut(string user, string role) => _browser!.BrowseAsync($"SignIn-{user}", async page =>
    {
        await SignInAsync(page, user, Password);

        await Expect(page).ToHaveURLAsync(_page!);
        await Expect(page.Locator("#login")).ToHaveTextAsync(user);
        await Expect(page.Locator("#role")).ToHaveTextAsync(role);

        await page.GotoAsync(_page + "refresh");
        await Expect(page.Locator("#refresh")).ToHaveTextAsync("200");

        await page.GotoAsync(_page!);
        await page.GetByRole(AriaRole.Link, new() { Name = "Sign out" }).ClickAsync();
        await Expect(page).ToHaveURLAsync(new Regex(Regex.Escape(_page + "login")));

        // The session at the identity provider is over, too: it asks for the password again.
        await page.GotoAsync(_page!);
        await page.GetByRole(AriaRole.Link, new() { Name = "Sign in with" }).ClickAsync();
        await Expect(page.GetByLabel("Password")).ToBeVisibleAsync();
    });

    [Fact]
    public Task SignIn_WrongPassword_StaysAtTheProviderAndSaysNotWhatWasWrong() => _browser!.BrowseAsync("SignIn-wrong-password", async page =>
    {
        await SignInAsync(page, "viewer", "wrong");

        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync(new Regex("username or password", RegexOptions.IgnoreCase));
        await Expect(page.GetByLabel("Password")).ToBeVisibleAsync();
    });

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        if (_appHost is not null)
        {
            _appHost.Signal(System.Runtime.InteropServices.PosixSignal.SIGTERM);
            await _appHost.ExitCodeAsync(Deadline.Gone);
            await _appHost.DisposeAsync();
        }

        _folder.Dispose();
    }

    private async Task SignInAsync(IPage page, string user, string password)
    {
        await page.GotoAsync(_page!);
        await page.GetByRole(AriaRole.Link, new() { Name = "Sign in with" }).ClickAsync();
        await page.GetByLabel("Username").FillAsync(user);
        await page.GetByLabel("Password").FillAsync(password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
    }

    private void WriteGrafana()
    {
        var script = _folder.Write("bin/grafana", $"""
            #!/bin/sh
            [ "$1" != --version ] && [ "$1" != -v ] || exec echo "grafana version 13.2.0"
            exec dotnet "{typeof(GrafanaDouble.Api).Assembly.Location}" "$@"
            """);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(script, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    [GeneratedRegex(@"traefik\s+healthy\s+\S.*?(?<url>http://localhost:\d+)")]
    private static partial Regex GatewayUrl();
}
