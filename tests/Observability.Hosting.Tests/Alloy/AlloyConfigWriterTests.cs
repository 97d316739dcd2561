using Observability.Hosting.Alloy;

namespace Observability.Hosting.Tests.Alloy;

[Tier(Tier.Golden)]
public class AlloyConfigWriterTests
{
    public static TheoryData<string, string> Cases => new()
    {
        { "local", "local.alloy" },
        { "cluster", "cluster.alloy" },
        { "two-stores", "two-stores.alloy" },
        { "no-store", "no-store.alloy" },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Write_EachShape_MatchesGoldenFile(string shape, string golden) =>
        GoldenFile.Matches($"Alloy/Golden/{golden}", AlloyConfigWriter.Write(AlloyShapes.Named(shape)));

    [Fact]
    public void Write_FolderWithPatternCharacters_MatchesItselfOnly()
    {
        var text = AlloyConfigWriter.Write(AlloyShapes.Named("local") with { LogFolder = "/home/a b/[x]{y}*?/\"q\"" });

        var files = AlloyReader.Read(text).Single(block => block.Name == "local.file_match");
        var target = Assert.IsType<AlloyReader.Map>(Assert.Single(Assert.IsType<AlloyReader.List>(files.Attributes["path_targets"]).Items));
        Assert.Equal(new AlloyReader.Text(@"/home/a b/\[x\]\{y\}\*\?/""q""/*.log"), target.Entries["__path__"]);
    }

    [Fact]
    public void Write_EveryReceiverAndTarget_IsExportedByABlockOfTheFile()
    {
        foreach (var shape in Cases.Select(row => row.Data.Item1))
        {
            var blocks = AlloyReader.Read(AlloyConfigWriter.Write(AlloyShapes.Named(shape)));
            var exported = blocks.Select(block => $"{block.Name}.{block.Label}").ToHashSet(StringComparer.Ordinal);
            Assert.Equal(blocks.Count, exported.Count);
            var used = blocks.SelectMany(block => block.References()).ToList();
            Assert.All(used, reference => Assert.Contains(reference[..reference.LastIndexOf('.')], exported));
        }
    }
}
