using Observability.LogQL.Syntax;

namespace Observability.LogQL.Tests.Syntax;

/// <summary>What is LogQL, what it is parsed to, and what is said of what is none.</summary>
public sealed class ParserTests
{
    private static readonly LogQLParserOptions s_variables = new() { Variable = "__variable__" };

    public static TheoryData<string> Queries => [.. QueryTexts.Valid];

    [Theory]
    [MemberData(nameof(Queries))]
    public void Parse_Query_IsWrittenAsWhatParsesToTheSame(string query)
    {
        var parsed = LogQLQuery.Parse(query);

        var written = parsed.Expression.ToString();
        var again = LogQLQuery.Parse(written);

        Assert.Equal(written, again.Expression.ToString());
        Assert.Equal(parsed.Selectors.Select(selector => selector.ToString()), again.Selectors.Select(selector => selector.ToString()));
        Assert.Equal(parsed.IsMetric, again.IsMetric);
    }

    // Words of the messages are Loki's own where it has the same: pkg/logql/syntax/parser_test.go.
    [Theory]
    [InlineData("", 1, 1, "syntax error: unexpected $end")]
    [InlineData("a=\"b\"", 1, 1, "syntax error: unexpected IDENTIFIER")]
    [InlineData("{a=\"b\"", 1, 7, "syntax error: unexpected $end, expecting } or ,")]
    [InlineData("{a=\"b}", 1, 4, "literal not terminated")]
    [InlineData("{a=\"b\"} |= ", 1, 12, "syntax error: unexpected $end, expecting STRING")]
    [InlineData("{a=\"b\"}\n| jsonn", 2, 3, "syntax error: there is no stage 'jsonn'")]
    [InlineData("{a=\"b\"} | json |", 1, 17, "syntax error: unexpected $end")]
    [InlineData("{a=\"b\"} | line_format \"{{\"", 1, 9, "unclosed action")]
    [InlineData("{a=\"b\"} | regexp \"(\"", 1, 9, "error parsing regexp: missing closing )")]
    [InlineData("{a=\"b\"} | regexp \"(.*)\"", 1, 9, "invalid regexp parser: at least one named capture must be supplied")]
    [InlineData("{a=\"b\"} | pattern \"<_>\"", 1, 9, "at least one capture is required")]
    [InlineData("{a=\"b\"} | pattern \"<a><b>\"", 1, 9, "found consecutive capture '<a><b>': invalid expression")]
    [InlineData("{a=\"b\"} | pattern \"<a> <a>\"", 1, 9, "duplicate capture name (a)")]
    [InlineData("{a=\"b\"} |> \"<a>\"", 1, 9, "named captures are not allowed: found '<a>'")]
    [InlineData("{a=\"b\"} |= ip(\"x\")", 1, 9, "ip: invalid pattern: \"x\"")]
    [InlineData("{a=\"b\"} |~ ip(\"10.0.0.1\")", 1, 9, "ip: invalid operation")]
    [InlineData("{a=\"b\"} | label_format x=y, x=z", 1, 9, "multiple label name 'x' not allowed in a single format operation")]
    [InlineData("{a=\"b\"} | label_format __error__=y", 1, 9, "__error__ cannot be formatted")]
    [InlineData("{a=\"b\"} | json x=\"a..b\"", 1, 9, "cannot parse expression [a..b]")]
    [InlineData("{a=~\"(\"}", 1, 5, "error parsing regexp: missing closing )")]
    [InlineData("{a=~\".*\"}", 1, 1, "queries require at least one regexp or equality matcher that does not have an empty-compatible value. For instance, app=~\".*\" does not meet this requirement, but app=~\".+\" will")]
    [InlineData("rate({a=\"b\"}[5minutes])", 1, 14, "not a valid duration string: \"5minutes\"")]
    [InlineData("rate({a=\"b\"}[5m)", 1, 13, "missing closing ']' in duration")]
    [InlineData("rate({a=\"b\"}[0s])", 1, 13, "the range must be longer than 0")]
    [InlineData("rate({a=\"b\"})", 1, 13, "syntax error: unexpected ), expecting RANGE")]
    [InlineData("rates({a=\"b\"}[5m])", 1, 1, "there is no function 'rates'")]
    [InlineData("sum_over_time({a=\"b\"}[5m])", 1, 1, "invalid aggregation sum_over_time without unwrap")]
    [InlineData("count_over_time({a=\"b\"} | unwrap x [5m])", 1, 1, "invalid aggregation count_over_time with unwrap")]
    [InlineData("absent_over_time({a=\"b\"}[5m]) by (x)", 1, 1, "grouping not allowed for absent_over_time aggregation")]
    [InlineData("sum_over_time(50, {a=\"b\"} | unwrap x [5m])", 1, 1, "parameter 50 not supported for operation sum_over_time")]
    [InlineData("quantile_over_time({a=\"b\"} | unwrap x [5m])", 1, 1, "parameter required for operation quantile_over_time")]
    [InlineData("sum(3, rate({a=\"b\"}[5m]))", 1, 5, "unsupported parameter for operation sum(3,")]
    [InlineData("topk(rate({a=\"b\"}[5m]))", 1, 1, "parameter required for operation topk")]
    [InlineData("bottomk(1.2, rate({a=\"b\"}[5m]))", 1, 9, "invalid parameter bottomk(1.2,")]
    [InlineData("topk(0, rate({a=\"b\"}[5m]))", 1, 6, "invalid parameter (must be greater than 0) topk(0")]
    [InlineData("approx_topk(1, rate({a=\"b\"}[5m])) by (x)", 1, 1, "grouping not allowed for approx_topk aggregation")]
    [InlineData("sort(rate({a=\"b\"}[5m])) by (x)", 1, 1, "sort and sort_desc doesn't allow grouping by ")]
    [InlineData("sum({a=\"b\"})", 1, 5, "syntax error: a log query stands where a metric query is needed")]
    [InlineData("{a=\"b\"} + 1", 1, 9, "unexpected type for left leg of binary operation (+): a log query")]
    [InlineData("rate({a=\"b\"}[5m]) or 1", 1, 19, "unexpected literal for right leg of logical/set binary operation (or): 1.000000")]
    [InlineData("1 unless rate({a=\"b\"}[5m])", 1, 3, "unexpected literal for left leg of logical/set binary operation (unless): 1.000000")]
    [InlineData("rate({a=\"b\"}[5m]) + bool 1", 1, 19, "bool modifier can only be used on comparison operators")]
    [InlineData("label_replace(rate({a=\"b\"}[5m]), \"x\", \"\", \"y\", \"\\\\q\")", 1, 48, "invalid regex in label_replace: error parsing regexp: invalid escape sequence: `\\q`")]
    [InlineData("label_replace(rate({a=\"b\"}[5m]), \"x\", \"\", \"y\")", 1, 46, "syntax error: unexpected ), expecting ,")]
    [InlineData("{a=\"b\"} | json | x > \"1\"", 1, 22, "syntax error: unexpected STRING")]
    [InlineData("{a=\"b\"} | json | x =~ 1", 1, 23, "syntax error: unexpected NUMBER, expecting STRING")]
    [InlineData("{a=\"b\"} § x", 1, 9, "unexpected character \"§\"")]
    [InlineData("{json=\"b\"}", 1, 2, "syntax error: unexpected json, expecting IDENTIFIER")]
    public void Parse_NoQuery_SaysWhatAndWhere(string text, int line, int column, string problem)
    {
        var error = Assert.Throws<LogQLException>(() => LogQLQuery.Parse(text));

        Assert.Equal(problem, error.Problem);
        Assert.Equal((line, column), (error.Line, error.Column));
        Assert.Equal($"parse error at line {line}, col {column}: {problem}", error.Message);
    }

