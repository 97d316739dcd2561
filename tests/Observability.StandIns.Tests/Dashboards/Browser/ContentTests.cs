using System.Text.RegularExpressions;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Observability.E2E.Grafana;
using static Microsoft.Playwright.Assertions;

namespace Observability.StandIns.Tests.Dashboards.Browser;

/// <summary>Every panel of every dashboard is drawn, nothing hostile runs, and everybody can read it.</summary>
[Tier(Tier.Browser)]
public sealed class ContentTests(BrowserFixture fixture) : IClassFixture<BrowserFixture>
{
    private static readonly string[] s_usual = ["status of 400", "ERR_NETWORK_CHANGED"];

    public static TheoryData<string> Dashboards =>
        [.. Directory.EnumerateFiles(Repository.Combine("AppHost", "dashboards"), "*.json")
            .Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Dashboards))]
    public Task Dashboard_OfTheContent_HasDataInEveryPanel(string uid) => BrowseAsync(async grafana =>
    {
        await grafana.OpenDashboardAsync(uid);

        await SeeEveryPanelAsync(grafana, panel => panel.GetAttributeAsync("data-state"), state => state == "done");
    });

    [Fact]
    public Task Dashboard_OfEveryKind_IsDrawnOrSaysWhyNot() => BrowseAsync(async grafana =>
    {
        await grafana.OpenDashboardAsync("kinds");

        await SeeEveryPanelAsync(
            grafana,
            async panel => $"{await panel.GetAttributeAsync("data-testid")}: {await panel.GetAttributeAsync("data-state")}",
            state => state == "data-testid Panel header Heat: unsupported" || state!.EndsWith("done", StringComparison.Ordinal));
        await Expect(grafana.Panel("Heat").Content).ToContainTextAsync("does not draw heatmaps");
        await Expect(grafana.Panel("Table").Content.GetByRole(AriaRole.Columnheader, new() { Name = "Job" })).ToBeVisibleAsync();
        await Expect(grafana.Panel("Words").Content.GetByRole(AriaRole.Heading, new() { Name = "Heading" })).ToBeVisibleAsync();
        await Expect(grafana.Panel("Alerts").Content).ToContainTextAsync("Something is wrong");
        await grafana.Panel("Lines of logs").Content.GetByText("line 0 <b>").ClickAsync();
        await Expect(grafana.Panel("Lines of logs").Content).ToContainTextAsync("resource");
    });

    [Fact]
    public Task Dashboard_Hostile_RunsNothingAndSaysWhatIsWrong() => BrowseAsync(async grafana =>
    {
        await grafana.OpenDashboardAsync("hostile");
        await SeeEveryPanelAsync(grafana, panel => panel.GetAttributeAsync("data-state"), state => state is not null);

        await Expect(grafana.Panel("Failing").Message).ToContainTextAsync("parse error: <script>");
        await Expect(grafana.Panel("Nowhere").Message).ToContainTextAsync("no data source nothing");
        await Expect(grafana.Panel("Bad transformation").Message).ToContainTextAsync("rowsToFields");
        await Expect(grafana.Panel("Unknown kind").Content).ToContainTextAsync("does not draw panels of the type");
        await Expect(grafana.Panel("Many series").Locator.GetByTestId("data-testid Panel status warning")).ToHaveAttributeAsync("title",
            new Regex("of 1200 series are left out"));
        await Expect(grafana.Page.GetByText("use each other in a circle").First).ToBeVisibleAsync();
        await Expect(grafana.Page.GetByText("does not support variables of the type adhoc")).ToBeVisibleAsync();
        foreach (var link in await grafana.Page.GetByRole(AriaRole.Link).AllAsync())
        {
            Assert.DoesNotContain("javascript:", await link.GetAttributeAsync("href") ?? "", StringComparison.OrdinalIgnoreCase);
        }

        Assert.Equal(0, await grafana.Page.Locator("iframe, form[action], main style, main script, [onerror], [onload]").CountAsync());
        Assert.True(await grafana.Page.EvaluateAsync<bool>(
            "window.pwned === undefined && ({}).x === undefined && document.body.offsetHeight > 0"));
    }, expected: "violates the following Content Security Policy");

    [Theory]
    [InlineData("login", ColorScheme.Dark)]
    [InlineData("login", ColorScheme.Light)]
    [InlineData("dashboards", ColorScheme.Dark)]
    [InlineData("dashboards", ColorScheme.Light)]
    [InlineData("alerting/list", ColorScheme.Dark)]
    [InlineData("alerting/list", ColorScheme.Light)]
    [InlineData("d/kinds", ColorScheme.Dark)]
    [InlineData("d/kinds", ColorScheme.Light)]
    [InlineData("d/stack", ColorScheme.Dark)]
    [InlineData("d/stack", ColorScheme.Light)]
    public Task Accessibility_Page_HasNothingSerious(string path, ColorScheme theme) => BrowseAsync(async grafana =>
    {
        await grafana.OpenAsync(path);
        await Expect(grafana.Page.GetByRole(AriaRole.Main)).ToBeVisibleAsync();
        if (path.StartsWith("d/", StringComparison.Ordinal))
        {
            await SeeEveryPanelAsync(grafana, panel => panel.GetAttributeAsync("data-state"), state => state is not null);
        }

        await grafana.Page.EvaluateAsync("scrollTo(0, 0)");
        await Chromium.PictureAsync(grafana.Page, $"dashboards-{path.Replace('/', '-')}-{theme.ToString().ToLowerInvariant()}");
        var result = await grafana.Page.RunAxe();

        var findings = result.Violations
            .Where(finding => finding.Impact is "serious" or "critical")
            .Select(finding => $"{finding.Id}: {finding.Help}: {string.Join("; ", finding.Nodes.Take(3).Select(node => node.Html))}");
        Assert.Empty(findings);
    }, BrowserFixture.Admin(theme: theme));

    // Panels ask for data when they come into view.
    private static async Task SeeEveryPanelAsync(GrafanaPage grafana, Func<ILocator, Task<string?>> read, Func<string?, bool> fits)
    {
        await Expect(grafana.Panels.First).ToBeVisibleAsync();
        foreach (var panel in await grafana.Panels.AllAsync())
        {
            await panel.ScrollIntoViewIfNeededAsync();
            await Eventually.BecomesAsync($"{await panel.GetAttributeAsync("aria-label")} is drawn", async _ =>
                $"{await read(panel)}", state => fits(state.Length == 0 ? null : state), Deadline.Page);
        }
    }

    /// <summary>
    /// Opens a page; it asks nobody but its own host, and the browser finds nothing to complain of, except where hostile content is
    /// what the policy refuses.
    /// </summary>
    private Task BrowseAsync(Func<GrafanaPage, Task> test, BrowserNewContextOptions? options = null, string? expected = null) =>
        fixture.Browser.BrowseAsync(async page =>
    {
        var complaints = new List<string>();
        // 400 is a query that fails, which the panel says; the other is an interface of this machine that came or went.
        page.Console += (_, message) => complaints.AddRange(
            message.Type == "error" && !s_usual.Any(usual => message.Text.Contains(usual, StringComparison.Ordinal)) ? [message.Text] : []);
        page.PageError += (_, error) => complaints.Add(error);
        page.Dialog += (_, dialog) => complaints.Add(dialog.Message);
        page.Request += (_, request) => complaints.AddRange(
            request.Url.StartsWith(fixture.Dashboards.Root, StringComparison.Ordinal)
                || request.Url.StartsWith("data:", StringComparison.Ordinal) ? [] : [request.Url]);

        await test(new GrafanaPage(page, fixture.Dashboards.Root));

        Assert.DoesNotContain(complaints, complaint => expected is null || !complaint.Contains(expected, StringComparison.Ordinal));
    }, options ?? BrowserFixture.Admin());
}
