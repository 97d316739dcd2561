using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Observability.E2E.Grafana;
using static Microsoft.Playwright.Assertions;

namespace Observability.StandIns.Tests.Dashboards.Browser;

/// <summary>What people do with the page.</summary>
[Tier(Tier.Browser)]
public sealed class BrowserTests(BrowserFixture fixture) : IClassFixture<BrowserFixture>
{
    [Theory]
    [InlineData("ada", "Admin", 200)]
    [InlineData("eve", "Editor", 403)]
    [InlineData("vera", "Viewer", 403)]
    public Task SignIn_Role_SeesTheListAndNoMoreThanItMay(string user, string role, int dataSources) => BrowseAsync(async grafana =>
    {
        await grafana.SignInAsync(user, BrowserFixture.Password);

        await Expect(grafana.Page).ToHaveURLAsync(fixture.Dashboards.Root);
        await Expect(grafana.DashboardItem("Stack")).ToBeVisibleAsync();
        await Expect(grafana.Page.GetByRole(AriaRole.Note)).ToContainTextAsync("not Grafana");
        Assert.Equal((user, role), await grafana.WhoAsync());
        Assert.Equal(dataSources, await grafana.StatusAsync("api/datasources"));

        await grafana.SignOutAsync();
        await grafana.OpenAsync("dashboards");
        await Expect(grafana.SignInLink).ToBeVisibleAsync();
    });

