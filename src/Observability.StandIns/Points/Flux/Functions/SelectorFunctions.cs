using Observability.StandIns.Points.Flux.Evaluation;
using Observability.StandIns.Points.Flux.Tables;
using Observability.StandIns.Points.Flux.Values;

namespace Observability.StandIns.Points.Flux.Functions;

/// <summary>Selectors (https://docs.influxdata.com/flux/v0/function-types/#selectors): a table keeps one row, or some.</summary>
internal static class SelectorFunctions
{
    private static readonly Dictionary<string, Func<FluxColumn, int, int, int>> s_byName = new(StringComparer.Ordinal)
    {
        ["first"] = First,
        ["last"] = Last,
        ["min"] = static (column, first, end) => Extreme(column, first, end, -1),
        ["max"] = static (column, first, end) => Extreme(column, first, end, 1),
    };

    /// <summary>Adds them.</summary>
    public static void Add(FunctionCatalog catalog)
    {
        foreach (var (name, select) in s_byName)
        {
            catalog.AddPiped(name, "column", arguments => Apply(arguments, select));
        }

        catalog.AddPiped("distinct", "column", Distinct);
        catalog.AddPiped("unique", "column", Unique);
        catalog.AddPiped("top", "n columns", arguments => Order(arguments, arguments.Texts("columns", "_value"), true, arguments.Int("n")));
        catalog.AddPiped("bottom", "n columns", arguments =>
            Order(arguments, arguments.Texts("columns", "_value"), false, arguments.Int("n")));
        catalog.AddPiped("sort", "columns desc", arguments =>
            Order(arguments, arguments.Texts("columns", "_value"), arguments.Bool("desc", false), null));
        catalog.AddPiped("limit", "n offset", arguments =>
            Slice(arguments, static (count, n, offset) => (Math.Min(offset, count), Math.Min(offset + n, count))));
        catalog.AddPiped("tail", "n offset", arguments => Slice(
            arguments, static (count, n, offset) => (Math.Max(0, count - offset - n), Math.Max(0, count - offset))));
    }

    /// <summary>The selector behind one of the language's functions, or null.</summary>
    public static Func<FluxColumn, int, int, int>? Find(FluxFunction function) =>
        function.Literal is null ? Find(function.Name!) : null;

    /// <summary>The selector of a name, or null.</summary>
    public static Func<FluxColumn, int, int, int>? Find(string name) => s_byName.GetValueOrDefault(name);

    /// <summary>Keeps the row that is selected, or none.</summary>
    public static FluxValue Apply(FluxArguments arguments, Func<FluxColumn, int, int, int> select)
    {
        var name = arguments.Text("column", "_value");
        return FluxValue.Of(arguments.FullTables.Select(table =>
        {
            var row = select(table.Require(name), 0, table.Count);
            return table.Take(row < 0 ? [] : [row]);
        }));
    }

    private static int First(FluxColumn column, int first, int end)
    {
        for (; first < end && column.IsNull(first); first++)
        {
        }

        return first < end ? first : -1;
    }

    private static int Last(FluxColumn column, int first, int end)
    {
        for (end--; end >= first && column.IsNull(end); end--)
        {
        }

        return end >= first ? end : -1;
    }

    private static int Extreme(FluxColumn column, int first, int end, int sign)
    {
        if (column.Kind is ValueKind.String or ValueKind.Bool)
        {
            throw new FluxException($"unsupported input type for {(sign < 0 ? "min" : "max")} selector: {FluxValue.Name(column.Kind)}");
        }

        var best = -1;
        for (var row = first; row < end; row++)
        {
            if (!column.IsNull(row) && (best < 0 || ValueOrder.Compare(column[row], column[best]) * sign > 0))
            {
                best = row;
            }
        }

        return best;
    }

    private static FluxValue Distinct(FluxArguments arguments)
    {
        var name = arguments.Text("column", "_value");
        return FluxValue.Of(arguments.FullTables.Select(table =>
        {
            var column = table.Find(name);
            var values = new ColumnBuilder("_value");
            var seen = new HashSet<FluxValue>();
            for (var row = 0; column is not null && row < table.Count; row++)
            {
                if (seen.Add(column[row]))
                {
                    values.Add(column[row]);
                }
            }

            return new FluxTable(
                table.Key.Where(key => key != "_value"),
                [.. AggregateFunctions.KeyColumns(table, values.Count).Where(key => key.Name != "_value"), values.Build()]);
        }));
    }

    private static FluxValue Unique(FluxArguments arguments)
    {
        var name = arguments.Text("column", "_value");
        return FluxValue.Of(arguments.FullTables.Select(table =>
        {
            var column = table.Require(name);
            var seen = new HashSet<FluxValue>();
            return table.Take([.. Enumerable.Range(0, table.Count).Where(row => seen.Add(column[row]))]);
        }));
    }

    private static FluxValue Order(FluxArguments arguments, IReadOnlyList<string> names, bool descending, long? most)
    {
        if (most < 0)
        {
            throw arguments.Fail("n must not be negative");
        }

        return FluxValue.Of(arguments.FullTables.Select(table =>
        {
            // Columns that a table lacks do not order it.
            var columns = names.Select(table.Find).OfType<FluxColumn>().ToList();
            var rows = new int[table.Count];
            for (var row = 0; row < rows.Length; row++)
            {
                rows[row] = row;
            }

            arguments.Context.Budget.Charge(rows.Length);
            Array.Sort(rows, (left, right) =>
            {
                foreach (var column in columns)
                {
                    var order = ValueOrder.Compare(column[left], column[right]);
                    if (order != 0)
                    {
                        return descending ? -order : order;
                    }
                }

                // Equal rows keep their order.
                return left.CompareTo(right);
            });
            return table.Take(most < rows.Length ? rows[..(int)most.Value] : rows);
        }));
    }

    private static FluxValue Slice(FluxArguments arguments, Func<long, long, long, (long First, long End)> choose)
    {
        var (n, offset) = (arguments.Int("n"), arguments.Int("offset", 0));
        if (n < 0 || offset < 0 || n > int.MaxValue || offset > int.MaxValue)
        {
            throw arguments.Fail("n and offset must not be negative");
        }

        return FluxValue.Of(arguments.FullTables.Select(table =>
        {
            var (first, end) = choose(table.Count, n, offset);
            return first == 0 && end == table.Count ? table : table.Take([.. Enumerable.Range((int)first, (int)(end - first))]);
        }));
    }
}
