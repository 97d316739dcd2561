using Observability.Hosting.Grafana;

namespace Observability.Hosting.Tests.Grafana;

public class IniTextTests
{
    // Every mark that the dialect or Grafana gives a meaning, and some that they do not.
    private static readonly string[] s_marks = ["#", ";", "'", "\"", "`", "\\", "\"\"\"", "$", "{", "}", "%", "=", "[", " ", "é", "😀", "a"];

    [Fact]
    public void Add_EveryTripleOfMarks_ComesBackAsWritten()
    {
        var values = from first in s_marks from second in s_marks from third in s_marks select first + second + third;

        foreach (var value in values.Concat(s_marks).Append(string.Empty))
        {
            var text = new IniText().Section("s").Add("key", value).ToString();

            Assert.Equal(value, GoIni.Read(text)["s.key"]);
        }
    }

    [Theory]
    [InlineData("a\nb", "must be one line")]
    [InlineData("a\rb", "must be one line")]
    [InlineData("${HOME}", "would be expanded")]
    [InlineData("x $__file{/etc/passwd}", "would be expanded")]
    [InlineData("http://%(domain)s/", "would be expanded")]
    public void Add_WhatCannotBeWrittenLiterally_IsRefused(string value, string why)
    {
        var error = Assert.Throws<ArgumentException>(() => new IniText().Section("s").Add("key", value));

        Assert.Contains(why, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AddFile_PathWithAMark_IsQuotedAsAWhole() =>
        Assert.Equal("$__file{/home/#1/x}", GoIni.Read(new IniText().Section("s").AddFile("key", "/home/#1/x").ToString())["s.key"]);

    [Fact]
    public void Add_Null_LeavesTheKeyOut() => Assert.Equal("[s]\n", new IniText().Section("s").Add("key", (string?)null).ToString());
}
