using System.Text;
using Observability.StandIns.Consumer.Model;

namespace Observability.StandIns.Tests.Consumer;

/// <summary>Line protocol, by the grammar of its page and of Telegraf's parser.</summary>
public class LineProtocolTests
{
    private const long Now = 42;

    [Theory]
    [InlineData("m v=1", "m v=1 42")]
    [InlineData("m v=1 7", "m v=1 7")]
    [InlineData("m v=1 -7\n", "m v=1 -7")]
    [InlineData("  m,a=b v=1i,w=2u  7  \r\n", "m,a=b v=1i,w=2i 7")]
    [InlineData("m,b=2,a=1 v=t,w=FALSE,x=True 7", "m,a=1,b=2 v=true,w=false,x=true 7")]
    [InlineData("m,a=1,a=2 v=1,v=2 7", "m,a=2 v=2 7")]
    [InlineData(@"my\ name\,x,a\=b\ c=d\,e v\ 1=""q\""\\ =,"" 7", @"my\ name\,x,a\=b\ c=d\,e v\ 1=""q\""\\ =,"" 7")]
    [InlineData("m v=\"two\nlines\" 7", "m v=\"two\nlines\" 7")]
    [InlineData(@"m,path=C:\x v=1 7", @"m,path=C:\x v=1 7")]
    [InlineData("m v=-.5,w=1.,x=1e3,y=2E-2 7", "m v=-0.5,w=1,x=1000,y=0.02 7")]
    [InlineData("m v=9223372036854775807i,w=-9223372036854775808i 7", "m v=9223372036854775807i,w=-9223372036854775808i 7")]
    [InlineData("m v=18446744073709551615u 7", "m v=9223372036854775807i 7")]
    [InlineData("größe,ort=köln wert=\"ü\" 7", "größe,ort=köln wert=\"ü\" 7")]
    public void Read_Line_IsWrittenAsTelegrafWritesIt(string line, string expected) =>
        Assert.Equal(expected + "\n", Write(Assert.Single(Read(line))));

    [Theory]
    [InlineData("", 0)]
    [InlineData("# only a comment", 0)]
    [InlineData("\n \r\n# one\nm v=1\n\n  # two\nm v=2\n", 2)]
    public void Read_CommentsAndEmptyLines_AreNone(string text, int metrics) => Assert.Equal(metrics, Read(text).Count);

    [Theory]
    [InlineData("m", "line 1, column 2: expected a space before the fields")]
    [InlineData(",a=b v=1", "line 1, column 1: expected the name of a measurement")]
    [InlineData("m,=b v=1", "line 1, column 3: expected the key of a tag")]
    [InlineData("m,a= v=1", "line 1, column 5: expected the value of a tag")]
    [InlineData("m,a v=1", "line 1, column 4: expected = after the key of a tag")]
    [InlineData("m v", "line 1, column 4: expected = after the key of a field")]
    [InlineData("m v=", "line 1, column 5: expected a value")]
    [InlineData("m v=1\nm v=abc", "line 2, column 5: expected a value")]
    [InlineData("m v=1,", "line 1, column 7: expected the key of a field")]
    [InlineData("m v=\"open", "line 1, column 10: expected \" at the end of a text")]
    [InlineData("m v=1 x", "line 1, column 7: expected a time")]
    [InlineData("m v=1 12345678901234567890", "line 1, column 7: expected a time")]
    [InlineData("m v=1 1 1", "line 1, column 9: expected the end of the line")]
    [InlineData("m v=9223372036854775808i", "line 1, column 5: expected a value")]
    [InlineData("m v=-1u", "line 1, column 5: expected a value")]
    [InlineData("m v=NaN", "line 1, column 5: expected a value")]
    [InlineData("m v=1e400", "line 1, column 5: expected a value")]
    [InlineData("m v=+1", "line 1, column 5: expected a value")]
    [InlineData("m\\", "line 1, column 2: expected the name of a measurement")]
    [InlineData("m v=1\rx", "line 1, column 6: expected the end of the line")]
    public void Read_Mistake_RefusesAllAndNamesThePlace(string text, string expected)
    {
        var metrics = LineProtocolReader.Read(Encoding.UTF8.GetBytes(text), Now, out var mistake);

        Assert.Empty(metrics);
        Assert.StartsWith(expected, mistake, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_WhatCannotBeWritten_IsLeftOut()
    {
        var metric = new Metric("m", 7);
        metric.SetTag("empty", string.Empty);
        metric.SetTag("end", @"back\");
        metric.SetField("nan", FieldValue.Of(double.NaN));
        Assert.False(LineProtocolWriter.Write(new StringBuilder(), metric, hasUnsigned: false));

        metric.SetField("v", FieldValue.Of(ulong.MaxValue));
        Assert.Equal("m,end=back v=9223372036854775807i 7\n", Write(metric));
        var text = new StringBuilder();
        LineProtocolWriter.Write(text, metric, hasUnsigned: true, withoutTag: "end");
        Assert.Equal("m v=18446744073709551615u 7\n", text.ToString());
    }

    /// <summary>Whatever a message holds, it is read or refused; what is read, written, read again is the same.</summary>
    [Fact]
    public void Read_AnyBytes_NeitherFailsNorChangesWhatItHasRead()
    {
        const string Good = "m\\ 1,a=b\\,c,d=e f=1.5,g=2i,h=\"x \\\" y\",i=true 1465839830100400200\nn,ü=\\= k=3u";
        string[] pieces = ["m", ",", "=", " ", "v", "\\", "\"", "\n", "\r", "#", "1", "i", "u", ".", "e", "-", "t", "\t", "ü", "\0", "7", ""];
        var (read, random) = (0, new Random(37));
        for (var round = 0; round < 20_000; round++)
        {
            var text = Good;
            for (var change = random.Next(1, 6); change > 0; change--)
            {
                var at = random.Next(text.Length);
                text = text[..at] + pieces[random.Next(pieces.Length)] + text[Math.Min(text.Length, at + random.Next(3))..];
            }

            var strange = new byte[round % 3 == 0 ? 3 : 0];
            random.NextBytes(strange);
            byte[] bytes = [.. Encoding.UTF8.GetBytes(text), .. strange];
            foreach (var metric in LineProtocolReader.Read(bytes, Now, out _))
            {
                read++;
                var line = Write(metric);
                var again = Assert.Single(Read(line));
                Assert.Equal(line, Write(again));
            }
        }

        Assert.True(read > 1_000, $"Only {read} were read: the texts are too strange to tell anything.");
    }

    private static List<Metric> Read(string text)
    {
        var metrics = LineProtocolReader.Read(Encoding.UTF8.GetBytes(text), Now, out var mistake);
        Assert.True(mistake is null, $"{mistake}: {text}");
        return metrics;
    }

    private static string Write(Metric metric)
    {
        var text = new StringBuilder();
        LineProtocolWriter.Write(text, metric, hasUnsigned: false);
        return text.ToString();
    }
}
