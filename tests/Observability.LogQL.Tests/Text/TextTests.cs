using Observability.LogQL.Results;
using Observability.LogQL.Text;
using Observability.LogQL.Text.Json;

namespace Observability.LogQL.Tests.Text;

/// <summary>Durations, sizes, numbers, quotes and JSON paths in the notations of Go, Prometheus and Loki.</summary>
public sealed class TextTests
{
    private const long Millisecond = 1_000_000;

    [Theory]
    [InlineData("5m", 300_000)]
    [InlineData("1h30m", 5_400_000)]
    [InlineData("1d", 86_400_000)]
    [InlineData("1w2d", 777_600_000)]
    [InlineData("1y", 31_536_000_000)]
    [InlineData("100ms", 100)]
    [InlineData("1s500ms", 1500)]
    [InlineData("0", 0)]
    public void Duration_Prometheus_IsRead(string text, long milliseconds)
    {
        Assert.True(DurationText.TryParse(text, out var nanoseconds));
        Assert.Equal(milliseconds * Millisecond, nanoseconds);
    }

    [Theory]
    [InlineData("")]
    [InlineData("5")]
    [InlineData("m")]
    [InlineData("1.5h")]
    [InlineData("30m1h")]
    [InlineData("1m1m")]
    [InlineData("5minutes")]
    [InlineData("-5m")]
    [InlineData("999999y")]
    public void Duration_NotPrometheus_IsRefused(string text) => Assert.False(DurationText.TryParse(text, out _));

    [Theory]
    [InlineData("1.5h", 5_400_000_000_000)]
    [InlineData("-1.5h", -5_400_000_000_000)]
    [InlineData("2m30.5s", 150_500_000_000)]
    [InlineData("1us", 1000)]
    [InlineData("1µs", 1000)]
    [InlineData("3ns", 3)]
    [InlineData("0", 0)]
    [InlineData("1m1m", 120_000_000_000)]
    public void Duration_Go_IsRead(string text, long nanoseconds)
    {
        Assert.True(DurationText.TryParseGo(text, out var read));
        Assert.Equal(nanoseconds, read);
    }

    [Theory]
    [InlineData("")]
    [InlineData("1d")]
    [InlineData("5")]
    [InlineData("1,5s")]
    [InlineData(" 1s")]
    [InlineData("99999999999h")]
    [InlineData("99999999999999999999999999999999h")]
    public void Duration_NotGo_IsRefused(string text) => Assert.False(DurationText.TryParseGo(text, out _));

    [Theory]
    [InlineData("5KB", 5000)]
    [InlineData("5kb", 5000)]
    [InlineData("5 KiB", 5120)]
    [InlineData("1.5MB", 1_500_000)]
    [InlineData("42", 42)]
    [InlineData("42B", 42)]
    [InlineData("1,000 b", 1000)]
    [InlineData("2Gi", 2_147_483_648)]
    [InlineData("3m", 3_000_000)]
    public void Size_Humanized_IsRead(string text, ulong bytes)
    {
        Assert.True(ByteSizeText.TryParse(text, out var read));
        Assert.Equal(bytes, read);
    }

    [Theory]
    [InlineData("")]
    [InlineData("KB")]
    [InlineData("5XB")]
    [InlineData("-5KB")]
    [InlineData("5 KB x")]
    [InlineData("99999999EB")]
    public void Size_None_IsRefused(string text) => Assert.False(ByteSizeText.TryParse(text, out _));

    [Theory]
    [InlineData(0, "0")]
    [InlineData(1.5, "1.5")]
    [InlineData(-0.25, "-0.25")]
    [InlineData(1e21, "1000000000000000000000")]
    [InlineData(1.5e-7, "0.00000015")]
    [InlineData(-1.25e20, "-125000000000000000000")]
    [InlineData(123456789.125, "123456789.125")]
    [InlineData(1.2345e17, "123450000000000000")]
    [InlineData(double.NaN, "NaN")]
    [InlineData(double.PositiveInfinity, "+Inf")]
    [InlineData(double.NegativeInfinity, "-Inf")]
    public void Value_OfASample_IsWrittenAsLokiDoes(double value, string expected) => Assert.Equal(expected, ResultFormat.Value(value));

    [Theory]
    [InlineData(1_700_000_000_000, "1700000000")]
    [InlineData(1_700_000_000_500, "1700000000.5")]
    [InlineData(1, "0.001")]
    public void Seconds_OfASample_AreWrittenAsLokiDoes(long milliseconds, string expected) =>
        Assert.Equal(expected, ResultFormat.Seconds(milliseconds));

    [Theory]
    [InlineData("\"a\"", "a")]
    [InlineData("\"a\\\"b\\\\c\\n\\t\"", "a\"b\\c\n\t")]
    [InlineData("`a\\n`", "a\\n")]
    [InlineData("\"\\x41\\u00e4\\U0001F600\\101\"", "Aä😀A")]
    [InlineData("\"\\xc3\\xa4\"", "ä")]
    [InlineData("\"\\q\"", null)]
    [InlineData("\"\\u12\"", null)]
    [InlineData("\"\\ud800\"", null)]
    [InlineData("\"\\777\"", null)]
    public void Unquote_GoText_GivesContent(string quoted, string? expected) => Assert.Equal(expected, GoText.Unquote(quoted));

    [Theory]
    [InlineData("a", """{"a":1}""", "1")]
    [InlineData("a.b", """{"x":[1,{"a":2}],"a":{"y":"}","b":"text"}}""", "text")]
    [InlineData("a[1]", """{"a":[1,2]}""", "2")]
    [InlineData("a[1].b", """{"a":[1,{"b":{"c":1}}]}""", """{"c":1}""")]
    [InlineData("[\"a b\"][\"c\"]", """{"a b":{"c":true}}""", "true")]
    [InlineData("a", """{"b":"a","\u0061":"escaped"}""", "escaped")]
    [InlineData("[0]", """["x"]""", "x")]
    [InlineData("a", """{"a":1""", "1")]
    public void Find_Path_FindsItsValue(string path, string json, string expected)
    {
        var bytes = System.Text.Encoding.UTF8.GetBytes(json);

        Assert.True(new JsonPath(path).TryFind(bytes, out var value));
        Assert.Equal(expected, System.Text.Encoding.UTF8.GetString(value.Read(bytes)!.Value.Span));
    }

    [Theory]
    [InlineData("a", "{}")]
    [InlineData("a", "")]
    [InlineData("a.b", """{"a":1}""")]
    [InlineData("a[2]", """{"a":[1,2]}""")]
    [InlineData("a[0]", """{"a":[]}""")]
    [InlineData("b", """{"a":nonsense,"b":1}""")]
    [InlineData("b", """{"a":"open""")]
    public void Find_NoSuchPath_FindsNothing(string path, string json) =>
        Assert.False(new JsonPath(path).TryFind(System.Text.Encoding.UTF8.GetBytes(json), out _));

    [Theory]
    [InlineData("")]
    [InlineData(".a")]
    [InlineData("a.")]
    [InlineData("a..b")]
    [InlineData("a[")]
    [InlineData("a[x]")]
    [InlineData("a[-1]")]
    [InlineData("a[\"b]")]
    [InlineData("a b")]
    [InlineData("1a")]
    public void JsonPath_None_IsRefused(string path) => Assert.Throws<LogQLException>(() => new JsonPath(path));
}
