using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Observability.Hosting.Loki;

namespace Observability.Hosting.Tests.Loki;

public sealed class LokiRulesTests : IDisposable
{
    private const string GoodFile = """
        groups:
          - name: stack
            interval: 1m
            limit: 10
            rules:
              - alert: ManyErrors
                expr: sum by (resource) (rate({stack="observability"} |= "error" [5m])) > 10
                for: 2m
                labels: { severity: warning }
                annotations: { summary: "{{ $labels.resource }} fails" }
              - record: resource:lines:rate1m
                expr: sum by (resource) (rate({stack="observability"}[1m]))
        """;

    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData(GoodFile)]
    [InlineData("groups: []")]
    [InlineData("groups:")]
    [InlineData("{}")]
    [InlineData("groups: [{ name: g, rules: [{ alert: 1, expr: 1, for: 1d12h, keep_firing_for: 0 }] }]")]
    [InlineData("groups: [{ name: g, rules: [&r { alert: A, expr: x }, { <<: *r, labels: { severity: page } }] }]")]
    public void FindMistakes_WhatLokiLoads_HasNone(string text) => Assert.Empty(LokiRuleFile.FindMistakes(text));

    [Theory]
    [InlineData("", "1:1: the file is empty")]
    [InlineData("- name: g", "1:1: the file is no map")]
    [InlineData("group: []", "1:1: the file cannot have 'group'")]
    [InlineData("groups: g", "1:9: 'groups' is no list")]
    [InlineData("groups: [{ rules: [] }]", "1:10: the group has no name")]
    [InlineData("groups: [{ name: null, rules: [] }]", "1:10: the group has no name")]
    [InlineData("groups: [{ name: g }, { name: g }]", "1:23: there is a group 'g' already in this file")]
    [InlineData("groups: [{ name: g, intervall: 1m }]", "1:21: a group cannot have 'intervall'")]
    [InlineData("groups: [{ name: g, interval: soon }]", "1:31: 'interval: soon' is no duration such as 5m")]
    [InlineData("groups: [{ name: g, rules: [x] }]", "1:29: a rule of group 'g' is no map")]
    [InlineData("groups: [{ name: g, rules: [{ expr: x }] }]", "1:29: a rule of group 'g' has neither 'record' nor 'alert'")]
    [InlineData("groups: [{ name: g, rules: [{ alert: A, record: b, expr: x }] }]", "1:29: a rule of group 'g' has both 'record' and 'alert'")]
    [InlineData("groups: [{ name: g, rules: [{ alert: A }] }]", "1:29: rule 'A' of group 'g' has no 'expr'")]
    [InlineData("groups: [{ name: g, rules: [{ alert: A, expr: x, severity: page }] }]", "1:50: a rule of group 'g' cannot have 'severity'")]
    [InlineData("groups: [{ name: g, rules: [{ alert: A, expr: x, for: 5 minutes }] }]", "1:55: 'for: 5 minutes' is no duration such as 5m")]
    [InlineData("groups: [{ name: g, rules: [{ alert: A, expr: x, labels: { a-b: c } }] }]", "1:60: 'a-b' is no name that 'labels' can have")]
    [InlineData("groups: [{ name: g, rules: [{ record: 1x, expr: x }] }]", "1:29: '1x' is no name of a metric")]
    [InlineData("groups: [{ name: g, rules: [{ record: x, expr: x, for: 1m }] }]", "1:29: recording rule 'x' has a 'for', which is for alerts")]
    [InlineData("groups: [{ name: g, rules: [{ record: x, expr: x, annotations: { a: b } }] }]", "1:29: recording rule 'x' has annotations, which are for alerts")]
    public void FindMistakes_WhatLokiRefuses_IsFoundWithItsPlace(string text, string expected) =>
        Assert.Equal(expected, Assert.Single(LokiRuleFile.FindMistakes(text)));

    [Fact]
    public void FindMistakes_Several_AreAllFound() =>
        Assert.Equal(3, LokiRuleFile.FindMistakes("groups: [{ name: g, rules: [{ alert: A }, { expr: x }] }, { name: g }]").Count);

    [Fact]
    public async Task RunAsync_MissingBrokenAndHiddenFiles_AreAllReported()
    {
        var broken = _folder.Write("a/broken.yml", "groups:\n  - name: 'g\n");
        _folder.Write("a/stack.yml", GoodFile);
        _folder.Write("b/stack.yml", GoodFile);
        _folder.Write("b/README.md", "no rule");

        var problems = await CheckAsync(_folder.Combine("a"), _folder.Combine("b"), _folder.Combine("nowhere"));

        Assert.Collection(
            problems.Order(StringComparer.Ordinal),
            text => Assert.StartsWith($"loki: WithRules: {broken}:", text, StringComparison.Ordinal),
            text => Assert.EndsWith("b/stack.yml have one name, and only one could be loaded. Rename one of them.", text, StringComparison.Ordinal),
            text => Assert.StartsWith($"loki: WithRules: {_folder.Combine("nowhere")} is no rule file", text, StringComparison.Ordinal));
    }

    public void Dispose() => _folder.Dispose();

    private static async Task<IReadOnlyList<string>> CheckAsync(params string[] paths)
    {
        var builder = DistributedApplication.CreateBuilder();
        var loki = builder.AddLoki("loki");
        foreach (var path in paths)
        {
            loki.WithRules(path);
        }

        var problems = await new LokiRulesCheck(new DistributedApplicationModel(builder.Resources)).RunAsync(TestContext.Current.CancellationToken);
        return [.. problems.Select(problem => problem.ToString())];
    }
}