    [Fact]
    public Task SignIn_WithoutARole_IsRefusedAndToldWhy() => BrowseAsync(async grafana =>
    {
        await grafana.SignInAsync("nick", BrowserFixture.Password);

        await Expect(grafana.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("You have no role here");
        await Expect(grafana.SignInLink).ToBeVisibleAsync();
    });

    [Fact]
    public Task SignIn_FromALink_ComesBackToIt() => BrowseAsync(async grafana =>
    {
        await grafana.OpenAsync("d/twelve/x?from=now-2d");
        await grafana.LogInFromHereAsync(RunningDashboards.AdminPassword);

        await Expect(grafana.Page).ToHaveURLAsync(new Regex("/d/twelve/x\\?from=now-2d"));
        await Expect(grafana.Panels.First).ToBeVisibleAsync();
    });

    [Fact]
    public Task List_SearchAndTag_Narrow() => BrowseAsync(async grafana =>
    {
        await grafana.OpenAsync("dashboards");
        await Expect(grafana.DashboardItem("Host")).ToBeVisibleAsync();
        await Chromium.PictureAsync(grafana.Page, "dashboards-list");

        await grafana.Page.GetByLabel("Filter by tag").SelectOptionAsync("cloud");
        await Expect(grafana.DashboardItem("Host")).ToBeHiddenAsync();
        await Expect(grafana.DashboardItem("Cloud cost")).ToBeVisibleAsync();
        await grafana.Page.GetByLabel("Search for dashboards").FillAsync("nothing of the kind");
        await Expect(grafana.Page.GetByRole(AriaRole.Status)).ToHaveTextAsync("0 dashboards");
    }, BrowserFixture.Admin());

    [Fact]
    public Task TimeRange_ChosenTypedAndDragged_IsInTheAddress() => BrowseAsync(async grafana =>
    {
        var page = grafana.Page;
        await grafana.OpenDashboardAsync("twelve");

        await grafana.ChooseTimeRangeAsync("Last 15 minutes");
        await Expect(page).ToHaveURLAsync(new Regex("from=now-15m&to=now"));
        await Expect(grafana.TimeRange).ToHaveTextAsync("Last 15 minutes");

        await grafana.TypeTimeRangeAsync("never", "now");
        await Expect(page.GetByRole(AriaRole.Alert).Filter(new() { HasText = "must be times" })).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("Escape");
        await grafana.TypeTimeRangeAsync("2026-11-26 08:00:00", "2026-11-26 09:00:00");
        await Expect(page).ToHaveURLAsync(new Regex(@"from=17\d{11}&to=17\d{11}"));

        var before = page.Url;
        var chart = await grafana.Panel("Panel 1").Content.Locator(".u-over").BoundingBoxAsync();
        await page.Mouse.MoveAsync(chart!.X + (chart.Width * 0.25f), chart.Y + (chart.Height / 2));
        await page.Mouse.DownAsync();
        await page.Mouse.MoveAsync(chart.X + (chart.Width * 0.75f), chart.Y + (chart.Height / 2), new() { Steps = 5 });
        await page.Mouse.UpAsync();
        await Expect(page).Not.ToHaveURLAsync(before);
        await Expect(page).ToHaveURLAsync(new Regex(@"from=17\d{11}&to=17\d{11}"));

        await page.GoBackAsync();
        await Expect(page).ToHaveURLAsync(before);
    }, BrowserFixture.Admin());

    [Fact]
    public Task Variable_Chosen_IsInTheAddressAndInTheQueries() => BrowseAsync(async grafana =>
    {
        await grafana.OpenDashboardAsync("stack");
        await grafana.Page.GetByTestId("data-testid Dashboard template variables Variable Value DropDown value link text All").ClickAsync();
        await grafana.Page.GetByLabel("two", new() { Exact = true }).CheckAsync();
        await grafana.Page.GetByRole(AriaRole.Button, new() { Name = "Apply" }).ClickAsync();

        await Expect(grafana.Page).ToHaveURLAsync(new Regex("var-job=two"));
        await Eventually.HoldsAsync(
            "the store is asked for it",
            () => fixture.Prometheus.Requests.Any(request =>
                request.Form.GetValueOrDefault("query")?.Contains("job=~\"two\"", StringComparison.Ordinal) == true),
            Deadline.Page);
    }, BrowserFixture.Admin());

    [Fact]
    public Task Variable_AnsweredAfterThePageWasLeft_ChangesNothing() => BrowseAsync(async grafana =>
    {
        var page = grafana.Page;
        await grafana.OpenDashboardAsync("chained");
        var answer = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await page.RouteAsync(new Regex("/label/instance/values"), async route =>
        {
            await answer.Task;
            await route.ContinueAsync();
        });
        await page.RunAndWaitForRequestAsync(
            () => page.GetByLabel("job", new() { Exact = true }).SelectOptionAsync("two"),
            new Regex("/label/instance/values"));

        await page.GetByRole(AriaRole.Link, new() { Name = "Home", Exact = true }).First.ClickAsync();
        await Expect(grafana.DashboardItem("Stack")).ToBeVisibleAsync();
        var address = page.Url;
        var late = await page.RunAndWaitForResponseAsync(
            () =>
            {
                answer.SetResult();
                return Task.CompletedTask;
            },
            new Regex("/label/instance/values"));
        await late.FinishedAsync();
        await page.EvaluateAsync("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))");

        await Expect(grafana.DashboardItem("Stack")).ToBeVisibleAsync();
        Assert.Equal(address, page.Url);
    }, BrowserFixture.Admin());

    [Fact]
    public Task Refresh_ByHandAndByItself_AsksAnew() => BrowseAsync(async grafana =>
    {
        await grafana.OpenDashboardAsync("kinds");
        int Asked() => fixture.Prometheus.Requests.Count;
        await Expect(grafana.Panel("Lines").Content.Locator("canvas")).ToBeVisibleAsync();

        var before = Asked();
        await grafana.Refresh.ClickAsync();
        await Eventually.HoldsAsync("a click asks anew", () => Asked() > before, Deadline.Page);

        await grafana.Page.GetByTestId("data-testid RefreshPicker interval button").ClickAsync();
        await grafana.Page.GetByRole(AriaRole.Button, new() { Name = "5s", Exact = true }).ClickAsync();
        await Expect(grafana.Page).ToHaveURLAsync(new Regex("refresh=5s"));
        before = Asked() + 20;
        await Eventually.HoldsAsync("it asks by itself", () => Asked() > before, Deadline.Page);
    }, BrowserFixture.Admin());

    [Fact]
    public Task Panel_ResizedWhileItWaits_IsDrawnOnce() => BrowseAsync(async grafana =>
    {
        var page = grafana.Page;
        var answer = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var rules = new Regex("/api/prometheus/.*/rules");
        await page.RouteAsync(rules, async route =>
        {
            await answer.Task;
            await route.ContinueAsync();
        });
        await page.RunAndWaitForRequestAsync(() => grafana.OpenDashboardAsync("kinds"), rules);

        await page.SetViewportSizeAsync(700, 900);
        await page.EvaluateAsync("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))");
        answer.SetResult();

        var alerts = grafana.Panel("Alerts");
        await Expect(alerts.Locator).ToHaveAttributeAsync("data-state", "done");
        await page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        await Expect(alerts.Content.GetByRole(AriaRole.Region)).ToHaveCountAsync(1);
    }, BrowserFixture.Admin());

    [Fact]
    public Task Rows_Toggled_CloseAndOpen() => BrowseAsync(async grafana =>
    {
        await grafana.OpenDashboardAsync("stack");
        var toggle = grafana.Page.GetByTestId("data-testid dashboard-row-toggle-for-Prometheus");

        await toggle.ClickAsync();
        await Expect(grafana.Panel("Samples stored").Locator).ToBeHiddenAsync();
        await toggle.ClickAsync();
        await Expect(grafana.Panel("Samples stored").Locator).ToBeVisibleAsync();
    }, BrowserFixture.Admin());

    [Fact]
    public Task Panel_Viewed_FillsThePageAndGoesBack() => BrowseAsync(async grafana =>
    {
        await grafana.OpenDashboardAsync("twelve");
        await grafana.Page.GetByRole(AriaRole.Button, new() { Name = "View panel Panel 3" }).ClickAsync();

        await Expect(grafana.Panels).ToHaveCountAsync(1);
        await Expect(grafana.Page).ToHaveURLAsync(new Regex("viewPanel=panel-3"));
        await grafana.Page.GetByRole(AriaRole.Button, new() { Name = "Back to dashboard" }).ClickAsync();
        await Expect(grafana.Panels).ToHaveCountAsync(12);
    }, BrowserFixture.Admin());

    [Fact]
    public Task Legend_Chosen_ShowsOneAloneAndAllAgain() => BrowseAsync(async grafana =>
    {
        await grafana.OpenDashboardAsync("twelve");
        var panel = grafana.Panel("Panel 1");

        await panel.Series("one").ClickAsync();
        await Expect(panel.Series("two")).ToHaveAttributeAsync("aria-pressed", "false");
        await panel.Series("one").ClickAsync();
        await Expect(panel.Series("two")).ToHaveAttributeAsync("aria-pressed", "true");
    }, BrowserFixture.Admin());

    [Fact]
    public Task Keyboard_Only_GetsFromTheListToAnotherTimeRange() => BrowseAsync(async grafana =>
    {
        var page = grafana.Page;
        await grafana.OpenAsync("dashboards");
        await Expect(grafana.DashboardItem("Stack")).ToBeVisibleAsync();

        await TabToAsync(page, "[type=search]");
        await page.Keyboard.TypeAsync("twelve");
        await TabToAsync(page, "a[href^='/d/twelve']");
        Assert.NotEqual("none", await page.EvaluateAsync<string>("getComputedStyle(document.activeElement).outlineStyle"));
        await page.Keyboard.PressAsync("Enter");
        await Expect(grafana.Panels).ToHaveCountAsync(12);

        await TabToAsync(page, "[data-testid='data-testid TimePicker Open Button']");
        await page.Keyboard.PressAsync("Enter");
        await TabToAsync(page, "[data-testid='data-testid TimePicker time range option now-3h to now']");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page).ToHaveURLAsync(new Regex("from=now-3h"));

        await TabToAsync(page, ".chart");
        await page.Keyboard.PressAsync("ArrowLeft");
        await Expect(page.Locator(".tooltip:visible").First).ToContainTextAsync("one");
    }, BrowserFixture.Admin());

