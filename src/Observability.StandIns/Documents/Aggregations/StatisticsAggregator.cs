using System.Text.Json.Nodes;
using Observability.StandIns.Documents.Columns;
using Observability.StandIns.Documents.Mapping;
using Observability.StandIns.Documents.Queries;

namespace Observability.StandIns.Documents.Aggregations;

/// <summary>
/// avg, sum, min, max, stats, extended_stats and value_count: all of one number of values, their sum, their squares' sum and their ends.
/// </summary>
internal sealed class StatisticsAggregator(string kind, Source source, double sigma) : Aggregator
{
    private long[] _counts = [];
    private double[] _sums = [];
    private double[] _lost = [];
    private double[] _squares = [];
    private double[] _least = [];
    private double[] _most = [];
    private int _spare = -1;

    /// <inheritdoc/>
    public override void Begin(IndexScope scope) => source.Begin(scope, numbersOnly: kind != "value_count");

    /// <inheritdoc/>
    public override void Collect(int block, int limit, ReadOnlySpan<ushort> documents, ReadOnlySpan<int> owners)
    {
        if (source.Terms is not null)
        {
            var cursor = source.ReadTerms(block, limit);
            for (var i = 0; i < documents.Length; i++)
            {
                Count(owners[i], CountTerms(cursor.Of(documents[i])));
            }

            return;
        }

        var numbers = source.ReadNumbers(block, limit);
        for (var i = 0; i < documents.Length; i++)
        {
            foreach (var value in source.OrMissing(numbers.Of(documents[i])))
            {
                Add(owners[i], source.Decode(value));
            }
        }
    }

    /// <inheritdoc/>
    public override JsonObject Build(int owner)
    {
        owner = Known(owner);
        switch (kind)
        {
            case "value_count":
                return new JsonObject { ["value"] = _counts[owner] };
            case "stats" or "extended_stats":
                var result = new JsonObject
                {
                    ["count"] = _counts[owner], ["min"] = Number(Of(owner, "min")), ["max"] = Number(Of(owner, "max")), ["avg"] = Number(Of(owner, "avg")), ["sum"] = Number(_sums[owner]),
                };
                if (kind == "extended_stats")
                {
                    AddExtended(result, owner);
                }

                return result;
            default:
                var value = Of(owner, kind);
                var single = new JsonObject { ["value"] = Number(value) };
                if (source.Shape is { Kind: FieldKind.Date } field && kind != "sum" && double.IsFinite(value))
                {
                    single["value_as_string"] = field.Format.Write((long)value);
                }

                return single;
        }
    }

    /// <inheritdoc/>
    public override double Measure(int owner, AggregationPath path)
    {
        owner = Known(owner);
        return path.Names.Count > 0 ? base.Measure(owner, path) : Of(owner, path.Property is null or "value" ? kind : path.Property);
    }

    private double Of(int owner, string what)
    {
        var count = _counts[owner];
        double Variance(long by) => by > 0 ? Math.Max(0, (_squares[owner] - (_sums[owner] * _sums[owner] / count)) / by) : double.NaN;
        return what switch
        {
            "value_count" or "count" => count,
            "sum" => _sums[owner],
            "sum_of_squares" => _squares[owner],
            "min" => count > 0 ? _least[owner] : double.NaN,
            "max" => count > 0 ? _most[owner] : double.NaN,
            "avg" => count > 0 ? _sums[owner] / count : double.NaN,
            "variance" or "variance_population" => Variance(count),
            "variance_sampling" => Variance(count - 1),
            "std_deviation" or "std_deviation_population" => Math.Sqrt(Variance(count)),
            "std_deviation_sampling" => Math.Sqrt(Variance(count - 1)),
            "std_upper" => Of(owner, "avg") + (sigma * Of(owner, "std_deviation")),
            "std_lower" => Of(owner, "avg") - (sigma * Of(owner, "std_deviation")),
            _ => double.NaN,
        };
    }

    private void AddExtended(JsonObject result, int owner)
    {
        foreach (var name in (string[])[
            "sum_of_squares", "variance", "variance_population", "variance_sampling", "std_deviation", "std_deviation_population",
            "std_deviation_sampling"])
        {
            result[name] = _counts[owner] == 0 ? null : Number(Of(owner, name));
        }

        var (average, population, sampling) = (Of(owner, "avg"), Of(owner, "std_deviation"), Of(owner, "std_deviation_sampling"));
        result["std_deviation_bounds"] = new JsonObject
        {
            ["upper"] = Number(average + (sigma * population)), ["lower"] = Number(average - (sigma * population)),
            ["upper_population"] = Number(average + (sigma * population)), ["lower_population"] = Number(average - (sigma * population)),
            ["upper_sampling"] = Number(average + (sigma * sampling)), ["lower_sampling"] = Number(average - (sigma * sampling)),
        };
    }

    // With what rounding loses kept beside the sum, so that a million small numbers are not lost beside a large one.
    private void Add(int owner, double value)
    {
        Ensure(owner);
        _counts[owner]++;
        var corrected = value - _lost[owner];
        var sum = _sums[owner] + corrected;
        _lost[owner] = sum - _sums[owner] - corrected;
        _sums[owner] = sum;
        _squares[owner] += value * value;
        _least[owner] = Math.Min(_least[owner], value);
        _most[owner] = Math.Max(_most[owner], value);
    }

    // A text of several words, or several texts, may have a term twice, and a gap that is none.
    private int CountTerms(ReadOnlySpan<int> terms)
    {
        if (source.Field?.Kind != FieldKind.Text)
        {
            return terms.Length;
        }

        var different = new HashSet<int>(terms.ToArray());
        different.Remove(TermColumn.Gap);
        return different.Count;
    }

    private void Count(int owner, int count)
    {
        Ensure(owner);
        _counts[owner] += count == 0 && source.Missing is not null ? 1 : count;
    }

    // A bucket that nothing was put into has the place of one that stays empty.
    private int Known(int owner)
    {
        if (owner < _counts.Length)
        {
            return owner;
        }

        if (_spare < 0)
        {
            Ensure(_spare = _counts.Length);
        }

        return _spare;
    }

    private void Ensure(int owner)
    {
        if (owner < _counts.Length)
        {
            return;
        }

        Grown.Ensure(ref _counts, owner, 0);
        Grown.Ensure(ref _sums, owner, 0);
        Grown.Ensure(ref _lost, owner, 0);
        Grown.Ensure(ref _squares, owner, 0);
        Grown.Ensure(ref _least, owner, double.PositiveInfinity);
        Grown.Ensure(ref _most, owner, double.NegativeInfinity);
    }

    /// <summary>A number, or null where it is none.</summary>
    internal static JsonNode? Number(double value) => double.IsFinite(value) ? JsonValue.Create(value) : null;
}
