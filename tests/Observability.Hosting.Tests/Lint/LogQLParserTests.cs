using Observability.Hosting.Lint;
using Observability.LogQL;

namespace Observability.Hosting.Tests.Lint;

/// <summary>Queries, and whether they are LogQL; the grammar of Grafana's own editor (npm @grafana/lezer-logql 0.3.0) says the same.</summary>
public sealed class LogQLParserTests
{
    public static TheoryData<string> Queries => [.. File.ReadAllLines(Path.Combine(GoldenFile.SourceFolder, "Lint", "LogQL", "valid.txt")).Where(line => line.Length > 0)];

    public static TheoryData<string> OtherTexts => [.. File.ReadAllLines(Path.Combine(GoldenFile.SourceFolder, "Lint", "LogQL", "invalid.txt")).Where(line => line.Length > 0)];

    [Theory]
    [MemberData(nameof(Queries))]
    public void FindSelectors_Query_FindsItsSelectors(string query)
    {
        var selectors = LogQLCheck.FindSelectors(query);

        Assert.Equal(query.Count(character => character == '{') - (query.Split("{{").Length - 1) * 2, selectors.Count);
    }

    [Theory]
    [MemberData(nameof(OtherTexts))]
    public void FindSelectors_NoQuery_SaysWhere(string text)
    {
        var exception = Assert.Throws<LogQLException>(() => LogQLCheck.FindSelectors(text));

        Assert.InRange(exception.Position, 0, text.Length);
    }

    [Fact]
    public void FindSelectors_Variables_MayBeAnything()
    {
        Assert.Single(LogQLCheck.FindSelectors("topk(__variable__, sum by (__variable__) (rate({a=\"b\"}[__variable__])))"));
    }
}
