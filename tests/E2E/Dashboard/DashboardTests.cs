using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Observability.E2E.Browsing;
using Observability.E2E.Lifetime;
using static Microsoft.Playwright.Assertions;

namespace Observability.E2E.Dashboard;

/// <summary>A person opens the dashboard's login URL in a browser and sees the stack.</summary>
[Tier(Tier.Browser)]
public sealed partial class DashboardTests : IAsyncLifetime
{
    private readonly TemporaryFolder _state = new();
    private readonly Leftovers _leftovers = new();
    private ChildProcess? _appHost;
    private Chromium? _browser;
    private Uri? _login;

    public async ValueTask InitializeAsync()
    {
        Requires.ProcessStack();
        _appHost = AppHostProcess.Start(_leftovers, _state.Path);
        var output = await _appHost.PrintsAsync("Ready after", Deadline.StackReady);
        _login = new Uri(LoginUrl().Match(output).Value);
        _browser = await Chromium.LaunchAsync();
    }

    [Fact]
    public Task SignIn_WithoutToken_ShowsTheLoginPageOnly() => _browser!.BrowseAsync(nameof(SignIn_WithoutToken_ShowsTheLoginPageOnly), async page =>
    {
        await page.GotoAsync(new Uri(_login!, "/").ToString());

        await Expect(page).ToHaveURLAsync(new Regex("/login"));
    });

    [Fact]
    public Task SignIn_WithToken_ShowsResourcesLogsTracesAndMetrics() => _browser!.BrowseAsync(nameof(SignIn_WithToken_ShowsResourcesLogsTracesAndMetrics), async page =>
    {
        await page.GotoAsync(_login!.ToString());
        foreach (var server in Stack.StackFixture.Servers)
        {
            await Expect(Row(page, server)).ToContainTextAsync("Running");
        }

        await SeesConsoleLogAsync(page);
        await SeesTelemetryAsync(page, "/structuredlogs/resource/cloud-exporter", "Refreshed");
        await SeesTelemetryAsync(page, "/traces/resource/cloud-exporter", "GET /metrics");
        await page.GotoAsync(new Uri(_login!, "/metrics/resource/cloud-exporter").ToString());
        await Expect(page.GetByText("Observability.CloudExporter").First).ToBeVisibleAsync();
    });

    [Fact]
    public Task Commands_StopAndStartByHand_ChangeTheRealServer() => _browser!.BrowseAsync(nameof(Commands_StopAndStartByHand_ChangeTheRealServer), async page =>
    {
        await page.GotoAsync(_login!.ToString());
        var row = Row(page, "pushgateway");
        await Expect(row).ToContainTextAsync("Running");

        await row.GetByRole(AriaRole.Button, new() { Name = "Stop" }).First.ClickAsync();
        await Expect(row).ToContainTextAsync(new Regex("Finished|Exited"));

        await row.GetByRole(AriaRole.Button, new() { Name = "Start" }).First.ClickAsync();
        await Expect(row).ToContainTextAsync("Running");
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

        _state.Dispose();
    }

    private static ILocator Row(IPage page, string resource) =>
        page.GetByRole(AriaRole.Row).Filter(new() { Has = page.GetByText(resource, new() { Exact = true }) }).First;

    private async Task SeesConsoleLogAsync(IPage page)
    {
        await page.GotoAsync(new Uri(_login!, "/consolelogs/resource/prometheus").ToString());
        await Expect(page.GetByText("Server is ready to receive web requests").First).ToBeVisibleAsync();
    }

    private async Task SeesTelemetryAsync(IPage page, string path, string text)
    {
        await page.GotoAsync(new Uri(_login!, path).ToString());
        await Expect(page.GetByRole(AriaRole.Row).Filter(new() { HasText = text }).First).ToBeVisibleAsync();
    }

    [GeneratedRegex(@"http://\S+/login\?t=\S+")]
    private static partial Regex LoginUrl();
}
