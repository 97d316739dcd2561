using System.Runtime.InteropServices;
using Observability.StandIns.Points.Flux.Evaluation;
using Observability.StandIns.Points.Flux.Tables;
using Observability.StandIns.Points.Flux.Values;

namespace Observability.StandIns.Points.Flux.Functions;

/// <summary>
/// Aggregates (https://docs.influxdata.com/flux/v0/function-types/#aggregates): a table becomes one row of its key and the value. Rows
/// without a value do not count.
/// </summary>
internal static class AggregateFunctions
{
    private static readonly Dictionary<string, Aggregate> s_byName = new Aggregate[]
    {
        new("count", static kind => ValueKind.Int, static (column, first, end) => FluxValue.Of((long)Rows(column, first, end).Count())),
        new("sum", Same, Sum),
        new("mean", Real, static (column, first, end) =>
            Mean(column, first, end, out var count) is var mean && count > 0 ? FluxValue.Of(mean) : FluxValue.Null),
        new("median", Real, static (column, first, end) => Quantile(column, first, end, 0.5)),
        new("spread", Same, Spread),
        new("stddev", Real, static (column, first, end) => Deviation(column, first, end, "sample")),
        new("skew", Real, Skew),
        new("mode", static kind => kind, Mode),
    }.ToDictionary(aggregate => aggregate.Name, StringComparer.Ordinal);

    /// <summary>Adds them.</summary>
    public static void Add(FunctionCatalog catalog)
    {
        foreach (var aggregate in s_byName.Values.Where(aggregate => aggregate.Name is not ("stddev" or "median")))
        {
            catalog.AddPiped(aggregate.Name, "column", arguments => Apply(arguments, aggregate));
        }

        catalog.AddPiped("stddev", "column mode", arguments =>
        {
            var mode = arguments.Text("mode", "sample");
            return Apply(arguments, new Aggregate("stddev", Real, (column, first, end) => Deviation(column, first, end, mode)));
        });
        catalog.AddPiped("quantile", "column q method compression", arguments => Quantile(arguments, arguments.Number("q")));
        catalog.AddPiped("median", "column method compression", arguments => Quantile(arguments, 0.5));
        catalog.AddPiped("integral", "unit column timeColumn interpolate", Integral);
    }

    /// <summary>The aggregate behind one of the language's functions, as it is without arguments; or null.</summary>
    public static Aggregate? Find(FluxFunction function) => function.Literal is null ? Find(function.Name!) : null;

    /// <summary>The aggregate of a name, as it is without arguments; or null.</summary>
    public static Aggregate? Find(string name) => s_byName.GetValueOrDefault(name);

    /// <summary>The columns of a key, in the order of the table's columns, for one row.</summary>
    public static IEnumerable<FluxColumn> KeyColumns(FluxTable table, int count) => table.Columns
        .Where(column => table.Key.Contains(column.Name))
        .Select(column =>
            table.Key.TryGet(column.Name, out var value) ? FluxColumn.Constant(column.Name, value, count, column.Kind) : column);

    private static FluxValue Apply(FluxArguments arguments, Aggregate aggregate)
    {
        var name = arguments.Text("column", "_value");
        return FluxValue.Of(arguments.FullTables.Select(table =>
        {
            var column = table.Require(name);

            // First: what it is not for, it cannot compute.
            var kind = aggregate.KindFor(column);
            var result = FluxColumn.Constant(name, aggregate.Apply(column, 0, column.Count), 1, kind);
            return new FluxTable(table.Key, [.. KeyColumns(table, 1).Where(key => key.Name != name), result]);
        }));
    }

    private static FluxValue Quantile(FluxArguments arguments, double q)
    {
        if (q is not (>= 0 and <= 1))
        {
            throw arguments.Fail($"quantile must be between 0 and 1, was {FluxNumber.Format(q)}");
        }

        return arguments.Text("method", "estimate_tdigest") switch
        {
            // The estimate is of a server that does not want to keep all values; exact is within its promise.
            "estimate_tdigest" or "exact_mean" =>
                Apply(arguments, new Aggregate("quantile", Real, (column, first, end) => Quantile(column, first, end, q))),
            "exact_selector" => SelectorFunctions.Apply(arguments, (column, first, end) =>
            {
                RequireNumbers("quantile", column);
                var rows = Rows(column, first, end).OrderBy(row => column[row].Number).ToList();
                return rows.Count == 0 ? -1 : rows[Math.Max(0, (int)Math.Ceiling(q * rows.Count) - 1)];
            }),
            var other => throw arguments.Fail($"unknown method {other}"),
        };
    }

