using Microsoft.Playwright;

namespace Observability.Tests;

/// <summary>Debian's Chromium, headless; one for each test class, a fresh context for each test.</summary>
internal sealed class Chromium : IAsyncDisposable
{
    private static readonly string[] s_arguments =
    [
        "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
        "--disable-component-update", "--disable-sync",
    ];

    private readonly IPlaywright _playwright;
    private readonly IBrowser _browser;

    private Chromium(IPlaywright playwright, IBrowser browser) => (_playwright, _browser) = (playwright, browser);

    /// <summary>Starts it.</summary>
    public static async Task<Chromium> LaunchAsync()
    {
        var path = Requires.Chromium();
        var playwright = await Playwright.CreateAsync();
        return new Chromium(playwright, await playwright.Chromium.LaunchAsync(new() { ExecutablePath = path, Headless = true, Args = s_arguments }));
    }

    /// <summary>
    /// Gives a fresh page to a test. Where the test fails, a screenshot and a trace are kept as evidence under its name.
    /// </summary>
    /// <param name="testName">Name of the evidence.</param>
    /// <param name="test">The test.</param>
    /// <param name="options">Another window than the usual one: size, colour scheme, credentials.</param>
    public async Task BrowseAsync(string testName, Func<IPage, Task> test, BrowserNewContextOptions? options = null)
    {
        await using var context = await _browser.NewContextAsync(options ?? new() { ViewportSize = new() { Width = 1600, Height = 1000 } });
        context.SetDefaultTimeout((float)Deadline.Page.Time.TotalMilliseconds);
        Assertions.SetDefaultExpectTimeout((float)Deadline.Page.Time.TotalMilliseconds);
        await context.Tracing.StartAsync(new() { Screenshots = true, Snapshots = true });
        var page = await context.NewPageAsync();
        try
        {
            await test(page);
        }
        catch
        {
            var evidence = Repository.EvidenceFolder(testName);
            await page.ScreenshotAsync(new() { Path = Path.Combine(evidence, "page.png"), FullPage = true });
            await context.Tracing.StopAsync(new() { Path = Path.Combine(evidence, "trace.zip") });
            throw;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
    }
}
