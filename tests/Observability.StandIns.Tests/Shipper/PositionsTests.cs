using Observability.StandIns.Shipper.Components;
using Observability.StandIns.Shipper.Files;

namespace Observability.StandIns.Tests.Shipper;

/// <summary>What is remembered across restarts, and when it moves.</summary>
public sealed class PositionsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void Save_Positions_AreReadAgainAndAreAlloys()
    {
        var path = _folder.Combine("data", "positions.yml");
        var file = PositionsFile.Read(path);
        file.Set("/logs/it's \"one\".log", "{a=\"b\"}", new FilePosition(4711, new FileHead(3, "abc")));
        file.Set("/logs/two.log", "{}", new FilePosition(0, null));
        file.Save();

        Assert.Equal(
            """
            positions:
              ? path: '/logs/it''s "one".log'
                labels: '{a="b"}'
              : "4711"
              ? path: '/logs/two.log'
                labels: '{}'
              : "0"
            heads:
              '/logs/it''s "one".log {a="b"}': "3:abc"

            """,
            File.ReadAllText(path));
        var again = PositionsFile.Read(path);
        Assert.Equal(new FilePosition(4711, new FileHead(3, "abc")), again.Get("/logs/it's \"one\".log", "{a=\"b\"}"));
        Assert.Equal(new FilePosition(0, null), again.Get("/logs/two.log", "{}"));
        Assert.Null(again.Get("/logs/two.log", "{x=\"y\"}"));
    }

    [Fact]
    public void Read_FileOfAlloyItself_IsTaken()
    {
        var path = _folder.Write("positions.yml", "positions:\n    ? path: /logs/one.log\n      labels: '{resource=\"one\"}'\n    : \"17\"\n");

        Assert.Equal(new FilePosition(17, null), PositionsFile.Read(path).Get("/logs/one.log", "{resource=\"one\"}"));
    }

    [Theory]
    [InlineData("positions: [")]
    [InlineData("positions:\n  ? path: x\n  : \"1\"\n")]
    [InlineData("positions:\n  ? path: x\n    labels: y\n  : soon\n")]
    public void Read_NoSuchFile_IsRefusedInsteadOfForgotten(string text) => Assert.Contains(
        "Delete it to ship every file from its beginning",
        Assert.Throws<StandInException>(() => PositionsFile.Read(_folder.Write("positions.yml", text))).Message,
        StringComparison.Ordinal);

    [Fact]
    public void Advance_LinesSettledOutOfOrder_MovesOverTheOldestOnly()
    {
        using var file = OpenFile.TryOpen(_folder.Write("a.log", "one\ntwo\n"))!;
        using var next = OpenFile.TryOpen(_folder.Write("b.log", "other\n"))!;
        var ledger = new FileLedger();
        Assert.Null(ledger.Position);
        ledger.Begin(file, 0);
        var lines = new[] { ledger.Add(file, 4), ledger.Add(file, 8) };

        lines[1].Settle();
        Assert.Equal(0, ledger.Position!.Offset);

        // Another file has taken the name: its position counts once the lines of the one before are through.
        ledger.Begin(next, 0);
        var third = ledger.Add(next, 6);
        third.Settle();
        Assert.Equal((0, file.Head), (ledger.Position.Offset, ledger.Position.Head));
        lines[0].Settle();
        Assert.Equal((6, next.Head), (ledger.Position.Offset, ledger.Position.Head));
    }

    [Theory]
    [InlineData("*.log", "a.log b.log")]
    [InlineData("[ab].log", "a.log b.log")]
    [InlineData("{a,c}.*", "a.log c.txt")]
    [InlineData("?.log", "a.log b.log")]
    [InlineData("**/*.log", "a.log b.log sub/d.log")]
    [InlineData("sub/*", "sub/d.log")]
    [InlineData("a.log", "a.log")]
    [InlineData(@"\[x\].txt", "[x].txt")]
    [InlineData("none/*.log", "")]
    public void Find_Pattern_FindsFiles(string pattern, string expected)
    {
        foreach (var file in new[] { "a.log", "b.log", "c.txt", "sub/d.log", "[x].txt" })
        {
            _folder.Write(file, "x");
        }

        var found = new GlobPath($"{_folder.Path}/{pattern}").Find().Select(path => Path.GetRelativePath(_folder.Path, path));

        Assert.Equal(expected, string.Join(' ', found));
    }

    public void Dispose() => _folder.Dispose();
}
