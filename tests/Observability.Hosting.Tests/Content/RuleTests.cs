using Observability.Hosting.Model;

namespace Observability.Hosting.Tests.Content;

/// <summary>The AppHost's rules, by promtool's own unit tests (Content/RuleTests, one file for each of AppHost/rules).</summary>
public sealed class RuleTests : IDisposable
{
    private static readonly string[] s_annotations = ["summary", "description", "remedy"];
    private static readonly string[] s_severities = ["critical", "warning", "none"];
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Files => [.. Directory.GetFiles(Rules, "*.yml").Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];

    private static string Rules => Repository.Combine("AppHost", "rules");

    private static string Tests => Path.Combine(GoldenFile.SourceFolder, "Content", "RuleTests");

    [Theory]
    [Tier(Tier.Process)]
    [MemberData(nameof(Files))]
    public async Task Alerts_OnTheSeriesOfTheirTests_FireOrDoNot(string file)
    {
        var promtool = Requires.Promtool();
        _folder.Write(file, File.ReadAllText(Path.Combine(Rules, file)));
        var test = _folder.Write($"test-{file}", File.ReadAllText(Path.Combine(Tests, file)));

        await using var check = ChildProcess.Start(promtool, ["test", "rules", test], _folder.Path);

        Assert.True(await check.ExitCodeAsync(Deadline.ServerReady) == 0, check.Output);
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Alerts_OfAFile_AreTestedBothWaysAndSayWhatToDo(string file)
    {
        var tests = YamlNodes.TryRead(Path.Combine(Tests, file)).Items("tests").Select(test => test.Text("name")).ToHashSet();
        var alerts = YamlNodes.TryRead(Path.Combine(Rules, file)).Items("groups").SelectMany(group => group.Items("rules"))
            .Where(rule => rule.Text("alert") is not null)
            .ToList();

        Assert.NotEmpty(alerts);
        foreach (var alert in alerts)
        {
            var name = alert.Text("alert")!;
            Assert.Contains($"{name} fires", tests);
            Assert.True(name == "Watchdog" || tests.Contains($"{name} does not fire"), $"{name} has no test of its silence.");
            Assert.Contains(alert.Get("labels").Text("severity"), s_severities);
            Assert.All(s_annotations, annotation => Assert.False(string.IsNullOrEmpty(alert.Get("annotations").Text(annotation)), $"{name} has no {annotation}."));
        }
    }

    public void Dispose() => _folder.Dispose();
}
