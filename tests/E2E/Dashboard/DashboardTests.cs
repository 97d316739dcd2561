using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Observability.E2E.Dashboard;

/// <summary>A person opens the dashboard's login URL in a browser and sees the stack.</summary>
[Tier(Tier.Browser)]
public sealed class DashboardTests(DashboardFixture stack) : IClassFixture<DashboardFixture>
{
    [Fact]
    public Task SignIn_WithoutToken_ShowsTheLoginPageOnly() => stack.Browser.BrowseAsync(async page =>
    {
        await Chromium.OpenAsync(page, new Uri(stack.Login, "/").ToString());

        await Expect(page).ToHaveURLAsync(new Regex("/login"));
    });

    [Fact]
    public Task SignIn_WithToken_ShowsResourcesLogsTracesAndMetrics() => stack.Browser.BrowseAsync(async page =>
    {
        await Chromium.OpenAsync(page, stack.Login.ToString());
        foreach (var server in Stack.StackFixture.Servers)
        {
            await Expect(Row(page, server)).ToContainTextAsync("Running");
        }

        await Chromium.PictureAsync(page, "dashboard-resources");
        // What a service says before the dashboard listens is not said again.
        await StopAndStartAsync(page, "cloud-exporter");
        await SeesConsoleLogAsync(page);
        await SeesTelemetryAsync(page, "/structuredlogs/resource/cloud-exporter", "Refreshed");
        await SeesTelemetryAsync(page, "/traces/resource/cloud-exporter", "GET /metrics");
        await Chromium.PictureAsync(page, "dashboard-traces");
        await Chromium.OpenAsync(page, new Uri(stack.Login, "/metrics/resource/cloud-exporter").ToString());
        await Expect(page.GetByText("Observability.CloudExporter").First).ToBeVisibleAsync();
    });

    [Fact]
    public Task Commands_StopAndStartByHand_ChangeTheRealServer() => stack.Browser.BrowseAsync(async page =>
    {
        await Chromium.OpenAsync(page, stack.Login.ToString());

        await StopAndStartAsync(page, "pushgateway");
    });

    private static async Task StopAndStartAsync(IPage page, string resource)
    {
        var row = Row(page, resource);
        await Expect(row).ToContainTextAsync("Running");

        await row.GetByRole(AriaRole.Button, new() { Name = "Stop" }).First.ClickAsync();
        await Expect(row).ToContainTextAsync(new Regex("Finished|Exited"));

        await row.GetByRole(AriaRole.Button, new() { Name = "Start" }).First.ClickAsync();
        await Expect(row).ToContainTextAsync("Running");
    }

    private static ILocator Row(IPage page, string resource) =>
        page.GetByRole(AriaRole.Row).Filter(new() { Has = page.GetByText(resource, new() { Exact = true }) }).First;

    private async Task SeesConsoleLogAsync(IPage page)
    {
        await Chromium.OpenAsync(page, new Uri(stack.Login, "/consolelogs/resource/prometheus").ToString());
        await Expect(page.GetByText("Server is ready to receive web requests").First).ToBeVisibleAsync();
    }

    private async Task SeesTelemetryAsync(IPage page, string path, string text)
    {
        await Chromium.OpenAsync(page, new Uri(stack.Login, path).ToString());
        await Expect(page.GetByRole(AriaRole.Row).Filter(new() { HasText = text }).First).ToBeVisibleAsync();
    }
}
