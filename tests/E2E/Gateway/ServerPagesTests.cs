using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Observability.E2E.Gateway;

/// <summary>A person opens the servers' own pages under their host names.</summary>
public sealed class ServerPagesTests(GatewayFixture stack) : IClassFixture<GatewayFixture>
{
    // Debian builds it without its page and says so on the one that it has.
    private const string WithoutPage = "does not include a web";

    [Fact]
    [Tier(Tier.Browser)]
    public Task Prometheus_QueryOfAPerson_ShowsTheSeries() => stack.Browser.BrowseAsync(async page =>
    {
        // Prometheus 2 and 3 read the same address, though their pages have nothing else in common.
        await Chromium.OpenAsync(page, stack.PageOf("prometheus") + "graph?g0.tab=1&g0.expr=" + Uri.EscapeDataString("up{job=\"rabbitmq\"} == 1"));

        await page.GetByRole(AriaRole.Button, new() { Name = "Execute" }).First.ClickAsync();

        await Expect(page.GetByText(new Regex("job=\"?rabbitmq")).First).ToBeVisibleAsync();
    });

    [Fact]
    [Tier(Tier.Browser)]
    public Task Prometheus_Alerts_ShowTheRulesOfTheGraph() => stack.Browser.BrowseAsync(async page =>
    {
        // Debian has the page of Prometheus 1 only, below another path.
        if ((await Chromium.OpenAsync(page, stack.PageOf("prometheus") + "alerts"))!.Status == 404)
        {
            await Chromium.OpenAsync(page, stack.PageOf("prometheus") + "classic/alerts");
        }

        await Expect(page.GetByText("Watchdog").First).ToBeVisibleAsync();
    });

    [Fact]
    [Tier(Tier.Browser)]
    public Task RabbitMQ_SignedInAsAdmin_ShowsTheQueuesOfTheGraph() => stack.Browser.BrowseAsync(async page =>
    {
        await Chromium.OpenAsync(page, stack.PageOf("rabbitmq"));
        await page.Locator("input[name=username]").FillAsync("admin");
        await page.Locator("input[name=password]").FillAsync(GatewayFixture.Password);
        await page.Locator("input[type=submit]").ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Queues" }).First.ClickAsync();

        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "documents", Exact = true })).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "points", Exact = true })).ToBeVisibleAsync();
    });

    [Fact]
    [Tier(Tier.Vendor)]
    public Task Alertmanager_AlertOfTheGraph_IsShownAndSilenced() => stack.Browser.BrowseAsync(async page =>
    {
        await Chromium.OpenAsync(page, stack.PageOf("alertmanager"));
        if ((await page.ContentAsync()).Contains(WithoutPage, StringComparison.Ordinal))
        {
            Requires.Missing("Debian's Alertmanager has no page");
        }

        await Expect(page.GetByText("Watchdog").First).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Silence" }).Last.ClickAsync();
        await page.GetByLabel("Creator").FillAsync("a person");
        await page.GetByLabel("Comment").FillAsync("seen");
        await page.GetByRole(AriaRole.Button, new() { Name = "Create" }).ClickAsync();
        await Expect(page.GetByText("a person").First).ToBeVisibleAsync();
    });

    [Theory]
    [Tier(Tier.Browser)]
    [InlineData("prometheus", "Prometheus")]
    [InlineData("alertmanager", "Alertmanager")]
    [InlineData("rabbitmq", "RabbitMQ Management")]
    public Task Gateway_HostOfAServer_ShowsItsPage(string host, string title) => stack.Browser.BrowseAsync(async page =>
    {
        await Chromium.OpenAsync(page, stack.PageOf(host));

        await Expect(page).ToHaveTitleAsync(new Regex(title));
    });
}
