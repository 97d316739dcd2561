using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Observability.E2E.Lifetime;
using static Microsoft.Playwright.Assertions;

namespace Observability.E2E.Dashboard;

/// <summary>A person opens the dashboard's login URL in a browser and sees the stack.</summary>
[Tier(Tier.Browser)]
public sealed partial class DashboardTests : IAsyncLifetime
{
    private static readonly string[] s_arguments =
    [
        "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
        "--disable-component-update", "--disable-sync",
    ];

    private readonly TemporaryFolder _state = new();
    private readonly Leftovers _leftovers = new();
    private ChildProcess? _appHost;
    private IPlaywright? _playwright;
    private IBrowser? _browser;
    private Uri? _login;

    public async ValueTask InitializeAsync()
    {
        Requires.ProcessStack();
        var chromium = Requires.Chromium();
        _appHost = AppHostProcess.Start(_leftovers, _state.Path);
        var output = await _appHost.PrintsAsync("Ready after", Deadline.StackReady);
        _login = new Uri(LoginUrl().Match(output).Value);
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = chromium, Headless = true, Args = s_arguments });
    }

    [Fact]
    public async Task SignIn_WithoutToken_ShowsTheLoginPageOnly()
    {
        await using var context = await NewContextAsync();
        var page = await context.NewPageAsync();

        await page.GotoAsync(new Uri(_login!, "/").ToString());

        await Expect(page).ToHaveURLAsync(new Regex("/login"));
    }

    [Fact]
    public async Task SignIn_WithToken_ShowsResourcesLogsTracesAndMetrics()
    {
        await using var context = await NewContextAsync();
        await context.Tracing.StartAsync(new() { Screenshots = true, Snapshots = true });
        var page = await context.NewPageAsync();
        try
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
        }
        catch
        {
            var evidence = Repository.EvidenceFolder(nameof(DashboardTests));
            await page.ScreenshotAsync(new() { Path = Path.Combine(evidence, "page.png"), FullPage = true });
            await context.Tracing.StopAsync(new() { Path = Path.Combine(evidence, "trace.zip") });
            throw;
        }
    }

    [Fact]
    public async Task Commands_StopAndStartByHand_ChangeTheRealServer()
    {
        await using var context = await NewContextAsync();
        var page = await context.NewPageAsync();
        await page.GotoAsync(_login!.ToString());
        var row = Row(page, "pushgateway");
        await Expect(row).ToContainTextAsync("Running");

        await row.GetByRole(AriaRole.Button, new() { Name = "Stop" }).First.ClickAsync();
        await Expect(row).ToContainTextAsync(new Regex("Finished|Exited"), new() { Timeout = (float)Deadline.Page.Time.TotalMilliseconds });

        await row.GetByRole(AriaRole.Button, new() { Name = "Start" }).First.ClickAsync();
        await Expect(row).ToContainTextAsync("Running", new() { Timeout = (float)Deadline.Page.Time.TotalMilliseconds });
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
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

    private async Task<IBrowserContext> NewContextAsync()
    {
        var context = await _browser!.NewContextAsync(new() { ViewportSize = new() { Width = 1600, Height = 1000 } });
        context.SetDefaultTimeout((float)Deadline.Page.Time.TotalMilliseconds);
        SetDefaultExpectTimeout((float)Deadline.Page.Time.TotalMilliseconds);
        return context;
    }

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
