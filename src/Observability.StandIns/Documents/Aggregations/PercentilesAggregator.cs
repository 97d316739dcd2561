using System.Globalization;
using System.Text.Json.Nodes;
using Observability.StandIns.Documents.Queries;

namespace Observability.StandIns.Documents.Aggregations;

/// <summary>
/// percentiles and percentile_ranks, from all of the values: where the server has few it is as exact, where it has many it estimates.
/// </summary>
internal sealed class PercentilesAggregator(bool isRanks, Source source, IReadOnlyList<double> points, bool isKeyed, SearchBudget budget) : Aggregator
{
    private readonly List<List<double>?> _values = [];
    private readonly HashSet<int> _sorted = [];

    /// <inheritdoc/>
    public override void Begin(IndexScope scope) => source.Begin(scope, numbersOnly: true);

    /// <inheritdoc/>
    public override void Collect(int block, int limit, ReadOnlySpan<ushort> documents, ReadOnlySpan<int> owners)
    {
        var cursor = source.ReadNumbers(block, limit);
        for (var i = 0; i < documents.Length; i++)
        {
            foreach (var value in source.OrMissing(cursor.Of(documents[i])))
            {
                Add(owners[i], source.Decode(value));
            }
        }

        budget.TakeBytes(16L * documents.Length, "<agg [percentiles]>");
    }

    /// <inheritdoc/>
    public override JsonObject Build(int owner)
    {
        if (isKeyed)
        {
            var map = new JsonObject();
            foreach (var point in points)
            {
                map[Name(point)] = StatisticsAggregator.Number(Of(owner, point));
            }

            return new JsonObject { ["values"] = map };
        }

        return new JsonObject
        {
            ["values"] = new JsonArray(
                [.. points.Select(point => new JsonObject { ["key"] = point, ["value"] = StatisticsAggregator.Number(Of(owner, point)) })]),
        };
    }

    /// <inheritdoc/>
    public override double Measure(int owner, AggregationPath path) =>
        path.Names.Count == 0 && double.TryParse(path.Property, NumberStyles.Float, CultureInfo.InvariantCulture, out var point)
            && (isRanks || point is >= 0 and <= 100)
            ? Of(owner, point)
            : base.Measure(owner, path);

    // As Java writes a number, which the server's names of percentiles are: 95.0, 99.9.
    private static string Name(double point) =>
        point.ToString(point == Math.Floor(point) ? "0.0" : "R", CultureInfo.InvariantCulture);

    private double Of(int owner, double point)
    {
        if (owner >= _values.Count || _values[owner] is not { Count: > 0 } values)
        {
            return double.NaN;
        }

        if (_sorted.Add(owner))
        {
            values.Sort();
        }

        if (isRanks)
        {
            return 100.0 * UpperBound(values, point) / values.Count;
        }

        var place = point / 100 * (values.Count - 1);
        var (low, high) = ((int)Math.Floor(place), (int)Math.Ceiling(place));
        return values[low] + ((values[high] - values[low]) * (place - low));
    }

    private static int UpperBound(List<double> values, double point)
    {
        int low = 0, high = values.Count;
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (values[middle] <= point)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }

    private void Add(int owner, double value)
    {
        while (_values.Count <= owner)
        {
            _values.Add(null);
        }

        (_values[owner] ??= []).Add(value);
    }
}
