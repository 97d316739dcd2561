using Observability.Hosting.Telegraf;
using Tomlyn;
using Tomlyn.Model;

namespace Observability.Hosting.Tests.Telegraf;

public class TomlTextTests
{
    private const string Alphabet = "ab \"'\\\n\r\t\0\u0001\u007f#$%{}[]=.,;:&é€😀\u2028";

    [Theory]
    [InlineData("")]
    [InlineData("it's \"quoted\" # no comment")]
    [InlineData("back\\slash \\n \\u0041")]
    [InlineData("\"\"\"")]
    [InlineData("line\nbreak\r\n\ttab\0 \u0001 \u007f")]
    [InlineData("${NOT_A_VARIABLE} $1 $$ {{tag}} %Y")]
    [InlineData("zäi 😀 \u2028")]
    public void Add_String_ComesBackAsWritten(string value)
    {
        var text = new TomlText().Table("table").Add("key", value).Add("keys", [value, value]).ToString();

        var table = (TomlTable)TomlSerializer.Deserialize<TomlTable>(text)!["table"];
        Assert.Equal(value, table["key"]);
        Assert.Equal([value, value], (TomlArray)table["keys"]);
        Assert.DoesNotContain('$', text);
    }

    [Fact]
    public void Add_RandomStrings_ComeBackAsWritten()
    {
        const int Seed = 20261125;
        var random = new Random(Seed);
        var letters = Alphabet.EnumerateRunes().ToArray();
        for (var round = 0; round < 500; round++)
        {
            var value = string.Concat(Enumerable.Range(0, random.Next(20)).Select(_ => letters[random.Next(letters.Length)].ToString()));

            var text = new TomlText().Add("key", value).ToString();

            Assert.Equal(value, TomlSerializer.Deserialize<TomlTable>(text)!["key"]);
        }
    }

    [Fact]
    public void Element_TwiceWithATable_IsAnArrayOfTables()
    {
        var text = new TomlText()
            .Element("a.b").Add("n", 1).Table("a.b.c").Add("yes", true)
            .Element("a.b").Add("n", -2)
            .ToString();

        var elements = (TomlTableArray)((TomlTable)TomlSerializer.Deserialize<TomlTable>(text)!["a"])["b"];
        Assert.Equal([1L, -2L], elements.Select(element => element["n"]));
        Assert.Equal(true, ((TomlTable)elements[0]["c"])["yes"]);
    }

    [Fact]
    public void AddVariable_Name_IsTheOnlyDollar() =>
        Assert.Equal("key = \"http://\\u0024${NAME_1}\"\n", new TomlText().AddVariable("key", "NAME_1", before: "http://$").ToString());

    [Theory]
    [InlineData("")]
    [InlineData("A}\"")]
    [InlineData("A:-default")]
    public void AddVariable_OtherThanAName_IsRefused(string name) =>
        Assert.Throws<ArgumentException>(() => new TomlText().AddVariable("key", name));
}
