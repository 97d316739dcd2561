using System.Text;
using Observability.LogQL.Results;
using Observability.LogQL.Tests.Support;

namespace Observability.LogQL.Tests.Differential;

/// <summary>Generated queries over generated lines give what a straightforward evaluator gives.</summary>
public sealed class DifferentialTests
{
    private const long Second = MemoryStreamOfLogs.Second;
    private const int QueriesPerSeed = 40;

    private static readonly Comparer<KeyValuePair<string, double>> s_byKey =
        Comparer<KeyValuePair<string, double>>.Create((one, other) => string.CompareOrdinal(one.Key, other.Key));

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 20)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Evaluate_LogQueries_GiveTheLinesOfTheNaiveEvaluator(int seed)
    {
        var random = new Random(seed);
        var logs = new NaiveLogs(random);
        var queries = new NaiveQueries(random, logs.Lines);
        for (var count = 0; count < QueriesPerSeed; count++)
        {
            var (text, lines) = queries.NextLogQuery();
            var isForward = random.Next(2) == 0;
            var (start, end) = (random.Next(50), random.Next(50, 110));
            var limit = random.Next(3) == 0 ? random.Next(1, 10) : 1000;
            var result = await EvaluateAsync(logs, text, QueryParameters.Range(start * Second, end * Second, Second) with
            {
                Direction = isForward ? LogDirection.Forward : LogDirection.Backward,
                Limit = limit,
            });

            var expected = lines.Where(line => line.Time >= start && line.Time < end).ToList();
            var found = ((StreamsData)result.Data).Streams.SelectMany(stream => stream.Entries.Select(entry => Write(
                entry.Time / Second,
                Encoding.UTF8.GetString(entry.Line.Span),
                Pairs(stream.Labels).Where(label => label.Key != "__error_details__")))).ToList();
            var all = expected.Select(line => Write(line.Time, line.Text, line.Labels)).ToList();
            var sorted = isForward ? expected.OrderBy(line => line.Time) : expected.OrderByDescending(line => line.Time);
            var times = sorted.Take(limit).Select(line => line.Time).Order();

            // Where the limit cuts among lines of the same time, it may be any of them.
            Assert.True(
                found.Count == Math.Min(limit, all.Count)
                && found.GroupBy(line => line).All(group => group.Count() <= all.Count(line => line == group.Key))
                && times.SequenceEqual(
                    ((StreamsData)result.Data).Streams.SelectMany(stream => stream.Entries).Select(entry => entry.Time / Second).Order()),
                $"seed {seed}, query {text}\nexpected\n{string.Join('\n', all.Order())}\nfound\n{string.Join('\n', found.Order())}");
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Evaluate_MetricQueries_GiveTheValuesOfTheNaiveEvaluator(int seed)
    {
        var random = new Random(1000 + seed);
        var logs = new NaiveLogs(random);
        var queries = new NaiveQueries(random, logs.Lines);
        for (var count = 0; count < QueriesPerSeed; count++)
        {
            var metric = queries.NextMetric();
            var (start, end, step) = (random.Next(4) * 10, 60 + (random.Next(6) * 10), new[] { 5, 10, 20 }[random.Next(3)]);
            var parameters = QueryParameters.Range(start * Second, end * Second, step * Second) with { AlignsToStep = false };
            var result = await EvaluateAsync(logs, metric.Text, parameters);

            var expected = new SortedDictionary<string, double>(StringComparer.Ordinal);
            for (var time = start; time <= end; time += step)
            {
                foreach (var sample in metric.At(time))
                {
                    expected.Add($"{sample.Key} @{time}", sample.Value);
                }
            }

            var found = ((MatrixData)result.Data).Series
                .SelectMany(series => series.Points.Select(point => (Key: $"{Key(series.Labels)} @{point.Time / 1000}", point.Value)))
                .ToDictionary(pair => pair.Key, pair => pair.Value);
            Assert.True(
                expected.Count == found.Count
                    && expected.All(pair => found.TryGetValue(pair.Key, out var value) && AreClose(value, pair.Value)),
                $"seed {seed}, query {metric.Text}\nexpected\n{string.Join('\n', expected)}\nfound\n{string.Join('\n', found.Order(s_byKey))}");
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Evaluate_TopQueries_GiveTheValuesOfTheNaiveEvaluator(int seed)
    {
        var random = new Random(2000 + seed);
        var logs = new NaiveLogs(random);
        var queries = new NaiveQueries(random, logs.Lines);
        for (var count = 0; count < QueriesPerSeed; count++)
        {
            var (text, values) = queries.NextTop();
            var time = random.Next(120);
            var result = await EvaluateAsync(logs, text, QueryParameters.Instant(time * Second));

            var found = ((VectorData)result.Data).Samples.Select(sample => sample.Value).Order().ToList();
            var expected = values(time).Order().ToList();
            Assert.True(
                expected.Count == found.Count && expected.Zip(found).All(pair => AreClose(pair.First, pair.Second)),
                $"seed {seed}, query {text} at {time}: expected {string.Join(' ', expected)}, found {string.Join(' ', found)}");
        }
    }

    private static Task<QueryResult> EvaluateAsync(NaiveLogs logs, string query, QueryParameters parameters) =>
        new LogQLEngine(new MemorySource(logs.Streams), new QueryLimits { Parallelism = 3 }).EvaluateAsync(
            LogQLQuery.Parse(query), parameters, TestContext.Current.CancellationToken);

    private static string Write(long time, string text, IEnumerable<KeyValuePair<string, string>> labels) =>
        $"{time} {text} {NaiveSample.Write(labels)}";

    private static string Key(LabelSet labels) => NaiveSample.Write(Pairs(labels));

    private static IEnumerable<KeyValuePair<string, string>> Pairs(LabelSet labels) => labels.Select(label => KeyValuePair.Create(label.Name, label.Value));

    private static bool AreClose(double one, double other) =>
        one.Equals(other) || Math.Abs(one - other) <= 1e-9 * Math.Max(1, Math.Abs(one));
}
