using System.Text;
using Observability.LogQL.Source;
using Observability.LogQL.Tests.Support;

namespace Observability.LogQL.Tests.Evaluation;

/// <summary>A query that goes too far ends in an error that says which limit and what to do; one that is cancelled ends.</summary>
public sealed class LimitTests
{
    private const long Second = MemoryStreamOfLogs.Second;

    private static readonly MemorySource s_source = new(
        [.. Enumerable.Range(0, 20).Select(stream => MemoryStreamOfLogs.Create(
            $"{{app=\"a\", stream=\"{stream}\"}}",
            [.. Enumerable.Range(1, 50).Select(second => ((double)second, $"id={second} v={stream}"))]))]);

    [Theory]
    [InlineData("{app=\"a\"}", nameof(QueryLimits.MaxEntries))]
    [InlineData("count_over_time({app=\"a\"}[1m])", nameof(QueryLimits.MaxSeries))]
    [InlineData("count_over_time({app=\"a\"} | logfmt [1m])", nameof(QueryLimits.MaxSeries))]
    public async Task Evaluate_TooManyResults_IsRefused(string query, string limit)
    {
        var error = await FailAsync(query, new QueryLimits { MaxEntries = 5, MaxSeries = 5 });

        Assert.Equal(limit, error.Limit);
    }

    [Fact]
    public async Task Evaluate_TooManyPoints_SaysSo()
    {
        var error = await Assert.ThrowsAsync<LogQLLimitException>(() => EvaluateAsync(
            "vector(1)", new QueryLimits(), QueryParameters.Range(0, 11_001 * Second, Second), TestContext.Current.CancellationToken));

        Assert.Equal(
            "exceeded maximum resolution of 11,000 points per time series. Try increasing the value of the step parameter", error.Message);
    }

    [Fact]
    public async Task Evaluate_SumOfManySeries_HoldsOnlyTheSum()
    {
        var result = await EvaluateAsync(
            "sum(count_over_time({app=\"a\"} | logfmt [1m]))",
            new QueryLimits { MaxSeries = 1, MaxHeldBytes = 20_000 },
            Minute(),
            TestContext.Current.CancellationToken);

        Assert.Equal(1, result.Statistics.Entries);
    }

    [Theory]
    [InlineData("{app=\"a\"} |= \"id\"")]
    [InlineData("rate({app=\"a\"}[1m])")]
    [InlineData("sum(rate({app=\"a\"} |= \"nothing\" [1m]))")]
    [InlineData("max_over_time({app=\"a\"} | logfmt | unwrap id [1m]) by (app)")]
    public async Task Evaluate_TooManyLines_IsRefused(string query)
    {
        var error = await FailAsync(query, new QueryLimits { MaxLines = 100 });

        Assert.Equal(nameof(QueryLimits.MaxLines), error.Limit);
        Assert.Contains("100 lines", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{app=\"a\"} | logfmt")]
    [InlineData("count_over_time({app=\"a\"} | logfmt [1m])")]
    [InlineData("max_over_time({app=\"a\"} | logfmt | unwrap id [1m]) by (app)")]
    [InlineData("vector(1) + vector(2)")]
    [InlineData("topk(1, count_over_time({app=\"a\"}[1m]))")]
    public async Task Evaluate_TooManyBytesHeld_IsRefused(string query)
    {
        var error = await FailAsync(query, new QueryLimits { MaxHeldBytes = 200 });

        Assert.Equal(nameof(QueryLimits.MaxHeldBytes), error.Limit);
    }

    [Fact]
    public async Task Evaluate_TooLongATime_IsRefused()
    {
        var error = await FailAsync("{app=\"a\"}", new QueryLimits { MaxLength = TimeSpan.FromSeconds(30) });

        Assert.Equal(nameof(QueryLimits.MaxLength), error.Limit);
    }

    [Fact]
    public async Task Evaluate_SourceWithoutEnd_EndsWithTheTimeLimit()
    {
        var engine = new LogQLEngine(new EndlessSource(), new QueryLimits { Timeout = TimeSpan.FromMilliseconds(50) });

        var error = await Assert.ThrowsAsync<LogQLLimitException>(() => engine.EvaluateAsync(LogQLQuery.Parse("{app=\"a\"} |= \"nothing\""), Minute(), TestContext.Current.CancellationToken));

        Assert.Equal(nameof(QueryLimits.Timeout), error.Limit);
    }

    [Fact]
    public async Task Evaluate_Cancelled_Ends()
    {
        using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var evaluation = new LogQLEngine(new EndlessSource()).EvaluateAsync(
            LogQLQuery.Parse("count_over_time({app=\"a\"} |= \"nothing\" [1m])"), Minute(), cancellation.Token);
        Assert.False(evaluation.IsCompleted);

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => evaluation);
    }

