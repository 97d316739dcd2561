using System.Text;
using Observability.Hosting.Alloy;

namespace Observability.Hosting.Tests.Alloy;

public class AlloyBlockTests
{
    [Theory]
    [InlineData("")]
    [InlineData("plain")]
    [InlineData("quote \" and 'both' and `back`")]
    [InlineData(@"back\slash \n \\ \d+\.log$")]
    [InlineData("line\nfeed\r\ntab\tbell\u0007 nul\0 del\u007f")]
    [InlineData("${VAR} $$ {{ .Value }} // no comment /* none */ # none")]
    [InlineData("größe 日本 🚀 \u2028 \ufeff")]
    [InlineData("} ] ) = ,")]
    public void Text_AnyCharacters_ComeBackAsWritten(string text) => Assert.Equal(text, RoundTrip(text));

    [Fact]
    public void Text_HalfOfASurrogatePair_BecomesTheReplacementCharacter() => Assert.Equal("a\uFFFDb", RoundTrip("a\ud800b"));

    /// <summary>The same strings in every run: a small generator with a fixed seed that prefers what is special.</summary>
    [Fact]
    public void Text_TwoThousandMixtures_ComeBackAsWritten()
    {
        const string Special = "\"\\\n\r\t\0\u0001\u001f\u007f\ufeff\u2028${}[]()=,.#/'`%{{}}äß日 ab09_\ud83d\ude80";
        var seed = 12345u;
        for (var round = 0; round < 2000; round++)
        {
            var text = new StringBuilder();
            for (var length = Next(24); length > 0; length--)
            {
                text.Append(Next(4) == 0 ? (char)Next(0xD800) : Special[(int)Next((uint)Special.Length)]);
            }

            // Halves of pairs are no text; what is left of them is the replacement character.
            var expected = Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text.ToString()));
            Assert.Equal(expected, RoundTrip(text.ToString()));
        }

        uint Next(uint limit)
        {
            seed = (seed * 1664525) + 1013904223;
            return (seed >> 8) % limit;
        }
    }

    [Fact]
    public void Write_Blocks_ReadBackWithTheirOrderAndLabels()
    {
        var text = AlloyBlock.Write(
        [
            new AlloyBlock("a.b", "2nd-one ä")
                .Set("text", "x")
                .Set("none", null)
                .Set("longer_name", AlloyValue.List(["y", AlloyValue.Map(("k-1", "v"), ("k2", AlloyValue.List([])))]))
                .Add(new AlloyBlock("empty"))
                .Add(new AlloyBlock("inner").Set("z", "1")),
            new AlloyBlock("c"),
        ]);

        Assert.Equal(
            """
            a.b "_2nd_one__" {
            	text        = "x"
            	longer_name = ["y", { "k-1" = "v", "k2" = [] }]

            	empty { }

            	inner {
            		z = "1"
            	}
            }

            c { }

            """.ReplaceLineEndings("\n"),
            text);
        var blocks = AlloyReader.Read(text);
        Assert.Equal(["a.b", "c"], blocks.Select(block => block.Name));
        Assert.Equal(["empty", "inner"], blocks[0].Blocks.Select(block => block.Name));
    }

    private static string RoundTrip(string text)
    {
        // As bytes, because that is what a file is.
        var written = AlloyBlock.Write([new AlloyBlock("block", "label").Set("text", text).Set("map", AlloyValue.Map((text, text)))]);
        var read = Assert.Single(AlloyReader.Read(Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(written))));
        var value = Assert.IsType<AlloyReader.Text>(read.Attributes["text"]);
        Assert.Equal(value.Content, Assert.Single(Assert.IsType<AlloyReader.Map>(read.Attributes["map"]).Entries).Key);
        return value.Content;
    }
}
