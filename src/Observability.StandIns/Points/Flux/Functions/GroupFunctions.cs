using Observability.StandIns.Points.Flux.Evaluation;
using Observability.StandIns.Points.Flux.Tables;
using Observability.StandIns.Points.Flux.Values;

namespace Observability.StandIns.Points.Flux.Functions;

/// <summary>What puts rows into other tables: <c>group</c>, <c>union</c>, <c>pivot</c>.</summary>
internal static class GroupFunctions
{
    /// <summary>Adds them.</summary>
    public static void Add(FunctionCatalog catalog)
    {
        catalog.AddPiped("group", "columns mode", Group);
        catalog.AddPlain("union", "tables", Union);
        catalog.AddPiped("pivot", "rowKey columnKey valueColumn", Pivot);
    }

    private static FluxValue Group(FluxArguments arguments)
    {
        var names = arguments.Texts("columns").ToHashSet(StringComparer.Ordinal);
        var isExcept = arguments.Text("mode", "by") switch
        {
            "by" => false,
            "except" => true,
            var other => throw arguments.Fail($"invalid mode {other}: must be by or except"),
        };
        return FluxValue.Of(Deferred.Stream(() =>
        {
            var merger = new TableMerger(arguments.Context.Budget);
            foreach (var table in arguments.FullTables)
            {
                Regroup(merger, table, [.. table.Columns.Where(column => names.Contains(column.Name) != isExcept)],
                    arguments.Context.Budget);
            }

            return merger.Build(isSorted: true);
        }));
    }

    /// <summary>Divides a table by some of its columns.</summary>
    private static void Regroup(TableMerger merger, FluxTable table, IReadOnlyList<FluxColumn> columns, QueryBudget budget)
    {
        if (columns.All(column => table.Key.Contains(column.Name)))
        {
            merger.Add(table.Key.Where(name => columns.Any(column => column.Name == name)), table);
            return;
        }

        var groups = new Dictionary<GroupKey, List<int>>();
        for (var row = 0; row < table.Count; row++)
        {
            budget.Charge(columns.Count);
            var key = new GroupKey(columns.Select(column => KeyValuePair.Create(column.Name, column[row])));
            if (!groups.TryGetValue(key, out var rows))
            {
                groups.Add(key, rows = []);
            }

            rows.Add(row);
        }

        foreach (var (key, rows) in groups)
        {
            merger.Add(key, table, [.. rows]);
        }
    }

    private static FluxValue Union(FluxArguments arguments)
    {
        var streams = arguments.Get("tables", ValueKind.Array).Items;
        if (streams.Count < 2 || streams.Any(stream => stream.Kind != ValueKind.Stream))
        {
            throw arguments.Fail("tables must be a list of at least two streams");
        }

        return FluxValue.Of(Deferred.Stream(() =>
        {
            var merger = new TableMerger(arguments.Context.Budget);
            foreach (var table in streams.SelectMany(stream => stream.Stream).Where(table => !table.IsStored || table.Count > 0))
            {
                merger.Add(table.Key, table);
            }

            return merger.Build(isSorted: true);
        }));
    }

    private static FluxValue Pivot(FluxArguments arguments)
    {
        var (rowKey, columnKey, valueName) = (arguments.Texts("rowKey"), arguments.Texts("columnKey"), arguments.Text("valueColumn"));
        if (rowKey.Count == 0 || columnKey.Count == 0)
        {
            throw arguments.Fail("rowKey and columnKey must be non-empty lists");
        }

        return FluxValue.Of(Deferred.Stream(() =>
        {
            var pivots = new Dictionary<GroupKey, PivotTable>();
            foreach (var table in arguments.FullTables)
            {
                var key = table.Key.Where(name => name != valueName && !columnKey.Contains(name));
                if (!pivots.TryGetValue(key, out var pivot))
                {
                    pivots.Add(key, pivot = new PivotTable(key, rowKey));
                }

                pivot.Add(table, columnKey, valueName, arguments.Context.Budget);
            }

            return pivots.OrderBy(pair => pair.Key).Select(pair => pair.Value.Build());
        }));
    }
}
