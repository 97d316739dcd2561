using System.Text.RegularExpressions;

namespace Observability.Hosting.Tests.Architecture;

/// <summary>A promise of docs/reliability.md names a test, and the test is there.</summary>
public partial class ReliabilityDocumentTests
{
    [Fact]
    public void Tests_ThatTheDocumentNames_AreThere()
    {
        var named = TestName().Matches(File.ReadAllText(Repository.Combine("docs", "reliability.md"))).Select(match => match.Groups["name"].Value).Distinct().ToList();
        var methods = Directory.EnumerateFiles(Repository.Combine("tests"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains("/obj/", StringComparison.Ordinal))
            .SelectMany(file => Method().Matches(File.ReadAllText(file)).Select(match => match.Groups["name"].Value))
            .ToHashSet(StringComparer.Ordinal);

        Assert.NotEmpty(named);
        Assert.Empty(named.Except(methods));
    }

    // `Subject_Condition_Outcome`
    [GeneratedRegex("`(?<name>[A-Z][A-Za-z0-9]+_[A-Za-z0-9]+_[A-Za-z0-9]+)`")]
    private static partial Regex TestName();

    [GeneratedRegex(@" (Task|void) (?<name>[A-Z]\w+_\w+)\(")]
    private static partial Regex Method();
}
