using System.Text.RegularExpressions;
using Observability.Hosting.Alloy;

namespace Observability.Hosting.Tests.Alloy;

public class AlloyStagesTests
{
    [Theory]
    [InlineData("""ts=2026-11-25T03:04:05.678Z caller=main.go:12 level=info msg="level=error is not it" """, "info")]
    [InlineData("""time=2026-11-25T03:04:05.678Z level=WARN source=a.go:1 msg="slow" """, "WARN")]
    [InlineData("""logger=settings t=2026-11-25T03:04:05.678+01:00 level=error msg="failed" """, "error")]
    [InlineData("""ts=2026-11-25T03:04:05.678901Z lvl=info msg="Welcome to InfluxDB" log_id=0x""", "info")]
    [InlineData("""{"level":"error","msg":"no"}""", "error")]
    [InlineData("""{"@timestamp":"2026-11-25T03:04:05.678Z", "log.level": "INFO", "message":"started"}""", "INFO")]
    [InlineData("[2026-11-25T03:04:05,678][WARN ][o.e.n.Node] [node] heap", "WARN")]
    [InlineData("2026-11-25 03:04:05,678 INFO  [io.quarkus] (main) started", "INFO")]
    [InlineData("2026-11-25 03:04:05.678901+00:00 [error] <0.2.0> closing", "error")]
    [InlineData("2026-11-25T03:04:05Z ERR provider failed", "ERR")]
    [InlineData("2026-11-25T03:04:05.678Z\twarn\tservice@v0.159.0/service.go:1\tSlow", "warn")]
    [InlineData("[2026/11/25 03:04:05] [ info] [engine] started", "info")]
    [InlineData("fail: Microsoft.AspNetCore.Server.Kestrel[13]", "fail")]
    [InlineData("FATAL", "FATAL")]
    [InlineData("      at System.Error.Handle()", null)]
    [InlineData("no level here, though it is an information", null)]
    [InlineData("information5 is a word", null)]
    [InlineData("leveled=infoo", null)]
    public void LevelPattern_ShapesOfTheStack_FindTheWord(string line, string? expected)
    {
        var match = Dotnet(AlloyStages.LevelPattern).Match(line);

        Assert.Equal(expected, match.Success ? match.Groups["level"].Value : null);
    }

    [Theory]
    [InlineData("2026-11-25T03:04:05.6789012Z level=info msg=\"a b\"", "2026-11-25T03:04:05.6789012Z", "level=info msg=\"a b\"")]
    [InlineData("2026-11-25T03:04:05Z ", "2026-11-25T03:04:05Z", "")]
    public void TimePattern_LineOfTheStack_TakesItApart(string line, string time, string rest)
    {
        var match = Dotnet(AlloyStages.TimePattern).Match(line);

        Assert.Equal((time, rest), (match.Groups["time"].Value, match.Groups["line"].Value));
    }

    [Fact]
    public void TimePattern_LineWithoutTime_StaysAsItIs() => Assert.DoesNotMatch(Dotnet(AlloyStages.TimePattern), "   at Program.Main()");

    [Fact]
    public void LevelTemplate_EveryWordOfThePattern_HasALevel()
    {
        var words = Regex.Match(AlloyStages.LevelPattern, @"\(\?P<level>(.*?)\)").Groups[1].Value.Split('|');

        Assert.Equal(words, Regex.Matches(AlloyStages.LevelTemplate, "\"([a-z]+)\"").Select(match => match.Groups[1].Value));
        Assert.Equal(2, Regex.Count(AlloyStages.LevelTemplate, "{{ end }}"));
    }

    /// <summary>The pattern in .NET's spelling of named groups; the rest of it means the same in RE2.</summary>
    private static Regex Dotnet(string re2) => new(re2.Replace("(?P<", "(?<", StringComparison.Ordinal), RegexOptions.CultureInvariant);
}
