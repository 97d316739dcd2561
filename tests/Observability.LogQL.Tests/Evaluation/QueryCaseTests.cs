using Observability.LogQL.Tests.Support;

namespace Observability.LogQL.Tests.Evaluation;

/// <summary>Queries whose results were worked out by hand from Grafana's documentation (Cases).</summary>
public sealed class QueryCaseTests
{
    private static string Folder => Path.Combine(AppContext.BaseDirectory, "Cases");

    public static TheoryData<string, int, string> Cases
    {
        get
        {
            var rows = new TheoryData<string, int, string>();
            foreach (var file in Directory.GetFiles(Folder, "*.txt").Order(StringComparer.Ordinal))
            {
                foreach (var (index, queryCase) in QueryCase.Read(file).Index())
                {
                    rows.Add(Path.GetFileNameWithoutExtension(file), index, queryCase.Query);
                }
            }

            return rows;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Evaluate_Case_GivesWhatItSays(string file, int index, string query)
    {
        var queryCase = QueryCase.Read(Path.Combine(Folder, file + ".txt"))[index];

        Assert.Equal(query, queryCase.Query);
        Assert.Equal(queryCase.Expected, await queryCase.EvaluateAsync(TestContext.Current.CancellationToken));
    }
}