    [Fact]
    public void Parse_LabelFilters_BindAsInLoki()
    {
        Assert.Equal("(a > 1 or (b > 2 and c > 3))", FilterOf("a > 1 or b > 2 and c > 3"));
        Assert.Equal("((a > 1 and b > 2) or c > 3)", FilterOf("a > 1 and b > 2 or c > 3"));
        Assert.Equal("(a > 1 and (b > 2 or c > 3))", FilterOf("a > 1, b > 2 or c > 3"));
        Assert.Equal("(a > 1 and b > 2)", FilterOf("a > 1 b > 2"));
        Assert.Equal("((a > 1 or b > 2) and c > 3)", FilterOf("(a > 1 or b > 2) and c > 3"));

        static string FilterOf(string filter) => (
            (LabelFilterStage)((LogExpression)LogQLQuery.Parse($"{{x=\"y\"}} | {filter}").Expression).Stages[0]).Filter.ToString();
    }

    [Fact]
    public void Parse_Operators_BindAsInLoki()
    {
        Assert.Equal("(1 + ((2 * (3 ^ (2 ^ 2))) / 4))", LogQLQuery.Parse("1 + 2 * 3 ^ 2 ^ 2 / 4").Expression.ToString());
        Assert.Equal("((1 - 2) - 3)", LogQLQuery.Parse("1 - 2 - 3").Expression.ToString());
        Assert.Equal(
            "(vector(1) or ((vector(2) and vector(3)) unless (vector(4) > 5)))",
            LogQLQuery.Parse("vector(1) or vector(2) and vector(3) unless vector(4) > 5").Expression.ToString());
    }

