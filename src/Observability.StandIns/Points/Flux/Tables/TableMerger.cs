using Observability.StandIns.Points.Flux.Evaluation;

namespace Observability.StandIns.Points.Flux.Tables;

/// <summary>Puts rows together that have the same key. A row without one of the columns has no value there.</summary>
/// <param name="budget">What the query may still cost.</param>
internal sealed class TableMerger(QueryBudget budget)
{
    private readonly Dictionary<GroupKey, List<(FluxTable Table, int[]? Rows)>> _groups = [];
    private readonly List<GroupKey> _order = [];

    /// <summary>Adds all rows of a table.</summary>
    public void Add(GroupKey key, FluxTable table, int[]? rows = null)
    {
        if (!_groups.TryGetValue(key, out var parts))
        {
            _groups.Add(key, parts = []);
            _order.Add(key);
        }

        parts.Add((table, rows));
    }

    /// <summary>The merged tables, in the order of their keys, or in that in which they came.</summary>
    public IEnumerable<FluxTable> Build(bool isSorted)
    {
        if (isSorted)
        {
            _order.Sort();
        }

        return _order.Select(key => Merge(key, _groups[key]));
    }

    private FluxTable Merge(GroupKey key, List<(FluxTable Table, int[]? Rows)> parts)
    {
        if (parts is [var (only, rows)])
        {
            return new FluxTable(key, rows is null ? only.Columns : only.Take(rows).Columns);
        }

        var builders = new List<ColumnBuilder>();
        var count = 0;
        foreach (var (table, part) in parts)
        {
            var columns = part is null ? table.Columns : table.Take(part).Columns;
            var added = columns.Count == 0 ? 0 : columns[0].Count;
            budget.Charge((long)added * columns.Count);
            foreach (var column in columns)
            {
                var builder = builders.Find(known => known.Name == column.Name);
                if (builder is null)
                {
                    builders.Add(builder = new ColumnBuilder(column.Name));
                    builder.As(column.Kind).PadTo(count);
                }

                builder.Add(column);
            }

            count += added;
            builders.ForEach(builder => builder.PadTo(count));
        }

        // Columns of the key have one value: they need no array.
        return new FluxTable(key, [.. builders.Select(builder => key.TryGet(builder.Name, out var value) && !value.IsNull
            ? FluxColumn.Constant(builder.Name, value, count)
            : builder.Build())]);
    }
}
