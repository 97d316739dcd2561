using Observability.StandIns.Points.Flux.Evaluation;
using Observability.StandIns.Points.Flux.Tables;
using Observability.StandIns.Points.Flux.Values;

namespace Observability.StandIns.Points.Flux.Functions;

/// <summary>What changes which columns there are: keep, drop, rename, duplicate, set, fill, columns, keys, keyValues.</summary>
internal static class ColumnFunctions
{
    /// <summary>Adds them.</summary>
    public static void Add(FunctionCatalog catalog)
    {
        catalog.AddPiped("keep", "columns fn", arguments => Choose(arguments, keep: true));
        catalog.AddPiped("drop", "columns fn", arguments => Choose(arguments, keep: false));
        catalog.AddPiped("rename", "columns fn", Rename);
        catalog.AddPiped("duplicate", "column as", Duplicate);
        catalog.AddPiped("set", "key value", Set);
        catalog.AddPiped("fill", "column value usePrevious", Fill);
        catalog.AddPiped("columns", "column", arguments => List(arguments, table => table.Names));
        catalog.AddPiped("keys", "column", arguments => List(arguments, table => table.Names.Where(table.Key.Contains)));
        catalog.AddPiped("keyValues", "keyColumns", KeyValues);
    }

    private static FluxValue Choose(FluxArguments arguments, bool keep)
    {
        Func<string, bool> isNamed;
        if (arguments.Has("fn"))
        {
            var function = arguments.Function("fn");
            isNamed = name => arguments.Evaluator.Call(function, ("column", FluxValue.Of(name))).IsTrue;
        }
        else
        {
            arguments.Get("columns", ValueKind.Array);
            isNamed = arguments.Texts("columns").ToHashSet(StringComparer.Ordinal).Contains;
        }

        return Remap(arguments, table => [.. table.Columns.Where(column => isNamed(column.Name) == keep)], name =>
            isNamed(name) == keep ? name : null);
    }

    private static FluxValue Rename(FluxArguments arguments)
    {
        Func<string, string> rename;
        if (arguments.Has("fn"))
        {
            var function = arguments.Function("fn");
            rename = name => arguments.Evaluator.Call(function, ("column", FluxValue.Of(name))) is { Kind: ValueKind.String } renamed
                ? renamed.Text
                : throw arguments.Fail("fn must return a string");
        }
        else
        {
            var names = arguments.Get("columns", ValueKind.Record).Record;
            rename = name => names.TryGet(name, out var renamed) ? renamed.ToString() : name;
        }

        return Remap(arguments, table => [.. table.Columns.Select(column => column.Renamed(rename(column.Name)))], rename);
    }

    // Tables whose keys become the same become one.
    private static FluxValue Remap(FluxArguments arguments, Func<FluxTable, IReadOnlyList<FluxColumn>> columns, Func<string,
        string?> keyName) =>
        FluxValue.Of(Deferred.Stream(() =>
        {
            var merger = new TableMerger(arguments.Context.Budget);
            foreach (var table in arguments.FullTables)
            {
                var key = new GroupKey(table.Key.Columns
                    .Select(column => (Name: keyName(column.Key), column.Value))
                    .Where(column => column.Name is not null)
                    .Select(column => KeyValuePair.Create(column.Name!, column.Value)));
                merger.Add(key, new FluxTable(key, columns(table)));
            }

            return merger.Build(isSorted: false);
        }));

    private static FluxValue Duplicate(FluxArguments arguments)
    {
        var (name, copy) = (arguments.Text("column"), arguments.Text("as"));
        return FluxValue.Of(arguments.FullTables.Select(table =>
        {
            var made = table.With(table.Require(name).Renamed(copy));
            return table.Key.Contains(copy) && made.Count > 0
                ? new FluxTable(table.Key.With(new KeyValuePair<string, FluxValue>(copy, made.Require(copy)[0])), made.Columns)
                : made;
        }));
    }

    private static FluxValue Set(FluxArguments arguments)
    {
        var (name, value) = (arguments.Text("key"), FluxValue.Of(arguments.Text("value")));
        return FluxValue.Of(Deferred.Stream(() =>
        {
            var merger = new TableMerger(arguments.Context.Budget);
            foreach (var table in arguments.FullTables)
            {
                var key = table.Key.Contains(name) ? table.Key.With(new KeyValuePair<string, FluxValue>(name, value)) : table.Key;
                merger.Add(key, table.With(FluxColumn.Constant(name, value, table.Count)));
            }

            return merger.Build(isSorted: false);
        }));
    }

    private static FluxValue Fill(FluxArguments arguments)
    {
        var (name, usePrevious) = (arguments.Text("column", "_value"), arguments.Bool("usePrevious", false));
        if (usePrevious == arguments.Has("value"))
        {
            throw arguments.Fail("exactly one of value and usePrevious must be given");
        }

        var value = usePrevious ? FluxValue.Null : arguments.Get("value");
        return FluxValue.Of(arguments.FullTables.Select(table =>
        {
            if (table.Find(name) is not { } column)
            {
                return table;
            }

            if (!value.IsNull && value.Kind != column.Kind)
            {
                throw arguments.Fail($"column \"{name}\" is of type {FluxValue.Name(column.Kind)}, the value {FluxValue.Name(value.Kind)}");
            }

            var builder = new ColumnBuilder(name).As(column.Kind);
            var before = FluxValue.Null;
            for (var row = 0; row < column.Count; row++)
            {
                before = column.IsNull(row) ? before : column[row];
                builder.Add(column.IsNull(row) ? usePrevious ? before : value : column[row]);
            }

            var filled = table.With(builder.Build());
            return table.Key.TryGet(name, out var own) && own.IsNull && filled.Count > 0
                ? new FluxTable(table.Key.With(new KeyValuePair<string, FluxValue>(name, filled.Require(name)[0])), filled.Columns)
                : filled;
        }));
    }

    private static FluxValue List(FluxArguments arguments, Func<FluxTable, IEnumerable<string>> names)
    {
        var name = arguments.Text("column", "_value");
        return FluxValue.Of(arguments.FullTables.Select(table =>
        {
            string[] found = [.. names(table)];
            return new FluxTable(
                table.Key,
                [.. AggregateFunctions.KeyColumns(table, found.Length).Where(key => key.Name != name),
                    FluxColumn.OfTexts(name, found, found.Length)]);
        }));
    }

    private static FluxValue KeyValues(FluxArguments arguments)
    {
        var names = arguments.Texts("keyColumns");
        return FluxValue.Of(arguments.FullTables.Select(table =>
        {
            var (keys, values) = (new ColumnBuilder("_key").As(ValueKind.String), new ColumnBuilder("_value"));
            foreach (var column in names.Select(table.Find).OfType<FluxColumn>())
            {
                foreach (var value in Enumerable.Range(0, column.Count).Select(row => column[row]).Distinct())
                {
                    keys.Add(FluxValue.Of(column.Name));
                    values.Add(value);
                }
            }

            return new FluxTable(
                table.Key,
                [.. AggregateFunctions.KeyColumns(table, keys.Count).Where(key => key.Name is not ("_key" or "_value")),
                    keys.Build(), values.Build()]);
        }));
    }
}
