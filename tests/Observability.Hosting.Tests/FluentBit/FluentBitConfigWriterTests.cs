using Observability.Hosting.FluentBit;

namespace Observability.Hosting.Tests.FluentBit;

[Tier(Tier.Golden)]
public class FluentBitConfigWriterTests
{
    public static TheoryData<string> Names => [.. FluentBitShapes.All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Write_EachShape_MatchesGoldenFile(string name) =>
        GoldenFile.Matches($"FluentBit/Golden/{name}.yaml", FluentBitConfigWriter.Write(FluentBitShapes.All[name]));

    [Fact]
    public void Write_FolderWithCharactersOfPatterns_HasNoneOfThemLeft()
    {
        var text = FluentBitConfigWriter.Write(FluentBitShapes.All["local"] with { LogFolder = "/home/a b/[x]*{y},${HOME}/ä'\"#" });

        Assert.Equal("/home/a b/?x???y????HOME?/ä'\"#/*.log", YamlDocument.Parse(text).Scalar("pipeline", "inputs", 0, "path"));
    }

    [Fact]
    public void Write_PlainText_ComesBackFromYaml()
    {
        const string Awkward = "a: 'b' # \"c\" \\ {d} ü";
        var shape = FluentBitShapes.All["local"];
        var output = shape.Outputs[0] with { User = Awkward, Headers = [new("x", Awkward)], LogsPath = "/" + Awkward };

        var document = YamlDocument.Parse(FluentBitConfigWriter.Write(shape with { Outputs = [output], DataFolder = "/" + Awkward }));

        Assert.Equal(Awkward, document.Scalar("pipeline", "outputs", 0, "http_user"));
        Assert.Equal("x " + Awkward, document.Scalar("pipeline", "outputs", 0, "header", 0));
        Assert.Equal("/" + Awkward, document.Scalar("pipeline", "outputs", 0, "logs_uri"));
        Assert.Equal($"/{Awkward}/tail.db", document.Scalar("pipeline", "inputs", 0, "db"));
    }
}
