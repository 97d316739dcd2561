using Observability.StandIns.Points.Flux.Evaluation;
using Observability.StandIns.Points.Flux.Tables;
using Observability.StandIns.Points.Flux.Values;

namespace Observability.StandIns.Points.Flux.Functions;

/// <summary>
/// <c>join</c> (https://docs.influxdata.com/flux/v0/stdlib/universe/join/): pairs of rows of two streams that are equal in some columns.
/// Columns that both have and that are not joined on get the name of their stream behind theirs.
/// </summary>
internal static class JoinFunctions
{
    /// <summary>Adds it.</summary>
    public static void Add(FunctionCatalog catalog) => catalog.AddPlain("join", "tables on method", arguments =>
    {
        var streams = arguments.Get("tables", ValueKind.Record).Record.Properties.ToList();
        var on = arguments.Texts("on");
        if (streams.Count != 2 || streams.Exists(stream => stream.Value.Kind != ValueKind.Stream) || on.Count == 0)
        {
            throw arguments.Fail("tables must be a record of two streams, and on a non-empty list");
        }

        if (arguments.Text("method", "inner") is not "inner")
        {
            throw FluxException.NotSupported("join with another method than inner");
        }

        return FluxValue.Of(Deferred.Stream(() => Join(arguments.Context.Budget, streams, on)));
    });

    private static IEnumerable<FluxTable> Join(QueryBudget budget, List<KeyValuePair<string, FluxValue>> streams, IReadOnlyList<string> on)
    {
        static bool IsThere(FluxTable table) => !table.IsStored || table.Count > 0;
        var right = streams[1].Value.Stream.Where(IsThere).ToList();
        var merger = new TableMerger(budget);
        foreach (var left in streams[0].Value.Stream.Where(IsThere))
        {
            foreach (var other in right.Where(other => on.All(name => CanBeEqual(left, other, name))))
            {
                AddPairs(merger, budget, (streams[0].Key, left), (streams[1].Key, other), on);
            }
        }

        return merger.Build(isSorted: true);
    }

    private static bool CanBeEqual(FluxTable left, FluxTable right, string name) =>
        !left.Key.TryGet(name, out var one) || !right.Key.TryGet(name, out var other) || one.Equals(other);

    private static void AddPairs(
        TableMerger merger, QueryBudget budget, (string Name, FluxTable Table) left, (string Name, FluxTable Table) right,
            IReadOnlyList<string> on)
    {
        if (on.Any(name => left.Table.Find(name) is null || right.Table.Find(name) is null))
        {
            return;
        }

        GroupKey KeyOf(FluxTable table, int row) => new(on.Select(name => KeyValuePair.Create(name, table.Require(name)[row])));
        var rows = Enumerable.Range(0, right.Table.Count).ToLookup(row => KeyOf(right.Table, row));
        var (lefts, rights) = (new List<int>(), new List<int>());
        for (var row = 0; row < left.Table.Count; row++)
        {
            foreach (var match in rows[KeyOf(left.Table, row)])
            {
                budget.Charge(left.Table.Columns.Count + right.Table.Columns.Count);
                lefts.Add(row);
                rights.Add(match);
            }
        }

        if (lefts.Count == 0)
        {
            return;
        }

        var columns =
            Side(left, right.Table, on,
            [.. lefts]).Concat(Side(right, left.Table, on, [.. rights]).Where(column => !on.Contains(column.Name)));
        var key = new GroupKey(KeySide(left, right.Table, on).Concat(KeySide(right, left.Table, on)).DistinctBy(column => column.Key));
        merger.Add(key, new FluxTable(key, [.. columns.OrderBy(column => column.Name, StringComparer.Ordinal)]));
    }

    private static IEnumerable<FluxColumn> Side((string Name, FluxTable Table) side, FluxTable other, IReadOnlyList<string> on,
        int[] rows) =>
        side.Table.Columns.Select(column => column.Take(rows).Renamed(NameOf(side.Name, column.Name, other, on)));

    private static IEnumerable<KeyValuePair<string,
        FluxValue>> KeySide((string Name, FluxTable Table) side, FluxTable other, IReadOnlyList<string> on) =>
        side.Table.Key.Columns.Select(column => KeyValuePair.Create(NameOf(side.Name, column.Key, other, on), column.Value));

    private static string NameOf(string stream, string column, FluxTable other, IReadOnlyList<string> on) =>
        !on.Contains(column) && other.Names.Contains(column) ? $"{column}_{stream}" : column;
}
