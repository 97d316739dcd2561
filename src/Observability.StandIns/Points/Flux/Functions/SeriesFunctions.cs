using Observability.StandIns.Points.Flux.Evaluation;
using Observability.StandIns.Points.Flux.Tables;
using Observability.StandIns.Points.Flux.Values;

namespace Observability.StandIns.Points.Flux.Functions;

/// <summary>What compares a row with those before it: derivative, difference, increase, cumulativeSum, movingAverage, elapsed.</summary>
internal static class SeriesFunctions
{
    private static readonly FluxDuration s_second = new(0, FluxTime.Second);

    /// <summary>Adds them.</summary>
    public static void Add(FunctionCatalog catalog)
    {
        catalog.AddPiped("derivative", "unit nonNegative columns timeColumn initialZero", Derivative);
        catalog.AddPiped("difference", "nonNegative columns keepFirst initialZero", arguments =>
        {
            var (nonNegative, keepFirst, initialZero) =
                (arguments.Bool("nonNegative", false), arguments.Bool("keepFirst", false), arguments.Bool("initialZero", false));
            return Change(arguments, keepFirst ? 0 : 1, (column, rows) => Difference(column, rows, nonNegative, initialZero));
        });
        catalog.AddPiped("increase", "columns", arguments => Change(
            arguments, 1, static (column, rows) => Accumulate(Difference(column, rows, true, true), FluxValue.Null)));
        catalog.AddPiped("cumulativeSum", "columns", arguments => Change(
            arguments, 0, static (column, rows) =>
                Accumulate(column.Kind is ValueKind.Int or ValueKind.UInt or ValueKind.Float ? rows
                : throw NotNumeric(column), FluxValue.Null)));
        catalog.AddPiped("movingAverage", "n", MovingAverage);
        catalog.AddPiped("elapsed", "unit timeColumn columnName", Elapsed);
        catalog.AddPiped("timeShift", "duration columns", Shift);
    }

    private static FluxValue Derivative(FluxArguments arguments)
    {
        var unit = arguments.Duration("unit", s_second);
        if (unit.IsNotPositive || unit.Months > 0)
        {
            throw arguments.Fail("unit must be positive and not of months");
        }

        var (nonNegative, zero, timeName) =
            (arguments.Bool("nonNegative", false), arguments.Bool("initialZero", false), arguments.Text("timeColumn", "_time"));
        return Change(arguments, 1, (column, values, table) =>
        {
            var times = table.Require(timeName);
            var result = new List<FluxValue>(values.Count);
            int? before = null;
            for (var row = 0; row < values.Count; row++)
            {
                if (before is { } last && !values[row].IsNull && times.Bits(row) > times.Bits(last))
                {
                    var change = values[row].Number - values[last].Number;
                    change = nonNegative && zero && change < 0 ? values[row].Number : change;
                    var rate = change / ((double)(times.Bits(row) - times.Bits(last)) / unit.Nanoseconds);
                    result.Add(nonNegative && rate < 0 ? FluxValue.Null : FluxValue.Of(rate));
                }
                else
                {
                    result.Add(FluxValue.Null);
                }

                before = values[row].IsNull ? before : row;
            }

            return (ValueKind.Float, result);
        });
    }

    private static List<FluxValue> Difference(FluxColumn column, IReadOnlyList<FluxValue> values, bool nonNegative, bool initialZero)
    {
        if (column.Kind is not (ValueKind.Int or ValueKind.UInt or ValueKind.Float))
        {
            throw NotNumeric(column);
        }

        var result = new List<FluxValue>(values.Count);
        var before = FluxValue.Null;
        foreach (var value in values)
        {
            var isLess = !before.IsNull && !value.IsNull && ValueOrder.Compare(value, before) < 0;
            result.Add(isLess && nonNegative
                ? initialZero ? Signed(value) : FluxValue.Null
                : Operators.Apply(Syntax.FluxOperator.Subtract, Signed(value), Signed(before))!.Value);
            before = value.IsNull ? before : value;
        }

        return result;
    }

    // Differences of unsigned numbers can be negative: they are signed.
    private static FluxValue Signed(FluxValue value) => value.Kind == ValueKind.UInt ? FluxValue.Of(value.Bits) : value;

    private static List<FluxValue> Accumulate(IReadOnlyList<FluxValue> values, FluxValue sum)
    {
        var result = new List<FluxValue>(values.Count);
        foreach (var value in values)
        {
            sum = value.IsNull ? sum : sum.IsNull ? value : Operators.Apply(Syntax.FluxOperator.Add, sum, value)!.Value;
            result.Add(value.IsNull && sum.IsNull ? value : sum);
        }

        return result;
    }

