using System.Text;
using Observability.LogQL.Text;

namespace Observability.LogQL.Tests.Text;

/// <summary>Regular expressions mean what they mean in Go (https://github.com/google/re2/wiki/Syntax).</summary>
public sealed class GoRegexTests
{
    [Theory]
    [InlineData("a.c", "abc", true)]
    [InlineData("a.c", "a\nc", false)]
    [InlineData("(?s)a.c", "a\nc", true)]
    [InlineData("(?i)ERROR", "an error", true)]
    [InlineData("(?i:E)rror", "an Error", true)]
    [InlineData("(?i:E)rror", "an eRror", false)]
    [InlineData("b$", "b\n", false)]
    [InlineData("(?m)b$", "b\nc", true)]
    [InlineData("^b", "a\nb", false)]
    [InlineData("(?m)^b", "a\nb", true)]
    [InlineData("\\d", "\u0663", false)]
    [InlineData("\\w", "\u00e4", false)]
    [InlineData("\\W", "\u00e4", true)]
    [InlineData("[[:alpha:]_]+", "x_", true)]
    [InlineData("[^[:digit:]]", "5", false)]
    [InlineData("[a-c[]", "[", true)]
    [InlineData("[]a]", "]", true)]
    [InlineData("[\\d.]+", "1.5", true)]
    [InlineData("[\\W]", "a", false)]
    [InlineData("[a-]", "-", true)]
    [InlineData("\\x41\\x{42}", "AB", true)]
    [InlineData("\\x{1F600}", "😀", true)]
    [InlineData("\\Qa.b\\E+", "a.bb", true)]
    [InlineData("\\pL\\p{Nd}", "ä1", true)]
    [InlineData("\\PL", "ä", false)]
    [InlineData("a{2,3}", "aa", true)]
    [InlineData("\\bfoo\\b", "a foo b", true)]
    [InlineData("\\/\\-\\_", "/-_", true)]
    [InlineData("x|", "", true)]
    public void Search_Expression_FindsWhatGoFinds(string pattern, string text, bool isMatch)
    {
        var regex = GoRegex.Search(pattern);

        Assert.Equal(isMatch, regex.IsMatch(text));
        Assert.Equal(isMatch, regex.IsMatch(Encoding.UTF8.GetBytes(text).AsSpan()));
    }

    [Theory]
    [InlineData("a|ab", "ab", true)]
    [InlineData("a", "ab", false)]
    [InlineData(".*", "", true)]
    [InlineData("a|b", "b", true)]
    [InlineData("", "", true)]
    [InlineData("", "a", false)]
    [InlineData("a.*", "a\n", false)]
    public void Whole_Expression_MatchesTheWholeText(string pattern, string text, bool isMatch) =>
        Assert.Equal(isMatch, GoRegex.Whole(pattern).IsMatch(text));

    [Theory]
    [InlineData("(")]
    [InlineData(")")]
    [InlineData("[a")]
    [InlineData("a**")]
    [InlineData("*")]
    [InlineData("(?=a)")]
    [InlineData("(?!a)")]
    [InlineData("(?<=a)")]
    [InlineData("(?>a)")]
    [InlineData("(a)\\1")]
    [InlineData("\\q")]
    [InlineData("\\")]
    [InlineData("(?P<a>x)(?P<a>y)")]
    [InlineData("(?P<a-b>x)")]
    [InlineData("(?P<a")]
    [InlineData("[[:nothing:]]")]
    [InlineData("(?)")]
    [InlineData("[b-a]")]
    [InlineData("\\x{110000}")]
    public void Search_WhatGoRefuses_IsRefused(string pattern) => Assert.Throws<LogQLException>(() => GoRegex.Search(pattern));

    [Theory]
    [InlineData("(?U)a+")]
    [InlineData("\\p{Greek}")]
    [InlineData("[😀]")]
    public void Search_WhatIsLeftOut_IsNamed(string pattern) => Assert.Throws<LogQLNotSupportedException>(() => GoRegex.Search(pattern));

    [Theory]
    [InlineData("$1-$2", "b-c")]
    [InlineData("${name}x$$", "cx$")]
    [InlineData("$name", "c")]
    [InlineData("$namex", "")]
    [InlineData("$0", "abc")]
    [InlineData("$9", "")]
    [InlineData("$", "$")]
    [InlineData("${open", "${open")]
    public void Expand_Template_PutsGroupsIn(string template, string expected)
    {
        var regex = GoRegex.Search("a(b)(?P<name>c)");

        Assert.Equal(expected, regex.Expand(regex.Match("abc"), template));
    }

    [Fact]
    public void Search_ExpressionThatBacktracksWithoutEnd_IsLinear()
    {
        var regex = GoRegex.Search("(a+)+$");

        Assert.False(regex.IsMatch(new string('a', 50_000) + "b"));
    }
}
