using Observability.StandIns.Points.Flux.Evaluation;
using Observability.StandIns.Points.Flux.Syntax;
using Observability.StandIns.Points.Flux.Tables;
using Observability.StandIns.Points.Flux.Values;

namespace Observability.StandIns.Points.Flux.Functions;

/// <summary>What looks at each row: <c>map</c>, <c>reduce</c>; and what takes values out of tables.</summary>
internal static class RowFunctions
{
    /// <summary>Adds them.</summary>
    public static void Add(FunctionCatalog catalog)
    {
        catalog.AddPiped("map", "fn mergeKey", arguments =>
        {
            var function = arguments.Function("fn");
            return function.Literal is { Parameters: [var parameter] } literal
                ? FluxValue.Of(Deferred.Stream(() => Map(arguments, function, literal, parameter.Name)))
                : throw arguments.Fail("fn must be a function of one parameter r");
        });
        catalog.AddPiped("reduce", "fn identity", Reduce);
        catalog.AddPiped("tableFind", "fn", arguments =>
            FluxValue.Of(FindTable(arguments) is { } table ? [table] : Array.Empty<FluxTable>()));
        catalog.Add("getColumn",
            Getter("getColumn", "column", arguments =>
            Column(arguments.Get("table", ValueKind.Stream).Stream.FirstOrDefault(), arguments.Text("column"))));
        catalog.Add("getRecord",
            Getter("getRecord", "idx", arguments =>
            Record(arguments.Get("table", ValueKind.Stream).Stream.FirstOrDefault(), arguments.Int("idx"))));
        catalog.AddPiped("findColumn", "fn column", arguments => Column(FindTable(arguments), arguments.Text("column")));
        catalog.AddPiped("findRecord", "fn idx", arguments => Record(FindTable(arguments), arguments.Int("idx")));
    }

    private static FluxValue Getter(string name, string parameter, Func<FluxArguments, FluxValue> body) =>
        FluxValue.Of(new FluxFunction(name, "table", ["table", parameter], body));

    private static IEnumerable<FluxTable> Map(FluxArguments arguments, FluxFunction function, FluxNode.FunctionLiteral literal,
        string parameter)
    {
        var merger = new TableMerger(arguments.Context.Budget);
        foreach (var table in arguments.FullTables)
        {
            var scope = new FluxScope(function.Scope);
            var row = new TableRow(table);
            scope.Set(parameter, FluxValue.Of(row));
            var builders = new List<ColumnBuilder>();
            for (; row.Row < table.Count; row.Row++)
            {
                var result = arguments.Evaluator.Run(literal, scope);
                if (result.Kind != ValueKind.Record)
                {
                    throw arguments.Fail("fn must return a record");
                }

                AddRow(builders, result.Record, row.Row, arguments.Context.Budget);
            }

            AddMapped(merger, table, builders);
        }

        return merger.Build(isSorted: false);
    }

    private static void AddRow(List<ColumnBuilder> builders, FluxRecord record, int row, QueryBudget budget)
    {
        var at = 0;
        foreach (var (name, value) in record.Properties)
        {
            // Nearly always the columns come in the order of the row before.
            var builder = at < builders.Count && builders[at].Name == name ? builders[at] : builders.Find(known => known.Name == name);
            if (builder is null)
            {
                builders.Add(builder = new ColumnBuilder(name));
                builder.PadTo(row);
            }

            builder.Add(value);
            at++;
        }

        budget.Charge(at);
        builders.ForEach(builder => builder.PadTo(row + 1));
    }

    // Key columns that the function has changed make other tables.
    private static void AddMapped(TableMerger merger, FluxTable table, List<ColumnBuilder> builders)
    {
        if (table.Count == 0)
        {
            merger.Add(table.Key, table);
            return;
        }

        var columns = builders.ConvertAll(builder => builder.Build());
        var keys = columns.Where(column => table.Key.Contains(column.Name)).ToList();
        var mapped = new FluxTable(table.Key, columns);
        var groups = Enumerable.Range(0, mapped.Count)
            .GroupBy(row => new GroupKey(keys.Select(column => KeyValuePair.Create(column.Name, column[row]))));
        if (keys.TrueForAll(column => IsConstant(column, table.Key)))
        {
            merger.Add(new GroupKey(keys.Select(column => KeyValuePair.Create(column.Name, column[0]))), mapped);
            return;
        }

        foreach (var group in groups)
        {
            merger.Add(group.Key, mapped, [.. group]);
        }
    }

    private static bool IsConstant(FluxColumn column, GroupKey key)
    {
        key.TryGet(column.Name, out var value);
        for (var row = 0; row < column.Count; row++)
        {
            if (!column[row].Equals(value))
            {
                return false;
            }
        }

        return true;
    }

    private static FluxValue Reduce(FluxArguments arguments)
    {
        var (function, identity) = (arguments.Function("fn"), arguments.Get("identity", ValueKind.Record));
        return FluxValue.Of(arguments.FullTables.Select(table =>
        {
            var accumulator = identity;
            var row = new TableRow(table);
            for (; row.Row < table.Count; row.Row++)
            {
                accumulator = arguments.Evaluator.Call(function, ("r", FluxValue.Of(row)), ("accumulator", accumulator));
                if (accumulator.Kind != ValueKind.Record)
                {
                    throw arguments.Fail("fn must return a record");
                }
            }

            return new FluxTable(
                table.Key,
                [.. AggregateFunctions.KeyColumns(table, 1),
                    .. accumulator.Record.Properties.Select(property => FluxColumn.Constant(property.Key, property.Value, 1))]);
        }));
    }

    private static FluxTable? FindTable(FluxArguments arguments)
    {
        var function = arguments.Function("fn");
        return arguments.FullTables.FirstOrDefault(table =>
            arguments.Evaluator.Call(function, ("key", FluxValue.Of(new MapRecord(table.Key.Columns)))).IsTrue);
    }

    private static FluxValue Column(FluxTable? table, string name)
    {
        var column = table?.Require(name);
        return FluxValue.Of(column is null ? [] : [.. Enumerable.Range(0, column.Count).Select(row => column[row])]);
    }

    private static FluxValue Record(FluxTable? table, long index) => FluxValue.Of(
        table is not null && index >= 0 && index < table.Count ? new MapRecord(new TableRow(table) { Row = (int)index }.Properties)
            : new MapRecord([]));
}
