using Observability.Hosting.Telegraf;
using Tomlyn;
using Tomlyn.Model;

namespace Observability.Hosting.Tests.Telegraf;

[Tier(Tier.Golden)]
public class TelegrafConfigWriterTests
{
    public static TheoryData<string> Names => [.. TelegrafShapes.All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Write_EachShape_MatchesGoldenFile(string name) =>
        GoldenFile.Matches($"Telegraf/Golden/{name}.conf", TelegrafConfigWriter.Write(TelegrafShapes.All[name]));

    /// <summary>One dead output must not hold up another: what it takes, nobody else waits for.</summary>
    [Fact]
    public void Write_TwoPipelines_NoOutputTakesTheRouteOfAnother()
    {
        var config = TomlSerializer.Deserialize<TomlTable>(TelegrafConfigWriter.Write(TelegrafShapes.All["two-pipelines"]))!;

        var inputs = Plugins(config, "inputs").Select(plugin => (string)((TomlTable)plugin["tags"])["telegraf_route"]).ToList();
        var outputs = Plugins(config, "outputs").ToList();

        Assert.Equal(["documents", "points", "own-metrics"], inputs);
        Assert.Equal(
            ["points", "documents", "own-metrics", "own-metrics"],
            outputs.Select(plugin => Assert.Single((TomlArray)((TomlTable)plugin["tagpass"])["telegraf_route"])));
        Assert.All(outputs, plugin => Assert.Equal("telegraf_route", Assert.Single((TomlArray)plugin["tagexclude"])));
    }

    [Fact]
    public void Write_Secrets_AreVariablesOnly()
    {
        var config = TomlSerializer.Deserialize<TomlTable>(TelegrafConfigWriter.Write(TelegrafShapes.All["two-pipelines"]))!;

        var secrets = Plugins(config, "inputs").Concat(Plugins(config, "outputs"))
            .SelectMany(plugin => plugin.Where(pair => pair.Key is "password" or "token").Select(pair => (string)pair.Value))
            .ToList();

        Assert.Equal(4, secrets.Count);
        Assert.All(secrets, secret => Assert.Matches(@"^\$\{[A-Z_]+\}$", secret));
    }

    private static IEnumerable<TomlTable> Plugins(TomlTable config, string kind) =>
        ((TomlTable)config[kind]).Values.Cast<TomlTableArray>().SelectMany(plugins => plugins);
}
