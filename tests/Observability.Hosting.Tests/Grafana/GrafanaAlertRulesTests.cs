using Observability.Hosting.Grafana.Content;

namespace Observability.Hosting.Tests.Grafana;

public class GrafanaAlertRulesTests
{
    private const string Rule = """
        # $comment
        apiVersion: 1
        groups:
          - name: costs $5
            folder: 'Földer 😀 $X'
            rules:
              - uid: a
                title: "more than $5 \"quoted\" ${Y}"   # a $comment
                labels:
                  team: "{{ $labels.team }}"
                  block: >-
                    folded $A
                    text ${B}
                annotations:
                  summary: "{{ $labels.job }} at {{ $values.A }}"
                data:
                  - refId: A
                    datasourceUid: prometheus
                    model:
                      expr: rate(x[$__rate_interval])
                      nested: { list: [ "$Z" ] }
        contactPoints:
          - name: mail
            receivers: [ { uid: m, type: email, settings: { addresses: $ADDRESSES } } ]

        """;

    private static readonly IReadOnlySet<string> s_prometheus = new HashSet<string> { "prometheus" };

    [Fact]
    public void Prepare_RuleGroups_GrafanaReadsEveryFieldAsItIsWritten()
    {
        var before = YamlDocument.Parse(Rule);
        var after = YamlDocument.Parse(Prepare(Rule));

        // Expanded by Grafana, so doubled for it.
        object[][] expanded =
        [
            ["groups", 0, "name"],
            ["groups", 0, "folder"],
            ["groups", 0, "rules", 0, "title"],
            ["groups", 0, "rules", 0, "labels", "team"],
            ["groups", 0, "rules", 0, "labels", "block"],
        ];
        Assert.All(expanded, path => Assert.Equal(before.Scalar(path), GrafanaExpansion.Expand(after.Scalar(path))));

        // Taken as they stand by Grafana, so left alone.
        object[][] raw =
        [
            ["groups", 0, "rules", 0, "annotations", "summary"],
            ["groups", 0, "rules", 0, "data", 0, "model", "expr"],
            ["groups", 0, "rules", 0, "data", 0, "model", "nested", "list", 0],
        ];
        Assert.All(raw, path => Assert.Equal(before.Scalar(path), after.Scalar(path)));
    }

    [Fact]
    public void Prepare_WhatIsNoRuleGroup_KeepsItsVariables()
    {
        var text = Prepare(Rule);

        Assert.Contains("addresses: $ADDRESSES", text, StringComparison.Ordinal);
        Assert.Contains("# $comment\n", text, StringComparison.Ordinal);
        Assert.Contains("  # a $comment\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Prepare_NoDollarSign_ChangesNothing()
    {
        const string Plain = "apiVersion: 1\r\ngroups:\r\n  - name: 'a'  # kept\r\n";

        Assert.Equal(Plain, Prepare(Plain));
    }

    [Theory]
    [InlineData("plain $x")]
    [InlineData("'single $x ''y'' $'")]
    [InlineData("\"double $x \\\"y\\\" \\u20ac $\"")]
    [InlineData("|\n      literal $x\n      $y\n")]
    [InlineData(">\n      folded $x\n      $y\n")]
    [InlineData("&anchor $x")]
    [InlineData("!!str $x")]
    public void Prepare_ScalarOfEveryStyle_IsReadAsItIsWritten(string scalar)
    {
        var text = $"groups:\r\n  - name: 😀\n    folder: {scalar}\n    interval: $i\n";

        Assert.Equal(
            YamlDocument.Parse(text).Scalar("groups", 0, "folder"),
            GrafanaExpansion.Expand(YamlDocument.Parse(Prepare(text)).Scalar("groups", 0, "folder")));
        Assert.Equal("$$i", YamlDocument.Parse(Prepare(text)).Scalar("groups", 0, "interval"));
    }

    [Fact]
    public void Prepare_AnchorAndAlias_AreDoubledOnce() =>
        Assert.Equal(
            "groups:\n  - name: &a '$$x'\n    folder: *a\n", Prepare("groups:\n  - name: &a '$x'\n    folder: *a\n"));

    [Fact]
    public void Prepare_Json_IsYamlToo() =>
        Assert.Equal(
            """{"apiVersion":1,"groups":[{"name":"$$x"}]}""", Prepare("""{"apiVersion":1,"groups":[{"name":"$x"}]}"""));

    [Fact]
    public void Prepare_QueriesAStoreThatIsNotInThisRun_HasNoRules() =>
        Assert.Equal("apiVersion: 1\ngroups: []\n", GrafanaAlertRules.Prepare(Rule, new HashSet<string>(), s_prometheus));

    private static string Prepare(string text) => GrafanaAlertRules.Prepare(text, s_prometheus, s_prometheus);
}
