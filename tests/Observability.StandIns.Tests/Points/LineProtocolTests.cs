using System.Globalization;
using System.Text;
using Observability.StandIns.Points.LineProtocol;
using Observability.StandIns.Points.Storage;

namespace Observability.StandIns.Tests.Points;

/// <summary>Line protocol, as it is documented (https://docs.influxdata.com/influxdb/v2/reference/syntax/line-protocol/).</summary>
public class LineProtocolTests
{
    private const long Now = 1_577_836_800_123_456_789;

    [Theory]
    [InlineData("m f=1 2", "m||f=Float:1@2")]
    [InlineData("m f=1", "m||f=Float:1@1577836800123456789")]
    [InlineData("m,b=2,a=1 f=-1.5e3,g=2i,h=3u,i=t,j=FALSE 0", "m|a=1,b=2|f=Float:-1500,g=Integer:2,h=Unsigned:3,i=Boolean:1,j=Boolean:0@0")]
    [InlineData("m f=\"a b, c=d \\\"q\\\" \\\\ \\n\" 1", "m||f=String:a b, c=d \"q\" \\ \\n@1")]
    [InlineData("my\\ m\\,x,t\\ 1\\=a=v\\,\\ \\=w f\\ 1=1 1", "my m,x|t 1=a=v, =w|f 1=Float:1@1")]
    [InlineData("a=b f=1 1", "a=b||f=Float:1@1")]
    [InlineData("m\\x,t=\\y f=1 1", "m\\x|t=\\y|f=Float:1@1")]
    [InlineData("  m f=1 1  \r", "m||f=Float:1@1")]
    [InlineData("m f=18446744073709551615u,g=-9223372036854775808i 1", "m||f=Unsigned:18446744073709551615,g=Integer:-9223372036854775808@1")]
    [InlineData("°C,ort=Zürich wert=1 1", "°C|ort=Zürich|wert=Float:1@1")]
    public void Parse_Line_IsRead(string line, string expected) => Assert.Equal(expected, Describe(line));

    [Theory]
    [InlineData("m", "missing fields")]
    [InlineData("m,a f=1", "missing tag value")]
    [InlineData("m,a= f=1", "missing tag value")]
    [InlineData("m,=b f=1", "missing tag key")]
    [InlineData("m,a=b=c f=1", "invalid tag format")]
    [InlineData(",a=b f=1", "missing measurement")]
    [InlineData("m f", "invalid field format")]
    [InlineData("m f=", "missing field value")]
    [InlineData("m =1", "missing field key")]
    [InlineData("m f=1x", "invalid number")]
    [InlineData("m f=yes", "invalid boolean")]
    [InlineData("m f=9223372036854775808i", "invalid number")]
    [InlineData("m f=1e999", "invalid number")]
    [InlineData("m f=\"a", "unbalanced quotes")]
    [InlineData("m f=\"a\"b", "invalid field format")]
    [InlineData("m f=1 x", "bad timestamp")]
    [InlineData("m f=1 1 2", "bad timestamp")]
    [InlineData("m f=1 99999999999999999999", "bad timestamp")]
    public void Parse_LineWithAMistake_IsReportedAndDoesNotHinderTheOthers(string line, string message)
    {
        var parsed = Parse("good f=1 1\n" + line + "\n# comment\n\ngood f=2 2\n");

        var problem = Assert.Single(parsed.Problems);
        Assert.Equal(2, problem.Number);
        if (message == "unbalanced quotes")
        {
            // A text may have lines in it: all that follows is part of it.
            Assert.EndsWith(message, problem.Message, StringComparison.Ordinal);
            return;
        }

        Assert.Equal($"unable to parse '{line}': {message}", problem.Message);
        Assert.Equal([1, 5], parsed.Lines.Select(good => good.Number));
    }

    [Fact]
    public void Parse_TextOfSeveralLines_IsOneValueAndLinesAreCounted()
    {
        var parsed = Parse("m f=\"one\ntwo\" 1\nm f= 1");

        Assert.Equal("one\ntwo", parsed.Text(Assert.Single(parsed.Fields).Text));
        Assert.Equal(3, Assert.Single(parsed.Problems).Number);
    }

