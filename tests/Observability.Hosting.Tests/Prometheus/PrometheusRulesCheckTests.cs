using System.ComponentModel;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Observability.Hosting.Backends;
using Observability.Hosting.Prometheus;
using Observability.Hosting.Tests.Backends;

namespace Observability.Hosting.Tests.Prometheus;

public sealed class PrometheusRulesCheckTests : IDisposable
{
    private const string GoodRule = "groups: [{ name: g, rules: [{ alert: Down, expr: up == 0 }] }]";
    private readonly TemporaryFolder _folder = new();
    private readonly RecordingTools _accepting = new((_, _) => new ToolResult(0, "SUCCESS"));

    [Fact]
    public async Task RunAsync_GoodFiles_AsksPromtoolOnceForAll()
    {
        var first = _folder.Write("rules/a.yml", GoodRule);
        var second = _folder.Write("rules/b.yaml", GoodRule);
        _folder.Write("rules/README.md", "no rule");

        Assert.Empty(await CheckAsync(_accepting, _folder.Combine("rules")));
        Assert.Equal([$"promtool check rules {first} {second}"], _accepting.Calls);
    }

    [Fact]
    public async Task RunAsync_SeveralMistakes_ReportsAllOfThem()
    {
        var broken = _folder.Write("rules/broken.yml", "groups:\n  - name: 'g\n");
        var refused = _folder.Write("rules/refused.yml", GoodRule);
        var tools = new RecordingTools((_, _) => new ToolResult(
            1, $"Checking {refused}\n  FAILED:\n{refused}: 5:15: group \"g\", rule 1, \"Down\": could not parse expression: 1:4: parse error."));

        var problems = await CheckAsync(tools, _folder.Combine("rules"), _folder.Combine("nowhere"));

        Assert.Collection(
            problems.Order(StringComparer.Ordinal),
            text => Assert.StartsWith($"prometheus: WithRules: {_folder.Combine("nowhere")} is no rule file", text, StringComparison.Ordinal),
            text => Assert.StartsWith($"prometheus: WithRules: {broken}:", text, StringComparison.Ordinal),
            text => Assert.Equal(
                $"prometheus: WithRules: {refused}: 5:15: group \"g\", rule 1, \"Down\": could not parse expression: 1:4: parse error. Mend the rule.",
                text));
    }

    [Fact]
    public async Task RunAsync_TwoFilesOfOneName_SaysThatOneWouldHideTheOther()
    {
        _folder.Write("a/host.yml", GoodRule);
        _folder.Write("b/host.yml", GoodRule);

        var problem = Assert.Single(await CheckAsync(_accepting, _folder.Combine("a"), _folder.Combine("b")));

        Assert.Contains("have one name", problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_PromtoolNotInstalled_StillChecksTheYaml()
    {
        _folder.Write("rules/good.yml", GoodRule);
        _folder.Write("rules/broken.yml", "a: b: c");
        var tools = new RecordingTools((_, _) => throw new Win32Exception(2));

        Assert.Single(await CheckAsync(tools, _folder.Combine("rules")));
    }

    [Fact]
    [Tier(Tier.Process)]
    public async Task RunAsync_RealPromtool_NamesFileGroupAndRule()
    {
        Requires.Promtool();
        var file = _folder.Write("rules/bad.yml", GoodRule.Replace("up == 0", "up ==", StringComparison.Ordinal));

        var problem = Assert.Single(await CheckAsync(new ToolRunner(), _folder.Combine("rules")));

        Assert.StartsWith($"prometheus: WithRules: {file}:", problem, StringComparison.Ordinal);
        Assert.Contains("\"Down\"", problem, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private static async Task<IReadOnlyList<string>> CheckAsync(IToolRunner tools, params string[] paths)
    {
        var builder = DistributedApplication.CreateBuilder();
        var prometheus = builder.AddPrometheus("prometheus");
        foreach (var path in paths)
        {
            prometheus.WithRules(path);
        }

        var check = new PrometheusRulesCheck(new DistributedApplicationModel(builder.Resources), tools);
        var problems = await check.RunAsync(TestContext.Current.CancellationToken);
        return [.. problems.Select(problem => problem.ToString())];
    }
}