    [Fact]
    public void Parse_Words_AreTheLanguagesOnlyWhereTheyMustBe()
    {
        // A function's name is one only before a bracket.
        Assert.Equal("{rate=\"x\"} | sum == 1", LogQLQuery.Parse("{rate=\"x\"} | sum = 1").Expression.ToString());
        Assert.Equal(
            "sum by (ip)(rate({duration=\"x\"} [5m]))", LogQLQuery.Parse("SUM BY (ip) (Rate({duration=\"x\"}[5m]))").Expression.ToString());
        Assert.Equal("{a=\"b\"} | logfmt", LogQLQuery.Parse("{a=\"b\"} # a comment {c=\n| logfmt").Expression.ToString());
    }

    [Fact]
    public void Parse_Variables_StandForValues()
    {
        var query = LogQLQuery.Parse(
            "topk(__variable__, sum by (__variable__) (rate({a=\"__variable__\"} | x > __variable__ [__variable__] offset __variable__))) > __variable__",
            s_variables);

        Assert.True(query.HasVariables);
        Assert.Equal("__variable__", Assert.Single(query.Selectors).Matchers[0].Value);
        Assert.Throws<LogQLException>(() => LogQLQuery.Parse("rate({a=\"b\"}[__variable__])"));
    }

    [Fact]
    public async Task Evaluate_Variables_IsRefused()
    {
        var query = LogQLQuery.Parse("__variable__", s_variables);

        await Assert.ThrowsAsync<LogQLException>(() => new LogQLEngine(new Support.MemorySource([]))
            .EvaluateAsync(query, QueryParameters.Instant(0), TestContext.Current.CancellationToken));
    }

    [Fact]
    public void Parse_DeepOrLongQuery_IsRefusedNotFatal()
    {
        Assert.Throws<LogQLException>(() => LogQLQuery.Parse(new string('(', 100_000)));
        Assert.Throws<LogQLException>(() => LogQLQuery.Parse(string.Join('+', Enumerable.Repeat("1", 50_000))));
        Assert.Throws<LogQLException>(() => LogQLQuery.Parse(string.Join('^', Enumerable.Repeat("1", 50_000))));
        Assert.Throws<LogQLException>(() => LogQLQuery.Parse("{a=\"b\"} | " + string.Join(",", Enumerable.Repeat("a=1", 30_000))));
        Assert.Throws<LogQLException>(() => LogQLQuery.Parse("{a=\"b\"} | " + new string('(', 100_000)));
        Assert.Throws<LogQLException>(() => LogQLQuery.Parse(string.Concat(Enumerable.Repeat("rate(", 20_000))));
        Assert.Throws<LogQLException>(() => LogQLQuery.Parse(string.Concat(Enumerable.Repeat("sum(", 20_000))));
        Assert.Throws<LogQLException>(() => LogQLQuery.Parse($"{{a=\"{new string('b', 200_000)}\"}}"));
        Assert.Throws<LogQLException>(
            () => LogQLQuery.Parse($"{{a=\"b\"}} | line_format `{string.Concat(Enumerable.Repeat("{{if .a}}", 5000))}`"));
        Assert.Throws<LogQLException>(() => LogQLQuery.Parse($"{{a=\"b\"}} | line_format `{{{{{new string('(', 50_000)}`"));
    }

    [Theory]
    [InlineData("{a=\"b\", c=~\"d|e\"}", "{a=\"b\", c=~\"d|e\"}")]
    [InlineData("{}", "{}")]
    [InlineData("{a=\"\"}", "{a=\"\"}")]
    public void ParseSelector_Selector_IsRead(string text, string expected) =>
        Assert.Equal(expected, LogQLQuery.ParseSelector(text).ToString());

    [Theory]
    [InlineData("{a=\"b\"} |= \"x\"")]
    [InlineData("a")]
    [InlineData("")]
    public void ParseSelector_None_IsRefused(string text) => Assert.Throws<LogQLException>(() => LogQLQuery.ParseSelector(text));

    [Theory]
    [InlineData("{b=\"2\", a=\"1\"}", "{a=\"1\", b=\"2\"}")]
    [InlineData("{json=\"1\", by=\"x\\\"y\",}", "{by=\"x\\\"y\", json=\"1\"}")]
    [InlineData(" { a = \"\" } ", "{}")]
    [InlineData("{}", "{}")]
    public void ParseLabels_Labels_AreRead(string text, string expected) => Assert.Equal(expected, LogQLQuery.ParseLabels(text).ToString());

    [Theory]
    [InlineData("")]
    [InlineData("{a}")]
    [InlineData("{a=b}")]
    [InlineData("{a=\"b\"")]
    [InlineData("{1=\"b\"}")]
    [InlineData("{a=~\"b\"}")]
    [InlineData("{a=\"b\"} x")]
    public void ParseLabels_None_IsRefused(string text) => Assert.Throws<LogQLException>(() => LogQLQuery.ParseLabels(text));
}