    private static FluxValue Integral(FluxArguments arguments)
    {
        var unit = arguments.Duration("unit", new FluxDuration(0, FluxTime.Second)).Nanoseconds;
        if (unit <= 0 || arguments.Text("interpolate", string.Empty) is { Length: > 0 })
        {
            throw arguments.Fail("unit must be positive, and interpolate is not supported by this stand-in for InfluxDB");
        }

        var (name, timeName) = (arguments.Text("column", "_value"), arguments.Text("timeColumn", "_time"));
        return FluxValue.Of(arguments.FullTables.Select(table =>
        {
            var (column, times) = (table.Require(name), table.Require(timeName));
            RequireNumbers("integral", column);
            double area = 0;
            int? before = null;
            foreach (var row in Rows(column, 0, column.Count))
            {
                area += before is { } last
                    ? (column[last].Number + column[row].Number) / 2 * (times.Bits(row) - times.Bits(last)) / unit : 0;
                before = row;
            }

            return new FluxTable(table.Key, [.. KeyColumns(table, 1), FluxColumn.Constant(name, FluxValue.Of(area), 1)]);
        }));
    }

    private static ValueKind Same(ValueKind kind) => kind is ValueKind.Int or ValueKind.UInt or ValueKind.Float ? kind : ValueKind.Null;

    private static ValueKind Real(ValueKind kind) => Same(kind) == ValueKind.Null ? ValueKind.Null : ValueKind.Float;

    private static void RequireNumbers(string name, FluxColumn column) =>
        new Aggregate(name, Same, static (_, _, _) => FluxValue.Null).KindFor(column);

    private static IEnumerable<int> Rows(FluxColumn column, int first, int end)
    {
        for (var row = first; row < end; row++)
        {
            if (!column.IsNull(row))
            {
                yield return row;
            }
        }
    }

    private static FluxValue Sum(FluxColumn column, int first, int end)
    {
        if (column.Kind == ValueKind.Float)
        {
            var mean = Mean(column, first, end, out var count);
            return count == 0 ? FluxValue.Null : FluxValue.Of(column.PlainBits.IsEmpty ? mean * count : SumOf(column, first, end));
        }

        long whole = 0;
        var any = false;
        for (var row = first; row < end; row++)
        {
            if (!column.IsNull(row))
            {
                whole += column.Bits(row);
                any = true;
            }
        }

        return any ? FluxValue.OfBits(column.Kind, whole) : FluxValue.Null;
    }

    private static double SumOf(FluxColumn column, int first, int end)
    {
        double sum = 0;
        foreach (var value in MemoryMarshal.Cast<long, double>(column.PlainBits[first..end]))
        {
            sum += value;
        }

        return sum;
    }

    private static double Mean(FluxColumn column, int first, int end, out int count)
    {
        if (column.Kind == ValueKind.Float && !column.PlainBits.IsEmpty)
        {
            count = end - first;
            return SumOf(column, first, end) / count;
        }

        double sum = 0;
        count = 0;
        for (var row = first; row < end; row++)
        {
            if (!column.IsNull(row))
            {
                sum += column[row].Number;
                count++;
            }
        }

        return sum / count;
    }

    private static FluxValue Spread(FluxColumn column, int first, int end)
    {
        var (least, most) = (FluxValue.Null, FluxValue.Null);
        foreach (var row in Rows(column, first, end))
        {
            var value = column[row];
            least = least.IsNull || ValueOrder.Compare(value, least) < 0 ? value : least;
            most = most.IsNull || ValueOrder.Compare(value, most) > 0 ? value : most;
        }

        return Operators.Apply(Syntax.FluxOperator.Subtract, most, least)!.Value;
    }

    // https://docs.influxdata.com/flux/v0/stdlib/universe/quantile/, exact_mean: between the two values around the rank.
    private static FluxValue Quantile(FluxColumn column, int first, int end, double q)
    {
        var values = Rows(column, first, end).Select(row => column[row].Number).ToArray();
        if (values.Length == 0)
        {
            return FluxValue.Null;
        }

        Array.Sort(values);
        var rank = q * (values.Length - 1);
        var (low, high) = ((int)Math.Floor(rank), (int)Math.Ceiling(rank));
        return FluxValue.Of(low == high ? values[low] : (values[low] * (high - rank)) + (values[high] * (rank - low)));
    }

    private static FluxValue Deviation(FluxColumn column, int first, int end, string mode)
    {
        var mean = Mean(column, first, end, out var count);
        var divisor = mode switch
        {
            "sample" => count - 1,
            "population" => count,
            _ => throw new FluxException($"stddev: unknown mode {mode}"),
        };
        return divisor <= 0
            ? FluxValue.Null
            : FluxValue.Of(Math.Sqrt(Rows(column, first, end).Sum(row => Math.Pow(column[row].Number - mean, 2)) / divisor));
    }

    private static FluxValue Skew(FluxColumn column, int first, int end)
    {
        var mean = Mean(column, first, end, out var count);
        var (second, third) = (0d, 0d);
        foreach (var row in Rows(column, first, end))
        {
            var distance = column[row].Number - mean;
            second += distance * distance;
            third += distance * distance * distance;
        }

        return count < 2 ? FluxValue.Null : FluxValue.Of(Math.Sqrt(count) * third / Math.Pow(second, 1.5));
    }

    private static FluxValue Mode(FluxColumn column, int first, int end) => Rows(column, first, end)
        .GroupBy(row => column[row])
        .OrderByDescending(group => group.Count())
        .ThenBy(group => group.Key, Comparer<FluxValue>.Create(ValueOrder.Compare))
        .Select(group => group.Key)
        .FirstOrDefault();
}
