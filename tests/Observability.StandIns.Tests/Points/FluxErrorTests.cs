using Observability.StandIns.Points.Flux;

namespace Observability.StandIns.Tests.Points;

/// <summary>Queries that are wrong, ask for too much, or for what the stand-in does not do.</summary>
public class FluxErrorTests
{
    private const string Range = "from(bucket: \"b\") |> range(start: 0)";

    [Theory]
    [InlineData("fro(bucket: \"b\")", "compilation failed: error @1:1: undefined identifier fro")]
    [InlineData("x = 1\n  y", "compilation failed: error @2:3: undefined identifier y")]
    [InlineData(Range + " |> filter(fn: (r) => q._value > 0)", "undefined identifier q")]
    [InlineData(Range + " |> holtWinters(n: 1)", "undefined identifier holtWinters: this stand-in for InfluxDB does not support it")]
    [InlineData("import \"experimental\"\n1", "invalid import path experimental: this stand-in for InfluxDB does not support it")]
    [InlineData("import \"math\"\nmath.gamma(x: 1.0)", "math.gamma: this stand-in for InfluxDB does not support it")]
    [InlineData("from(bucket: \"b\"", "compilation failed: error @1:17: expected , or ), got the end of the query")]
    [InlineData("1 +", "expected an expression, got the end of the query")]
    [InlineData("\"abc", "the string has no end")]
    [InlineData("a = 'x'", "invalid character '''")]
    [InlineData(Range + " |> mean", "pipe destination must be a function call")]
    [InlineData(Range + " |> mean(colum: \"x\")", "unexpected argument colum")]
    [InlineData(Range + " |> aggregateWindow(every: 1m)", "error calling function \"aggregateWindow\": missing required argument fn")]
    [InlineData(Range + " |> aggregateWindow(every: 0s, fn: mean)", "must be positive")]
    [InlineData("from(bucket: \"b\") |> mean()", "cannot submit unbounded read to \"b\"")]
    [InlineData("from(bucket: \"b\") |> range(start: 2020-01-02, stop: 2020-01-01)", "cannot query an empty range")]
    [InlineData(Range + " |> filter(fn: (r) => r._value + \"x\" == 1)", "unsupported binary expression float + string")]
    [InlineData(Range + " |> mean(column: \"nothing\")", "column \"nothing\" does not exist")]
    [InlineData(Range + " |> mean(column: \"_field\")", "unsupported input type for mean aggregate: string")]
    [InlineData(Range + " |> yield(name: \"a\")\n" + Range + " |> yield(name: \"a\")", "more than one result with the name \"a\"")]
    [InlineData("1 / 0", "cannot divide by zero")]
    [InlineData("x = {a: 1}\nx.a.b", "expected a record with b, got int")]
    [InlineData("f = (a) => a\nf()", "missing required argument a")]
    [InlineData("/(/", "error parsing regexp /(/")]
    public async Task Query_Wrong_SaysWhatAndWhere(string query, string message)
    {
        await using var engine = new Engine();
        await engine.WriteAsync("m v=1 1");

        Assert.Contains(message, (await engine.FailAsync(query)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("sum", "sum()")]
    [InlineData("mean", "mean()")]
    [InlineData("quantile", "median()")]
    [InlineData("quantile", "quantile(q: 0.5)")]
    [InlineData("quantile", "quantile(q: 0.5, method: \"exact_selector\")")]
    [InlineData("spread", "spread()")]
    [InlineData("stddev", "stddev()")]
    [InlineData("skew", "skew()")]
    [InlineData("integral", "integral()")]
    public async Task Aggregate_OfWhatIsNoNumber_NamesAggregateAndType(string name, string call)
    {
        await using var engine = new Engine();
        await engine.WriteAsync("m text=\"x\",flag=true 1\nm text=\"y\",flag=false 2");

        foreach (var (field, type) in new[] { ("text", "string"), ("flag", "bool") })
        {
            var error = await engine.FailAsync($"{Range} |> filter(fn: (r) => r._field == \"{field}\") |> {call}");
            Assert.Equal($"unsupported input type for {name} aggregate: {type}", error.Message);
        }
    }

    [Fact]
    public async Task Query_BucketThatIsNotThere_IsNotFound()
    {
        await using var engine = new Engine();

        var error = await engine.FailAsync("from(bucket: \"secret\") |> range(start: -1h)");

        Assert.Equal(FluxException.NotFound, error.Code);
        Assert.Equal("failed to initialize execute state: could not find bucket \"secret\"", error.Message);
    }

    [Theory]
    [InlineData(Range + " |> aggregateWindow(every: 1ns, fn: mean)")]
    [InlineData("import \"strings\"\nstrings.repeat(v: \"aaaaaaaaaa\", i: 9223372036854775807)")]
    [InlineData("a = \"xxxxxxxxxx\"\nb = a+a+a+a+a+a+a+a+a+a\nc = b+b+b+b+b+b+b+b+b+b\nd = c+c+c+c+c+c+c+c+c+c\ne = d+d+d+d+d+d+d+d+d+d\nf = e+e+e+e+e+e+e+e+e+e\nf+f")]
    [InlineData("import \"regexp\"\nregexp.compile(v: \"((a{1,1000}){1,1000}){1,1000}\")")]
    public async Task Query_WithoutBounds_IsRefused(string query)
    {
        await using var engine = new Engine();
        await engine.WriteAsync("m v=1 1");

        await engine.FailAsync(query);
    }

    [Theory]
    [InlineData('(', ')')]
    [InlineData('[', ']')]
    public async Task Query_NestedDeeply_IsRefused(char open, char close)
    {
        await using var engine = new Engine();

        var error = await engine.FailAsync(new string(open, 50_000) + "1" + new string(close, 50_000));

        Assert.Contains("nested too deeply", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1", "+1")]
    [InlineData("true", " or true")]
    [InlineData("-", "-")]
    [InlineData("not", " not")]
    [InlineData("x = {a: 1}\nx", ".a")]
    [InlineData(Range, "|>limit(n:1)")]
    public async Task Query_VeryLong_IsAnsweredOrRefused(string begin, string more)
    {
        await using var engine = new Engine();

        try
        {
            await engine.FluxAsync(begin + string.Concat(Enumerable.Repeat(more, 40_000)));
        }
        catch (FluxException error)
        {
            Assert.NotEmpty(error.Message);
        }
    }

    [Fact]
    public async Task Query_RegularExpressionThatOthersChokeOn_IsFast()
    {
        await using var engine = new Engine();
        await engine.WriteAsync($"m,host={new string('a', 5_000)}b v=1 1");

        var answer = await engine.FluxAsync(Range + " |> filter(fn: (r) => r.host =~ /^(a+)+$/) |> count()");

        Assert.Equal("", answer.Trim());
    }

    [Fact]
    public async Task Query_OneTableThatTheFunctionIsNotFor_Fails()
    {
        await using var engine = new Engine();
        await engine.WriteAsync("a v=1 1\nb v=\"x\" 1");

        Assert.Equal("unsupported input type for mean aggregate: string", (await engine.FailAsync(Range + " |> mean()")).Message);
    }
}