    [Fact]
    public Task Phone_Width_IsOneColumnWithoutScrollingSideways() => BrowseAsync(async grafana =>
    {
        await grafana.OpenDashboardAsync("stack");

        foreach (var panel in await grafana.Panels.AllAsync())
        {
            var box = await panel.BoundingBoxAsync();
            Assert.True(box!.Width > 350, $"A panel is {box.Width} wide.");
        }

        Assert.True(await grafana.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"));
        await Chromium.PictureAsync(grafana.Page, "dashboards-phone");
        await grafana.TimeRange.ClickAsync();
        Assert.True(await grafana.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"));
    }, BrowserFixture.Admin(390, 844));

    [Theory]
    [InlineData(ColorScheme.Dark, "rgb(17, 18, 23)")]
    [InlineData(ColorScheme.Light, "rgb(244, 245, 245)")]
    public Task Theme_OfTheSystem_IsTakenUntilSomebodyChooses(ColorScheme theme, string background) => BrowseAsync(async grafana =>
    {
        var page = grafana.Page;
        Task<string> Background() => page.EvaluateAsync<string>("getComputedStyle(document.body).backgroundColor");
        await grafana.OpenDashboardAsync("kinds");
        Assert.Equal(background, await Background());

        var button = page.GetByRole(AriaRole.Button, new() { NameRegex = new Regex("^Theme") });
        var seen = new HashSet<string> { await Background() };
        await button.ClickAsync();
        seen.Add(await Background());
        await button.ClickAsync();
        seen.Add(await Background());
        Assert.Equal(2, seen.Count);

        var chosen = await Background();
        await page.ReloadAsync();
        await Expect(grafana.Panels.First).ToBeVisibleAsync();
        Assert.Equal(chosen, await Background());
    }, BrowserFixture.Admin(theme: theme));

    [Fact]
    public Task FirstPaint_TwelvePanels_IsMeasured() => BrowseAsync(async grafana =>
    {
        // Once for the browser's cache, as a person who comes back has it; then as a new one.
        foreach (var visit in new[] { "first", "again" })
        {
            await grafana.OpenAsync("d/twelve/twelve");
            // Not by a function that is waited for: the page's policy forbids to make one of a text.
            await Expect(grafana.Page.Locator(".panel[data-state=done] canvas")).ToHaveCountAsync(12);
            var done = await grafana.Page.EvaluateAsync<double>("performance.now()");
            var paint = await grafana.Page.EvaluateAsync<double>(
                "performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0");
            TestContext.Current.SendDiagnosticMessage(
                string.Create(CultureInfo.InvariantCulture,
                $"twelve panels, {visit} visit: first contentful paint {paint:0} ms, all panels drawn {done:0} ms"));
            Assert.True(paint > 0);
        }
    }, BrowserFixture.Admin());

    private static async Task TabToAsync(IPage page, string selector)
    {
        for (var presses = 0; presses < 100; presses++)
        {
            await page.Keyboard.PressAsync("Tab");
            if (await page.EvaluateAsync<bool>("selector => document.activeElement.matches(selector)", selector))
            {
                return;
            }
        }

        Assert.Fail($"The Tab key does not get to {selector}.");
    }

    private Task BrowseAsync(Func<GrafanaPage, Task> test, BrowserNewContextOptions? options = null) => fixture.Browser.BrowseAsync(
        page => test(new GrafanaPage(page, fixture.Dashboards.Root)), options);
}
