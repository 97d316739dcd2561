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
    /// Gives a fresh page to a test. Where the test fails, its trace, the page as it was last and, where Playwright has its recorder,
    /// its video are kept as evidence.
    /// </summary>
    /// <param name="test">The test.</param>
    /// <param name="options">Another window than the usual one: size, colour scheme, credentials.</param>
    public async Task BrowseAsync(Func<IPage, Task> test, BrowserNewContextOptions? options = null)
    {
        using var videos = new TemporaryFolder();
        try
        {
            await BrowseAsync(test, options ?? new() { ViewportSize = new() { Width = 1600, Height = 1000 } }, videos.Path);
        }
        catch (Exception error) when (IsFailure(error))
        {
            foreach (var video in Directory.GetFiles(videos.Path))
            {
                File.Copy(video, Path.Combine(Repository.EvidenceFolder(), "video.webm"), overwrite: true);
            }

            throw;
        }
    }

    private async Task BrowseAsync(Func<IPage, Task> test, BrowserNewContextOptions options, string videos)
    {
        // A video is complete once its context is closed.
        options.RecordVideoDir = HasRecorder() ? videos : null;
        await using var context = await _browser.NewContextAsync(options);
        context.SetDefaultTimeout((float)Deadline.Page.Time.TotalMilliseconds);
        Assertions.SetDefaultExpectTimeout((float)Deadline.Page.Time.TotalMilliseconds);
        await context.Tracing.StartAsync(new() { Screenshots = true, Snapshots = true });
        var page = await context.NewPageAsync();
        try
        {
            await test(page);
        }
        catch (Exception error) when (IsFailure(error))
        {
            await KeepAsync(page, Repository.EvidenceFolder());
            throw;
        }
    }

    // A page that hangs cannot be photographed either; the test's own failure is what must come out.
    private static async Task KeepAsync(IPage page, string folder)
    {
        try
        {
            await page.Context.Tracing.StopAsync(new() { Path = Path.Combine(folder, "trace.zip") });
            await page.ScreenshotAsync(new() { Path = Path.Combine(folder, "page.png"), FullPage = true });
        }
        catch (Exception error) when (error is PlaywrightException or TimeoutException)
        {
            await File.AppendAllTextAsync(Path.Combine(folder, "missing.txt"), $"browser: {error.Message}{Environment.NewLine}", TestContext.Current.CancellationToken);
        }
    }

    private static bool IsFailure(Exception error) => error is not Xunit.Sdk.SkipException;

    /// <summary>
    /// Opens a page; again where an address of this machine came or went meanwhile, which ends whatever Chromium has under way.
    /// </summary>
    public static async Task<IResponse?> OpenAsync(IPage page, string url)
    {
        const int MostTries = 5;
        for (var tries = 1; ; tries++)
        {
            try
            {
                return await page.GotoAsync(url);
            }
            catch (PlaywrightException error) when (tries < MostTries && error.Message.Contains("ERR_NETWORK_CHANGED", StringComparison.Ordinal))
            {
                // Next try.
            }
        }
    }

    /// <summary>A picture for the documentation, in the folder that <c>OBS_SCREENSHOTS</c> names; without one, none.</summary>
    public static async Task PictureAsync(IPage page, string name)
    {
        if (Environment.GetEnvironmentVariable("OBS_SCREENSHOTS") is { Length: > 0 } folder)
        {
            await page.ScreenshotAsync(new() { Path = Path.Combine(Repository.Combine(folder), $"{name}.png") });
        }
    }

    // Playwright records with an ffmpeg of its own, which its installer downloads.
    private static bool HasRecorder()
    {
        var cache = Environment.GetEnvironmentVariable("PLAYWRIGHT_BROWSERS_PATH")
            ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache", "ms-playwright");
        return Directory.Exists(cache) && Directory.GetDirectories(cache, "ffmpeg-*").Length > 0;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
    }
}