    [Theory]
    [InlineData(1_000_000_000, 5_000_000_000)]
    [InlineData(1_000, 5_000)]
    public void Parse_Precision_ScalesTheTimeAndCutsNow(long unit, long expected)
    {
        Assert.Equal(expected, Assert.Single(LineProtocolParser.Parse("m f=1 5"u8.ToArray(), unit, Now).Lines).Time);
        Assert.Equal(Now - (Now % unit), Assert.Single(LineProtocolParser.Parse("m f=1"u8.ToArray(), unit, Now).Lines).Time);
        Assert.Contains("time outside range", Assert.Single(
            LineProtocolParser.Parse(Encoding.UTF8.GetBytes($"m f=1 {long.MaxValue}"), unit, Now).Problems).Message,
                StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_WhatIsWritten_ReadsBackTheSame()
    {
        const string Alphabet = "ab ,=\\\"é0\t";
        var random = new Random(7);
        for (var round = 0; round < 2_000; round++)
        {
            string Name() =>
                new string([.. Enumerable.Range(0, random.Next(1, 6)).Select(_ =>
                Alphabet[random.Next(Alphabet.Length)])]).Trim('\\', '\t', ' ') + "x";
            var (measurement, tag, value, field, text) = ("n" + Name(), Name(), Name(), Name(), Name() + "\n" + Name());
            var key = SeriesKey.Write(measurement, [new(tag, value)]);
            var escapedField =
                field.Replace(",", "\\,", StringComparison.Ordinal).Replace("=", "\\=", StringComparison.Ordinal).Replace(" ",
                "\\ ", StringComparison.Ordinal);
            var quoted = text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal);

            var parsed = Parse($"{key} {escapedField}=\"{quoted}\" {round}");

            Assert.Empty(parsed.Problems);
            var (readMeasurement, tags) = SeriesKey.Read(parsed.Body.AsSpan(Assert.Single(parsed.Lines).Key));
            Assert.Equal((measurement, tag, value), (readMeasurement, tags[0].Key, tags[0].Value));
            Assert.Equal((field, text, round),
                (parsed.Name(parsed.Fields[0].Name), parsed.Text(parsed.Fields[0].Text), parsed.Lines[0].Time));
        }
    }

    [Fact]
    public void Parse_AnyBytes_EveryLineIsReadOrReported()
    {
        var random = new Random(11);
        const string Pieces = "m,=\" \\\n#ti1.5eu0-é";
        for (var round = 0; round < 20_000; round++)
        {
            var text = new string([.. Enumerable.Range(0, random.Next(1, 40)).Select(_ => Pieces[random.Next(Pieces.Length)])]);

            var parsed = Parse(text);

            Assert.True(parsed.Lines.Count + parsed.Problems.Count <= text.Count(character => character == '\n') + 1);
            foreach (var line in parsed.Lines)
            {
                Assert.NotEmpty(parsed.Fields[line.Fields]);
                SeriesKey.Read(parsed.Body.AsSpan(line.Key));
            }
        }
    }

    private static ParsedBody Parse(string text) => LineProtocolParser.Parse(Encoding.UTF8.GetBytes(text), 1, Now);

    private static string Describe(string line)
    {
        var parsed = Parse(line);
        Assert.Empty(parsed.Problems);
        var single = Assert.Single(parsed.Lines);
        var (measurement, tags) = SeriesKey.Read(parsed.Body.AsSpan(single.Key));
        var fields = parsed.Fields.Select(field => $"{parsed.Name(field.Name)}={field.Type}:{field.Type switch
        {
            FieldType.String => parsed.Text(field.Text),
            FieldType.Float => BitConverter.Int64BitsToDouble(field.Bits).ToString(CultureInfo.InvariantCulture),
            FieldType.Unsigned => ((ulong)field.Bits).ToString(CultureInfo.InvariantCulture),
            _ => field.Bits.ToString(CultureInfo.InvariantCulture),
        }}");
        return $"{measurement}|{string.Join(',', tags.Select(tag => $"{tag.Key}={tag.Value}"))}|{string.Join(',', fields)}@{single.Time}";
    }
}
