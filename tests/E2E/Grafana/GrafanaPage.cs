using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Observability.E2E.Grafana;

/// <summary>
/// What a person sees of a Grafana, found by the names of npm's <c>@grafana/e2e-selectors</c> 13: the same for the real one and for its
/// stand-in.
/// </summary>
/// <param name="page">A browser's page.</param>
/// <param name="root">URL of Grafana, with a slash at its end.</param>
internal sealed class GrafanaPage(IPage page, string root)
{
    /// <summary>The browser's page itself.</summary>
    public IPage Page => page;

    /// <summary>Field of the name on the page for signing in (<c>pages.Login.username</c>).</summary>
    public ILocator UserName => page.GetByTestId("data-testid Username input field");

    /// <summary>Link to the identity provider.</summary>
    public ILocator SignInLink => page.GetByRole(AriaRole.Link, new() { NameRegex = new Regex("^Sign in with") });

    /// <summary>The button that opens the time range (<c>components.TimePicker.openButton</c>).</summary>
    public ILocator TimeRange => page.GetByTestId("data-testid TimePicker Open Button");

    /// <summary>The button that asks for all data anew (<c>components.RefreshPicker.runButtonV2</c>).</summary>
    public ILocator Refresh => page.GetByTestId("data-testid RefreshPicker run button");

    /// <summary>All panels that are on the page now.</summary>
    public ILocator Panels => page.Locator("[data-testid^='data-testid Panel header ']:has([data-testid='data-testid panel content'])");

    /// <summary>Opens a path below the root.</summary>
    public Task OpenAsync(string path = "") => Chromium.OpenAsync(page, root + path);

    /// <summary>Opens the root, goes to the identity provider and signs in there, as Keycloak's page and its stand-in's have it.</summary>
    public async Task SignInAsync(string user, string password)
    {
        await OpenAsync();
        await SignInLink.ClickAsync();
        await page.GetByLabel("Username").FillAsync(user);
        await page.GetByLabel("Password", new() { Exact = true }).FillAsync(password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
    }

    /// <summary>Signs in with a name and a password of Grafana's own.</summary>
    public async Task LogInAsync(string user, string password)
    {
        await OpenAsync("login");
        await LogInFromHereAsync(password, user);
    }

    /// <summary>As <see cref="LogInAsync"/>, on the page for signing in that one has been led to.</summary>
    public async Task LogInFromHereAsync(string password, string user = "admin")
    {
        await UserName.FillAsync(user);
        await page.GetByTestId("data-testid Password input field").FillAsync(password);
        await page.GetByTestId("data-testid Login button").ClickAsync();
        // Not WaitForURLAsync, which misses a navigation between its look at the address and its listening.
        await Expect(page).Not.ToHaveURLAsync(new Regex("/login"));
    }

    /// <summary>Signs out, at the identity provider too.</summary>
    public Task SignOutAsync() => OpenAsync("logout");

    /// <summary>Name and role of who is signed in, as the API tells them.</summary>
    public async Task<(string Login, string Role)> WhoAsync()
    {
        var user = await GetJsonAsync("api/user");
        var organisations = await GetJsonAsync("api/user/orgs");
        return (user.GetProperty("login").GetString()!, organisations[0].GetProperty("role").GetString()!);
    }

    /// <summary>Status of a path, asked for by this page.</summary>
    public async Task<int> StatusAsync(string path) => (await FetchAsync(path)).Status;

    /// <summary>JSON of a path, asked for by this page.</summary>
    public async Task<JsonElement> GetJsonAsync(string path)
    {
        var (status, text) = await FetchAsync(path);
        Assert.True(status == 200, $"GET {path}: {status} {text}");
        return JsonElement.Parse(text);
    }

    /// <summary>
    /// Sends a request from within the page, with its cookies; the browser finds hosts below <c>.localhost</c>, which other programs
    /// need not.
    /// </summary>
    /// <param name="path">Path below the root.</param>
    /// <param name="json">Body of a POST, or null for a GET.</param>
    public async Task<(int Status, string Text)> FetchAsync(string path, string? json = null)
    {
        var answer = await page.EvaluateAsync<JsonElement>(
            """
            async ([url, body]) => {
              const response = await fetch(url, body === null ? {} : { method: 'POST', body, headers: { 'Content-Type': 'application/json' } });
              return { status: response.status, text: await response.text() };
            }
            """,
            new[] { root + path, json });
        return (answer.GetProperty("status").GetInt32(), answer.GetProperty("text").GetString()!);
    }

    /// <summary>A dashboard in the list (<c>components.Search.dashboardItem</c>).</summary>
    public ILocator DashboardItem(string title) => page.GetByTestId($"data-testid Dashboard search item {title}").First;

    /// <summary>Opens a dashboard and waits until its panels are there.</summary>
    public async Task OpenDashboardAsync(string uid, string query = "")
    {
        await OpenAsync($"d/{uid}{query}");
        await Expect(Panels.First).ToBeVisibleAsync();
    }

    /// <summary>A panel (<c>components.Panels.Panel.title</c>).</summary>
    public GrafanaPanel Panel(string title) => new(page.GetByTestId($"data-testid Panel header {title}").First);

    /// <summary>Chooses one of the usual time ranges by its name.</summary>
    public async Task ChooseTimeRangeAsync(string name)
    {
        await TimeRange.ClickAsync();
        await page.GetByTestId("data-testid TimePicker Overlay Content").GetByText(name, new() { Exact = true }).ClickAsync();
    }

    /// <summary>Types a time range.</summary>
    public async Task TypeTimeRangeAsync(string from, string to)
    {
        await TimeRange.ClickAsync();
        await page.GetByTestId("data-testid Time Range from field").FillAsync(from);
        await page.GetByTestId("data-testid Time Range to field").FillAsync(to);
        await page.GetByTestId("data-testid TimePicker submit button").ClickAsync();
    }
}
