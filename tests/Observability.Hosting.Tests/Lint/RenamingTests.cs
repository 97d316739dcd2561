using System.Text;
using Observability.Hosting.Lint;

namespace Observability.Hosting.Tests.Lint;

/// <summary>Whatever is renamed on one side of an edge is found: every metric that has one owner, and every label of it.</summary>
public sealed class RenamingTests : IDisposable
{
    private static readonly SeriesCatalogue s_series = SeriesCatalogue.Get("node-exporter");

    private readonly TemporaryFolder _folder = new();

    private static IEnumerable<string> Metrics => s_series.Metrics.Where(s_series.Owns);

    private static IEnumerable<(string Metric, string Label)> Labels =>
        Metrics.SelectMany(metric => s_series.FindLabels(metric)!.Select(label => (metric, label)));

    [Fact]
    public async Task Lint_NothingRenamed_FindsNothing() => Assert.Empty(await LintAsync(
        [.. Metrics.Select(metric => $"{metric} > 0"), .. Labels.Select(pair => $"{pair.Metric}{{{pair.Label}=\"x\"}} > 0")]));

    [Fact]
    public async Task Lint_EachMetricRenamed_IsFound()
    {
        var metrics = Metrics.ToList();

        var found = await LintAsync(metrics.Select(metric => $"{metric}_renamed > 0"));

        Assert.NotEmpty(metrics);
        Assert.Equal(metrics.Count, found.Count);
        Assert.All(found, rule => Assert.Equal("metric-unknown", rule));
    }

    [Fact]
    public async Task Lint_EachLabelRenamed_IsFound()
    {
        var labels = Labels.ToList();

        var found = await LintAsync(labels.Select(pair => $"{pair.Metric}{{{pair.Label}_renamed=\"x\"}} > 0"));

        Assert.NotEmpty(labels);
        Assert.Equal(labels.Count, found.Count);
        Assert.All(found, rule => Assert.Equal("label-unknown", rule));
    }

    public void Dispose() => _folder.Dispose();

    // The rules that are broken, by one expression each.
    private async Task<IReadOnlyList<string>> LintAsync(IEnumerable<string> expressions)
    {
        var text = new StringBuilder("groups:\n  - name: case\n    rules:\n");
        foreach (var expression in expressions)
        {
            text.Append("      - alert: Case\n        expr: '").Append(expression).Append("'\n");
        }

        _folder.Write("rules/a.yml", text.ToString());
        return [.. (await LintCaseTests.LintAsync(_folder.Path)).Select(problem => problem.Rule)];
    }
}