    [Fact]
    public async Task Evaluate_FailingSource_FailsWithItsError()
    {
        var engine = new LogQLEngine(new EndlessSource { FailsAfter = 3 }, new QueryLimits { Parallelism = 4 });

        var error = await Assert.ThrowsAsync<InvalidDataException>(() => engine.EvaluateAsync(LogQLQuery.Parse("{app=\"a\"} |= \"nothing\""), Minute(), TestContext.Current.CancellationToken));

        Assert.Equal("a broken chunk", error.Message);
    }

    [Fact]
    public async Task Evaluate_Query_CountsWhatItRead()
    {
        var statistics = (
            await EvaluateAsync("{app=\"a\"} |= \"id=7 \"", new QueryLimits(), Minute(), TestContext.Current.CancellationToken)).Statistics;

        // 20 streams of 50 lines; "id=7 v=0" to "id=50 v=19".
        Assert.Equal(1000, statistics.Lines);
        Assert.Equal(20 * ((9 * 4) + (41 * 5)) + (50 * 10 * 4) + (50 * 10 * 5), statistics.Bytes);
        Assert.Equal(20, statistics.FilteredLines);
        Assert.Equal(20, statistics.Streams);
        Assert.Equal(20, statistics.Entries);
    }

    [Fact]
    public async Task Evaluate_LimitedQuery_DoesNotReadAll()
    {
        var parameters = Minute() with { Limit = 5 };
        var statistics = (await EvaluateAsync("{app=\"a\"}", new QueryLimits(), parameters, TestContext.Current.CancellationToken)).Statistics;

        Assert.Equal(5, statistics.Entries);
        Assert.InRange(statistics.Lines, 5, 20 * 5);
    }

    [Fact]
    public async Task Evaluate_Query_TellsTheSourceWhatToLookFor()
    {
        var source = new MemorySource([]);
        await new LogQLEngine(source).EvaluateAsync(
            LogQLQuery.Parse("{app=\"a\"} |= \"one\" |~ \"two\" |= \"x\" or \"y\" != \"three\" | json | line_format \"z\" |= \"four\""),
            Minute(),
            TestContext.Current.CancellationToken);
        await new LogQLEngine(source).EvaluateAsync(
            LogQLQuery.Parse("count_over_time({app=\"a\"} |= \"one\" [1m] offset 10s)"),
            QueryParameters.Instant(100 * Second),
            TestContext.Current.CancellationToken);

        Assert.Equal(["one", "two"], source.Selections[0].Literals.Select(literal => Encoding.UTF8.GetString(literal.Span)));
        Assert.Equal(
            [(0, 60 * Second, LogDirection.Backward), ((30 * Second) + 1, (90 * Second) + 1, LogDirection.Forward)],
            source.Selections.Select(selection => (selection.Start, selection.End, selection.Direction)));
    }

    private static QueryParameters Minute() => QueryParameters.Range(0, 60 * Second, 10 * Second);

    private static async Task<LogQLLimitException> FailAsync(string query, QueryLimits limits) =>
        await Assert.ThrowsAsync<LogQLLimitException>(() => EvaluateAsync(query, limits, Minute(), TestContext.Current.CancellationToken));

    private static Task<Results.QueryResult> EvaluateAsync(
        string query, QueryLimits limits, QueryParameters parameters, CancellationToken cancellationToken) =>
        new LogQLEngine(s_source, limits).EvaluateAsync(LogQLQuery.Parse(query), parameters, cancellationToken);

    private sealed class EndlessSource : ILogSource, ILogStream
    {
        public int FailsAfter { get; init; } = int.MaxValue;

        public LabelSet Labels { get; } = LabelSet.Create(("app", "a"));

        public IEnumerable<ILogStream> Select(LogSelection selection, CancellationToken cancellationToken) => [this, this];

        public IEnumerable<LogBatch> Read(LogSelection selection, CancellationToken cancellationToken)
        {
            var batch = LogBatch.Create([new LogEntry(Second, "line"u8.ToArray())]);
            for (var count = 0; ; count++)
            {
                yield return count < FailsAfter ? batch : throw new InvalidDataException("a broken chunk");
            }
        }
    }
}
