using System.Net.NetworkInformation;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using static Microsoft.Playwright.Assertions;

namespace Observability.E2E.Grafana;

/// <summary>
/// A person signs in through Keycloak and opens every provisioned dashboard; each panel shows what its store holds. Grafana is the real
/// one where this machine has it, else its stand-in: the page objects are the same.
/// </summary>
[Tier(Tier.Browser)]
public sealed partial class GrafanaTests(GrafanaFixture stack) : IClassFixture<GrafanaFixture>
{
    // What they are about takes no part in the first profile on a laptop.
    private static readonly string[] s_elsewhere = ["kubernetes", "openobserve-pipeline"];

    // Panels about what not every Linux has: pressure is an option of the kernel, and a container may have no disk or network of its own.
    private static readonly Dictionary<(string Uid, string Title), Func<bool>> s_ofTheMachine = new()
    {
        [("host", "Pressure")] = () => File.Exists("/proc/pressure/cpu"),
        [("host", "Disks")] = () => File.ReadAllText("/proc/diskstats").Length > 0,
        [("host", "Network")] = () => NetworkInterface.GetAllNetworkInterfaces().Length > 1,
    };

    public static TheoryData<string> Dashboards =>
        [.. Directory.EnumerateFiles(Repository.Combine("AppHost", "dashboards"), "*.json")
            .Select(file => Path.GetFileNameWithoutExtension(file)).Except(s_elsewhere).Order(StringComparer.Ordinal)];

    public static TheoryData<string> DashboardsOfOthers => [.. s_elsewhere];

    [Fact]
    public Task SignIn_ThroughKeycloak_ShowsTheDashboardsAccordingToTheRole() => BrowseAsync(async grafana =>
    {
        await grafana.SignInAsync("viewer", GrafanaFixture.Password);
        await Expect(grafana.Page).ToHaveURLAsync(stack.Root);

        Assert.Equal(("viewer", "Viewer"), await grafana.WhoAsync());
        Assert.Equal(403, await grafana.StatusAsync("api/datasources"));
        await grafana.OpenAsync("dashboards");
        await Expect(grafana.DashboardItem("Stack")).ToBeVisibleAsync();
    });

    [Theory]
    [MemberData(nameof(Dashboards))]
    public Task Dashboard_Provisioned_HasDataInEveryPanel(string uid) => BrowseAsync(async grafana =>
    {
        await grafana.LogInAsync("admin", GrafanaFixture.AdminPassword);
        var panels = PanelsOf(uid)
            .Where(panel => !s_ofTheMachine.TryGetValue((uid, panel.Title), out var isHere) || isHere()).ToList();

        // A rate needs two scrapes, and what came in a minute ago may still be on its way.
        await Eventually.BecomesAsync(
            $"panels of {uid} without data", async _ => await FindEmptyAsync(grafana, panels), empty => empty.Length == 0, Deadline.DataFlow);

        await grafana.OpenDashboardAsync(uid, "?from=now-15m&to=now");
        foreach (var panel in panels)
        {
            await SeesDataAsync(grafana, panel.Title);
        }

        await Chromium.PictureAsync(grafana.Page, $"dashboard-{uid}");
    });

    [Theory]
    [MemberData(nameof(DashboardsOfOthers))]
    public Task Dashboard_OfWhatTakesNoPart_IsNotProvisioned(string uid) => BrowseAsync(async grafana =>
    {
        await grafana.LogInAsync("admin", GrafanaFixture.AdminPassword);

        Assert.Equal(404, await grafana.StatusAsync($"api/dashboards/uid/{uid}"));
    });

    private static List<PanelQueries> PanelsOf(string uid)
    {
        using var dashboard = JsonDocument.Parse(File.ReadAllText(Repository.Combine("AppHost", "dashboards", $"{uid}.json")));
        return
        [
            .. dashboard.RootElement.GetProperty("panels").EnumerateArray()
                .SelectMany(panel => panel.TryGetProperty("panels", out var inner) ? [panel, .. inner.EnumerateArray()] : new[] { panel })
                .Where(panel => panel.TryGetProperty("targets", out _))
                .Select(panel => new PanelQueries(
                    panel.GetProperty("title").GetString()!,
                    [.. panel.GetProperty("targets").EnumerateArray().Select(target => JsonNode.Parse(target.GetRawText())!.AsObject())])),
        ];
    }

    // Its own queries, asked through the API, with every variable set to all.
    private static async Task<bool> HasAnswerAsync(GrafanaPage grafana, PanelQueries panel)
    {
        var queries = panel.Targets.Select(target =>
        {
            var query = JsonNode.Parse(Variable()
                .Replace(target.ToJsonString(), match => match.Groups["name"].Value == "search" ? "" : ".*"))!.AsObject();
            query["intervalMs"] = 15_000;
            query["maxDataPoints"] = 60;
            return (JsonNode?)query;
        });
        var body = new JsonObject { ["from"] = "now-15m", ["to"] = "now", ["queries"] = new JsonArray([.. queries]) };
        var (status, text) = await grafana.FetchAsync("api/ds/query", body.ToJsonString());
        return status == 200 && HasRows(JsonElement.Parse(text));
    }

    private static async Task<string> FindEmptyAsync(GrafanaPage grafana, IEnumerable<PanelQueries> panels)
    {
        var empty = new List<string>();
        foreach (var panel in panels)
        {
            if (!await HasAnswerAsync(grafana, panel))
            {
                empty.Add(panel.Title);
            }
        }

        return string.Join(", ", empty);
    }

    private static bool HasRows(JsonElement answer) => answer.GetProperty("results").EnumerateObject().Any(result =>
        result.Value.TryGetProperty("frames", out var frames) && frames.EnumerateArray().Any(frame =>
            frame.GetProperty("data").GetProperty("values") is { } values && values.GetArrayLength() > 0
                && values[0].GetArrayLength() > 0));

    private static async Task SeesDataAsync(GrafanaPage grafana, string title)
    {
        var panel = grafana.Panel(title);
        await panel.Locator.ScrollIntoViewIfNeededAsync();
        await Eventually.HoldsAsync(
            $"{title} shows its data",
            async _ =>
            {
                if (await panel.HasDataAsync())
                {
                    return true;
                }

                await grafana.Refresh.ClickAsync();
                return false;
            },
            Deadline.Page);
    }

    private Task BrowseAsync(Func<GrafanaPage, Task> test) => stack.Browser.BrowseAsync(page => test(new GrafanaPage(page, stack.Root)));

    [GeneratedRegex(@"\$(?!__)(?<name>[a-z]+)")]
    private static partial Regex Variable();

    private sealed record PanelQueries(string Title, IReadOnlyList<JsonObject> Targets);
}
