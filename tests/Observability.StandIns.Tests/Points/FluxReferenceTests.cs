using System.Globalization;

namespace Observability.StandIns.Tests.Points;

/// <summary>
/// Windows, groups and aggregates over random points, against an evaluator that knows nothing of tables and indexes: it goes through
/// a list of points once for each question.
/// </summary>
public class FluxReferenceTests
{
    private const long Begin = 1_577_836_800;
    private const int Seconds = 600;
    private static readonly string[] s_functions = ["mean", "sum", "count", "min", "max", "first", "last", "median", "spread"];

    [Fact]
    public async Task Pipelines_OverRandomPoints_AreAsTheStraightforwardEvaluatorSays()
    {
        var random = new Random(17);
        await using var engine = new Engine();
        var points = new Dictionary<(string Host, string Region, long Time), double>();
        for (var i = 0; i < 1_500; i++)
        {
            var host = $"h{random.Next(5)}";
            points[(host, host is "h0" or "h1" ? "eu" : "us", Begin + random.Next(Seconds))] = random.Next(-100, 100) / 4d;
        }

        var list = points.Select(pair => new Point(pair.Key.Host, pair.Key.Region, pair.Key.Time, pair.Value)).ToList();
        foreach (var part in list.Chunk(400))
        {
            await engine.WriteAsync(string.Join('\n', part.Select(point => string.Create(
                CultureInfo.InvariantCulture, $"m,host={point.Host},region={point.Region} v={point.Value} {point.Time}"))));
            await engine.Store.FlushAsync(TestContext.Current.CancellationToken);
        }

        for (var round = 0; round < 300; round++)
        {
            var (function, every) = (s_functions[random.Next(s_functions.Length)], random.Next(1, 200));
            var start = Begin + random.Next(-50, Seconds / 2);
            var stop = start + random.Next(1, Seconds);
            var least = random.Next(-30, 10);
            var byRegion = random.Next(2) == 0;
            var createEmpty = random.Next(2) == 0;
            var group = byRegion ? " |> group(columns: [\"region\", \"_start\", \"_stop\"]) |> sort(columns: [\"_time\", \"host\"])" : "";
            var query = string.Create(CultureInfo.InvariantCulture, $"""
                from(bucket: "b") |> range(start: {start}, stop: {stop}) |> filter(fn: (r) => r._field == "v" and r._value >= {least}.0){group}
                  |> aggregateWindow(every: {every}s, fn: {function}, createEmpty: {(createEmpty ? "true" : "false")})
                """);

            var actual = Read(await engine.FluxAsync(query, new([], true, ',', false)), byRegion ? "region" : "host");

            var fitting = list.Where(point => point.Time >= start && point.Time < stop && point.Value >= least).ToList();
            Assert.Equal(Expect(fitting, function, every, start, stop, byRegion, createEmpty), actual);
        }
    }

    private static List<string> Expect(List<Point> points, string function, long every, long start, long stop, bool byRegion,
        bool createEmpty)
    {
        var rows = new List<string>();
        foreach (var group in points.GroupBy(point => byRegion ? point.Region : point.Host).OrderBy(group =>
            group.Key, StringComparer.Ordinal))
        {
            for (var begin = start - (start % every); begin < stop; begin += every)
            {
                var inside = group.Where(point => point.Time >= begin && point.Time < begin + every)
                    .OrderBy(point => point.Time).ThenBy(point => point.Host, StringComparer.Ordinal).Select(point => point.Value).ToList();
                var isSelector = function is "min" or "max" or "first" or "last";
                if (inside.Count == 0 && (isSelector || !createEmpty))
                {
                    continue;
                }

                rows.Add($"{group.Key} {Math.Min(begin + every, stop)} {Aggregate(function, inside)}");
            }
        }

        return rows;
    }

    private static string Aggregate(string function, List<double> values)
    {
        double? result = (function, values.Count) switch
        {
            ("count", var count) => count,
            (_, 0) => null,
            ("mean", _) => values.Sum() / values.Count,
            ("sum", _) => values.Sum(),
            ("min", _) => values.Min(),
            ("max", _) => values.Max(),
            ("first", _) => values[0],
            ("last", _) => values[^1],
            ("spread", _) => values.Max() - values.Min(),
            _ => values.Order().ToList() is var sorted && sorted.Count % 2 == 1
                ? sorted[sorted.Count / 2]
                : (sorted[(sorted.Count / 2) - 1] + sorted[sorted.Count / 2]) / 2,
        };
        return result is { } value ? Math.Round(value, 9).ToString(CultureInfo.InvariantCulture) : "";
    }

    private static List<string> Read(string csv, string groupColumn)
    {
        var rows = new List<string>();
        string[] header = [];
        foreach (var line in csv.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var cells = line.Split(',');
            if (cells[1] == "result")
            {
                header = cells;
                continue;
            }

            string Cell(string name) => cells[Array.IndexOf(header, name)];
            var time = DateTimeOffset.Parse(Cell("_time"), CultureInfo.InvariantCulture).ToUnixTimeSeconds();
            var value = Cell("_value") is { Length: > 0 } text
                ? Math.Round(double.Parse(text, CultureInfo.InvariantCulture), 9).ToString(CultureInfo.InvariantCulture) : "";
            rows.Add($"{Cell(groupColumn)} {time} {value}");
        }

        return rows;
    }

    private sealed record Point(string Host, string Region, long Time, double Value);
}
