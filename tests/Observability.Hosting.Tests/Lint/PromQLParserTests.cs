using Observability.Hosting.Lint.PromQL;

namespace Observability.Hosting.Tests.Lint;

public sealed class PromQLParserTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    /// <summary>Expressions, and whether they are PromQL; a real promtool says the same.</summary>
    public static TheoryData<string, bool> Expressions => new()
    {
        { "up", true },
        { "up{job=\"a\", instance!~'b.*'}", true },
        { "{job=`a`}", true },
        { "{__name__=~\"node_.*\"}", true },
        { "sum by (job) (rate(x_total[5m]))", true },
        { "sum(rate(x_total[5m])) by (job)", true },
        { "SUM BY (job) (up)", true },
        { "sum Without (job) (up)", true },
        { "count_values(\"version\", build_info)", true },
        { "topk(3, x) without (a, b)", true },
        { "a / on (x, y) group_left (z) b", true },
        { "a / ignoring (x) group_right b", true },
        { "a and b or c unless d", true },
        { "a > bool 1", true },
        { "-x ^ 2 ^ -3", true },
        { "x offset 5m", true },
        { "x offset -1h30m", true },
        { "x @ 1609746000", true },
        { "x @ end()", true },
        { "max_over_time(rate(x[5m])[1h:1m])", true },
        { "rate(x[5m:])", true },
        { "histogram_quantile(0.99, sum by (le) (rate(x_bucket[5m])))", true },
        { "label_replace(up, \"a\", \"$1\", \"b\", \"(.*):.*\")", true },
        { "time() - x", true },
        { "vector(1) == 1", true },
        { "absent(up{job=\"x\"})", true },
        { "1e3 + 0x1F + .5 + Inf", true },
        { "instance:x:rate5m > 0", true },
        { "# a comment\nup", true },
        { "up == 1 # at the end", true },
        { "avg_over_time(x{a=\"b\\\"c\"}[1d])", true },
        { "x atan2 y", true },
        { "predict_linear(x[6h], 4 * 3600) < 0", true },
        { "", false },
        { "sum(", false },
        { "up{", false },
        { "up{job}", false },
        { "up{job=a}", false },
        { "up{job==\"a\"}", false },
        { "up[5m", false },
        { "up[five]", false },
        { "a b", false },
        { "a +", false },
        { "* a", false },
        { "\"text", false },
        { "{}", false },
        { "sum by job (x)", false },
        { "a ?? b", false },
        { "(a", false },
        { "a)", false },
        { "x offset", false },
    };

    [Theory]
    [MemberData(nameof(Expressions))]
    public void FindSelectors_Expression_IsTakenOrRefused(string expression, bool isPromQL)
    {
        var error = Record.Exception(() => Parser.FindSelectors(expression));

        Assert.Equal(isPromQL, error is null);
        Assert.True(error is null or PromQLException);
    }

    [Theory]
    [Tier(Tier.Process)]
    [InlineData(true)]
    [InlineData(false)]
    public async Task FindSelectors_Expression_IsTakenAsPromtoolTakesIt(bool isPromQL)
    {
        var promtool = Requires.Promtool();
        var expressions = Expressions.Where(row => row.Data.Item2 == isPromQL).Select(row => row.Data.Item1).ToList();
        for (var i = 0; i < expressions.Count; i++)
        {
            // As a double-quoted scalar, whose escapes are those of JSON.
            var text = System.Text.Json.JsonSerializer.Serialize(expressions[i]);
            var file = _folder.Write($"{i}.yml", $"groups:\n  - name: case\n    rules:\n      - record: case\n        expr: {text}\n");
            await using var check = ChildProcess.Start(promtool, ["check", "rules", file], _folder.Path);

            Assert.True((await check.ExitCodeAsync(Deadline.ServerReady) == 0) == isPromQL, $"{expressions[i]}: {check.Output}");
        }
    }

    [Fact]
    public void FindSelectors_Everything_IsFoundWithItsMatchers()
    {
        var selectors = Parser.FindSelectors("sum by (a) (rate(x_total{b=\"1\", c!~\"2|3\"}[5m])) / on (a) group_left (d) {__name__=\"y\", e=~\"f\"} > time()");

        Assert.Equal(["x_total", "y"], selectors.Select(selector => selector.Metric));
        Assert.Equal([new Matcher("b", "=", "1"), new Matcher("c", "!~", "2|3")], selectors[0].Matchers);
        Assert.Equal(17, selectors[0].Position);
    }

    public void Dispose() => _folder.Dispose();
}
