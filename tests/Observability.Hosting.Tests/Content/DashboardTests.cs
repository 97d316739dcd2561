using System.Globalization;
using System.Text.Json;
using Observability.Hosting.Model;

namespace Observability.Hosting.Tests.Content;

/// <summary>The AppHost's dashboards: Grafana's classic schema, and nothing on them that a person could not read.</summary>
public class DashboardTests
{
    // What a panel needs not say: a row is a heading, text says what it says itself.
    private static readonly string[] s_panelTypes =
        ["timeseries", "stat", "gauge", "bargauge", "barchart", "table", "logs", "text", "alertlist", "state-timeline", "row"];

    public static TheoryData<string> Files =>
        [.. Directory.GetFiles(Repository.Combine("AppHost", "dashboards"), "*.json").Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];

    [Fact]
    public void Dashboards_Identifiers_AreTheNamesOfTheirFiles() =>
        Assert.All(Files.Select(row => row.Data), file => Assert.Equal(Path.GetFileNameWithoutExtension(file), Text(Read(file), "uid")));

    [Theory]
    [MemberData(nameof(Files))]
    public void Dashboard_Head_IsClassicAndSaysWhatItIs(string file)
    {
        var dashboard = Read(file);

        Assert.False(dashboard.TryGetProperty("spec", out _), "This is the new schema.");
        Assert.True(dashboard.GetProperty("schemaVersion").GetInt32() >= 36);
        Assert.NotEmpty(Text(dashboard, "title"));
        Assert.NotEmpty(Text(dashboard, "description"));
        Assert.Contains("stack", dashboard.GetProperty("tags").EnumerateArray().Select(tag => tag.GetString()));
        Assert.False(dashboard.TryGetProperty("id", out var id) && id.ValueKind == JsonValueKind.Number, "An id belongs to one database.");
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Dashboard_Panels_SayWhatTheyShowAndInWhichUnit(string file)
    {
        var panels = Panels(file);

        Assert.NotEmpty(panels);
        Assert.Equal(panels.Count, panels.Select(panel => panel.GetProperty("id").GetInt32()).Distinct().Count());
        foreach (var panel in panels)
        {
            var type = Text(panel, "type");
            var title = Text(panel, "title");
            Assert.Contains(type, s_panelTypes);
            Assert.NotEmpty(title);
            if (type == "row")
            {
                continue;
            }

            Assert.True(Text(panel, "description").EndsWith('.'), $"{title} has no sentence that describes it.");
            Assert.NotEmpty(panel.GetProperty("targets").EnumerateArray());
            Assert.All(panel.GetProperty("targets").EnumerateArray(), target => Assert.NotEmpty(Text(target, "refId")));
            if (type is not ("state-timeline" or "logs" or "table"))
            {
                var defaults = panel.GetProperty("fieldConfig").GetProperty("defaults");
                Assert.True(defaults.TryGetProperty("unit", out _) || defaults.TryGetProperty("decimals", out _), $"{title} has no unit.");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Dashboard_Panels_LieBesideOneAnother(string file)
    {
        var cells = new HashSet<(int X, int Y)>();
        foreach (var panel in Panels(file))
        {
            var place = panel.GetProperty("gridPos");
            var (x, y, w, h) = (Number(place, "x"), Number(place, "y"), Number(place, "w"), Number(place, "h"));
            Assert.InRange(x + w, 1, 24);
            for (var i = 0; i < w * h; i++)
            {
                Assert.True(cells.Add((x + (i % w), y + (i / w))), $"{Text(panel, "title")} lies on another panel.");
            }
        }
    }

    [Fact]
    public void AlertRules_PanelsThatTheyName_AreInTheirDashboard()
    {
        var rules = Directory.GetFiles(Repository.Combine("AppHost", "alerts"))
            .SelectMany(file => YamlNodes.TryRead(file).Items("groups"))
            .SelectMany(group => group.Items("rules"))
            .ToList();

        Assert.NotEmpty(rules);
        Assert.All(rules, rule => Assert.Contains(
            int.Parse(rule.Text("panelId")!, CultureInfo.InvariantCulture), Panels($"{rule.Text("dashboardUid")}.json").Select(panel => Number(panel, "id"))));
    }

    private static JsonElement Read(string file)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(Repository.Combine("AppHost", "dashboards", file)));
        return document.RootElement.Clone();
    }

    private static List<JsonElement> Panels(string file) => [.. Read(file).GetProperty("panels").EnumerateArray()];

    private static string Text(JsonElement element, string property) => element.GetProperty(property).GetString()!;

    private static int Number(JsonElement element, string property) => element.GetProperty(property).GetInt32();
}