    private static FluxValue MovingAverage(FluxArguments arguments)
    {
        var n = arguments.Int("n");
        if (n is <= 0 or > int.MaxValue)
        {
            throw arguments.Fail("cannot construct moving average with a period of 0 or less");
        }

        return FluxValue.Of(arguments.FullTables.Select(table =>
        {
            var column = table.Require("_value");
            var length = (int)Math.Min(n, Math.Max(1, table.Count));
            var rows = Enumerable.Range(length - 1, Math.Max(0, table.Count - length + 1)).ToArray();
            var averages = new ColumnBuilder("_value").As(ValueKind.Float);
            foreach (var row in rows)
            {
                arguments.Context.Budget.Charge(length);
                var values =
                    Enumerable.Range(row - length + 1, length).Where(index => !column.IsNull(index)).Select(index =>
                    column[index].Number).ToList();
                averages.Add(values.Count == 0 ? FluxValue.Null : FluxValue.Of(values.Average()));
            }

            return table.Take(rows).With(averages.Build());
        }));
    }

    private static FluxValue Elapsed(FluxArguments arguments)
    {
        var (unit, timeName, name) =
            (arguments.Duration("unit", s_second).Nanoseconds, arguments.Text("timeColumn", "_time"),
                arguments.Text("columnName", "elapsed"));
        if (unit <= 0)
        {
            throw arguments.Fail("unit must be positive and not of months");
        }

        return FluxValue.Of(arguments.FullTables.Select(table =>
        {
            var times = table.Require(timeName);
            var rows = Enumerable.Range(1, Math.Max(0, table.Count - 1)).ToArray();
            long[] distances = [.. rows.Select(row => (times.Bits(row) - times.Bits(row - 1)) / unit)];
            return table.Take(rows).With(FluxColumn.OfBits(name, ValueKind.Int, distances, distances.Length));
        }));
    }

    private static FluxValue Shift(FluxArguments arguments)
    {
        var (duration, names) = (arguments.Duration("duration"), arguments.Texts("columns", "_start", "_stop", "_time"));
        return FluxValue.Of(arguments.FullTables.Select(table =>
        {
            var key = table.Key;
            var shifted = table;
            foreach (var column in names.Select(table.Find).OfType<FluxColumn>().Where(column => column.Kind == ValueKind.Time))
            {
                var builder = new ColumnBuilder(column.Name).As(ValueKind.Time);
                for (var row = 0; row < column.Count; row++)
                {
                    builder.Add(column.IsNull(row) ? FluxValue.Null : FluxValue.OfTime(duration.AddTo(column.Bits(row))));
                }

                shifted = shifted.With(builder.Build());
                key = key.TryGet(column.Name, out var value) && !value.IsNull
                    ? key.With(new KeyValuePair<string, FluxValue>(column.Name, FluxValue.OfTime(duration.AddTo(value.Bits))))
                    : key;
            }

            return new FluxTable(key, shifted.Columns);
        }));
    }

    private static FluxValue Change(FluxArguments arguments, int skipped, Func<FluxColumn, IReadOnlyList<FluxValue>,
        IReadOnlyList<FluxValue>> change) =>
        Change(arguments, skipped, (column, values, _) =>
            (column.Kind == ValueKind.UInt ? ValueKind.Int : column.Kind, change(column, values)));

    /// <summary>Changes columns by all their values, and leaves rows at the begin out.</summary>
    private static FluxValue Change(
        FluxArguments arguments,
        int skipped,
        Func<FluxColumn, IReadOnlyList<FluxValue>, FluxTable, (ValueKind Kind, IReadOnlyList<FluxValue> Values)> change)
    {
        var names = arguments.Texts("columns", "_value");
        return FluxValue.Of(arguments.FullTables.Select(table =>
        {
            arguments.Context.Budget.Charge((long)table.Count * names.Count);
            var changed = table.Take([.. Enumerable.Range(skipped, Math.Max(0, table.Count - skipped))]);
            foreach (var column in names.Select(table.Require))
            {
                if (column.Kind is not (ValueKind.Int or ValueKind.UInt or ValueKind.Float))
                {
                    throw NotNumeric(column);
                }

                var (kind, values) = change(column, [.. Enumerable.Range(0, column.Count).Select(row => column[row])], table);
                var builder = new ColumnBuilder(column.Name).As(values.Any(value => value.Kind == ValueKind.UInt) ? ValueKind.UInt : kind);
                foreach (var value in values.Skip(skipped))
                {
                    builder.Add(value);
                }

                changed = changed.With(builder.Build());
            }

            return changed;
        }));
    }

    private static FluxException NotNumeric(FluxColumn column) =>
        new($"column \"{column.Name}\" is of type {FluxValue.Name(column.Kind)}, which is no number");
}
