using Observability.StandIns.Shipper;
using Observability.StandIns.Shipper.Configuration;
using Observability.StandIns.Shipper.Syntax;

namespace Observability.StandIns.Tests.Shipper;

/// <summary>Which files are read and what is said of the others.</summary>
public sealed class SyntaxTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData("local.alloy", 5)]
    [InlineData("two-stores.alloy", 6)]
    [InlineData("no-store.alloy", 0)]
    public void Read_FileOfTheStack_HasItsComponents(string file, int components) =>
        Assert.Equal(components, Read(Golden(file)).Components.Count);

    // In a cluster nobody needs a stand-in.
    [Fact]
    public void Read_FileOfTheCluster_NamesWhatItDoesNotDo()
    {
        var mistake = Mistake(Golden("cluster.alloy"));

        Assert.Contains("c.alloy:1:1: this stand-in for Alloy does not support discovery.kubernetes", mistake, StringComparison.Ordinal);
        Assert.Contains("this stand-in for Alloy does not support loki.source.kubernetes", mistake, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("loki.write \"x\" { endpoint { url = \"http://x\" + \"/y\" } } // end", "http://x/y")]
    [InlineData("/* two\nlines */ loki.write \"x\" {\n endpoint {\n url = `http://raw`\n }\n}", "http://raw/")]
    [InlineData("loki.write \"x\" { endpoint { url = sys.env(\"URL\") } }", "http://of.the.environment/")]
    [InlineData("loki.write \"x\" { endpoint { url = string.to_lower(\n \"HTTP://X\",\n) } }", "http://x/")]
    [InlineData("loki.write \"x\" { endpoint { url = \"\\u0068\\x74\\164p://x\" } }", "http://x/")]
    public void Read_Expressions_AreEvaluated(string text, string url)
    {
        var block = AlloyParser.Parse(text).Single().Blocks.Single();
        var evaluator = new AlloyEvaluator(_ => null, name => name == "URL" ? "http://of.the.environment/" : null);

        Assert.Equal(new Uri(url), new Uri((string)evaluator.Evaluate(block.Attributes.Single().Value)!));
    }

    [Theory]
    [InlineData("loki.write \"x\" {", "c.alloy:1:17: expected a name, found the end of the file")]
    [InlineData("loki.write \"x {}", "c.alloy:1:12: a text has no end")]
    [InlineData("a = 1", "c.alloy:1:1: the attribute a is in no block")]
    [InlineData("x { a = }", "c.alloy:1:9: expected a value, found '}'")]
    [InlineData("x { a = 1 b = 2 }", "c.alloy:1:11: expected the end of the line, found 'b'")]
    [InlineData("x { a = 1\n a = 2 }", "c.alloy:2:2: a is set twice")]
    [InlineData("x { a = 1 == 2 }", "c.alloy:1:11: this stand-in for Alloy does not support the operator ==")]
    [InlineData("x { a = \"\\q\" }", "c.alloy:1:10: '\\q' is no escape")]
    [InlineData("x { a = [1, }", "c.alloy:1:13: expected a value, found '}'")]
    [InlineData("x { a = § }", "c.alloy:1:9: '§' is no character of the language")]
    [InlineData("/* open", "c.alloy:1:1: a comment has no end")]
    [InlineData("loki.echo \"x\" {}", "c.alloy:1:1: this stand-in for Alloy does not support loki.echo")]
    [InlineData("loki.write \"x\" {}\nloki.write \"x\" {}", "c.alloy:2:1: there is another loki.write.x")]
    [InlineData("loki.write \"x\" { endpoint { url = \"ftp://x\" } }", "c.alloy:1:29: endpoint: url: it must be a URL of http or https")]
    [InlineData("loki.write \"x\" { wal {} }", "c.alloy:1:18: loki.write.x: this stand-in for Alloy does not support wal")]
    [InlineData("loki.process \"x\" { forward_to = [loki.write.y.receiver] }", "c.alloy:1:34: loki.process.x: forward_to: nothing exports loki.write.y.receiver")]
    [InlineData("loki.process \"x\" { forward_to = [loki.process.x.receiver] }", "loki.process.x refers to itself, through others or directly")]
    [InlineData("loki.process \"x\" { forward_to = [\"y\"] }", "forward_to: it must be a list of receivers")]
    [InlineData("loki.process \"x\" { forward_to = []\n stage.geoip {} }", "stage.geoip: stage.geoip: this stand-in for Alloy does not support it")]
    [InlineData("loki.process \"x\" { forward_to = []\n stage.regex { expression = \"(?P<a>\" } }", "stage.regex: expression: ")]
    [InlineData("loki.process \"x\" { forward_to = []\n stage.template { source = \"a\"\n template = \"{{ printf .Value }}\" } }", "does not support the function printf")]
    [InlineData("loki.process \"x\" { forward_to = []\n stage.match { selector = \"{a=~}\"\n action = \"drop\" } }", "expected a text in quotes at character 5")]
    [InlineData("loki.process \"x\" { forward_to = []\n stage.timestamp { source = \"a\"\n format = \"RFC1123\" } }", "does not support names of time zones")]
    [InlineData("local.file_match \"x\" { path_targets = [{ a = 1 }] }", "path_targets: it must be a list of targets")]
    [InlineData("discovery.relabel \"x\" { targets = encoding.from_json(\"[]\") }", "does not support the function encoding.from_json")]
    [InlineData("discovery.relabel \"x\" { targets = []\n rule { action = \"invent\" } }", "there is no action 'invent'")]
    [InlineData("discovery.relabel \"x\" { targets = []\n rule {\n action = \"hashmod\"\n modulus = 0\n } }", "modulus: it must be more than zero")]
    public void Read_Mistake_IsNamedWithItsPlace(string text, string expected) => Assert.Contains(expected, Mistake(text), StringComparison.Ordinal);

    [Fact]
    public void Read_NestedWithoutEnd_IsRefusedAndDoesNotEndTheProgram()
    {
        Assert.Contains("nested too deeply", Mistake("x { a = " + new string('[', 100_000)), StringComparison.Ordinal);
        Assert.Contains("nested too deeply", Mistake(string.Concat(Enumerable.Repeat("x {", 100_000))), StringComparison.Ordinal);
    }

    /// <summary>Whatever stands in a file, it is read, or refused in one message for a person.</summary>
    [Fact]
    public void Read_AnyText_NeverFailsOtherwise()
    {
        var whole = Golden("local.alloy");
        string[] pieces = ["{", "}", "[", "]", "(", ")", "\"", "`", "\n", ".", ",", "=", "\\", "//", "/*", "1", "+", "true", "null", "loki", "\0", "ü", "sys.env"];
        var random = new Random(41);
        for (var round = 0; round < 1_000; round++)
        {
            var at = random.Next(whole.Length);
            var end = Math.Min(whole.Length, at + random.Next(15));
            var text = whole[..at] + pieces[random.Next(pieces.Length)] + whole[end..];
            try
            {
                Read(text);
            }
            catch (StandInException mistake)
            {
                Assert.All(mistake.Message.Split('\n'), line => Assert.StartsWith("c.alloy:", line, StringComparison.Ordinal));
            }
        }
    }

    public void Dispose() => _folder.Dispose();

    private static string Golden(string file) =>
        File.ReadAllText(Repository.Combine("tests", "Observability.Hosting.Tests", "Alloy", "Golden", file));

    private string Mistake(string text) => Assert.Throws<StandInException>(() => Read(text)).Message;

    private ShipperConfiguration Read(string text) => ComponentReader.Read("c.alloy", text, new ShipperContext(
        _folder.Path, _ => null, new ShipperMetrics(), TimeProvider.System, Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance));
}
