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
    // What a laptop has nothing for: they are of a cluster, or of the other selection of the graph.
    private static readonly string[] s_elsewhere = ["kubernetes", "openobserve-pipeline"];

    public static TheoryData<string> Dashboards =>
        [.. Directory.EnumerateFiles(Repository.Combine("AppHost", "dashboards"), "*.json")
            .Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal)];

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
    public Task Dashboard_Provisioned_ShowsWhatItsStoresHold(string uid) => BrowseAsync(async grafana =>
    {
        await grafana.LogInAsync("admin", GrafanaFixture.AdminPassword);
        var panels = PanelsOf(uid);
        var sources = (await grafana.GetJsonAsync("api/datasources")).EnumerateArray()
            .Select(source => source.GetProperty("uid").GetString()).ToHashSet();
        var asked = panels.Where(panel => panel.Sources.All(sources.Contains)).ToList();
        if (asked.Count == 0)
        {
            Assert.Skip($"This run has none of {string.Join(", ", panels.SelectMany(panel => panel.Sources).Distinct())}.");
        }

        if (!s_elsewhere.Contains(uid))
        {
            // A rate needs two scrapes, and what came in a minute ago may still be on its way.
            await Eventually.HoldsAsync($"{uid} has data", _ => AnyHasAnswerAsync(grafana, asked), Deadline.DataFlow);
        }

        await grafana.OpenDashboardAsync(uid, "?from=now-15m&to=now");
        var empty = new List<string>();
        foreach (var panel in asked)
        {
            if (await HasAnswerAsync(grafana, panel))
            {
                await SeesDataAsync(grafana, panel.Title);
            }
            else
            {
                empty.Add(panel.Title);
            }
        }

        await Chromium.PictureAsync(grafana.Page, $"dashboard-{uid}");
        TestContext.Current.SendDiagnosticMessage(
            $"{uid}: {asked.Count - empty.Count} of {panels.Count} panels have data; none in: {string.Join(", ", empty)}");
        Assert.True(s_elsewhere.Contains(uid) || empty.Count < asked.Count, $"No panel of {uid} has data.");
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

    private static async Task<bool> AnyHasAnswerAsync(GrafanaPage grafana, IEnumerable<PanelQueries> panels)
    {
        foreach (var panel in panels)
        {
            if (await HasAnswerAsync(grafana, panel))
            {
                return true;
            }
        }

        return false;
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

    private sealed record PanelQueries(string Title, IReadOnlyList<JsonObject> Targets)
    {
        public IEnumerable<string?> Sources => Targets.Select(target => (string?)target["datasource"]?["uid"]);
    }
}
