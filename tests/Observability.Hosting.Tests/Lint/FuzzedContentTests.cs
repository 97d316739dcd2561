using Observability.Tests.Hostile;

namespace Observability.Hosting.Tests.Lint;

/// <summary>Rules, dashboards and alerts that somebody has spoiled are problems of a list, and never the end of the program.</summary>
public sealed class FuzzedContentTests : IDisposable
{
    private const int Count = 60;
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string, string> Content => new()
    {
        { "rules", "AppHost/rules" },
        { "log-rules", "tests/Observability.Hosting.Tests/Lint/Cases/valid" },
        { "dashboards", "AppHost/dashboards" },
        { "alerts", "AppHost/alerts" },
    };

    [Theory]
    [MemberData(nameof(Content))]
    public async Task Content_Spoiled_IsAProblemThatNamesItsFile(string kind, string source)
    {
        var seeds = Directory.GetFiles(Repository.Combine(source), "*", SearchOption.AllDirectories)
            .Where(file => kind != "log-rules" || file.Contains("/log-rules/", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .ToList();
        Assert.NotEmpty(seeds);
        var number = 0;
        foreach (var seed in seeds)
        {
            foreach (var mutant in Mutations.Of(await File.ReadAllTextAsync(seed, TestContext.Current.CancellationToken), Count / seeds.Count + 1, number))
            {
                _folder.Write($"{kind}/mutant-{number++}{Path.GetExtension(seed)}", mutant);
            }
        }

        var problems = await LintCaseTests.LintAsync(_folder.Path);

        Assert.Contains(problems, problem => problem.ToString().Contains("mutant-", StringComparison.Ordinal));
        Assert.DoesNotContain(problems, problem => problem.ToString().Contains("Exception", StringComparison.Ordinal));
    }

    public void Dispose() => _folder.Dispose();
}
