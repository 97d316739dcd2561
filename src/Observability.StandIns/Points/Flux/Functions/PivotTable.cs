using Observability.StandIns.Points.Flux.Evaluation;
using Observability.StandIns.Points.Flux.Tables;
using Observability.StandIns.Points.Flux.Values;

namespace Observability.StandIns.Points.Flux.Functions;

/// <summary>One table of a pivot: a row for each row key, a column for each column key.</summary>
/// <param name="key">Key of the table.</param>
/// <param name="rowKey">Columns that make a row.</param>
internal sealed class PivotTable(GroupKey key, IReadOnlyList<string> rowKey)
{
    private readonly Dictionary<GroupKey, int> _rows = [];
    private readonly List<GroupKey> _order = [];
    private readonly Dictionary<string, List<(int Row, FluxValue Value)>> _columns = new(StringComparer.Ordinal);
    private readonly List<string> _names = [];
    private readonly Dictionary<string, ValueKind> _kinds = new(StringComparer.Ordinal);
    private List<string>? _layout;

    /// <summary>Adds the rows of a table.</summary>
    public void Add(FluxTable table, IReadOnlyList<string> columnKey, string valueName, QueryBudget budget)
    {
        _layout ??= [.. table.Names.Where(name => key.Contains(name) || rowKey.Contains(name))];
        var rowColumns = rowKey.Select(table.Require).ToList();
        var nameColumns = columnKey.Select(table.Require).ToList();
        var values = table.Require(valueName);
        rowColumns.ForEach(column => _kinds.TryAdd(column.Name, column.Kind));
        for (var row = 0; row < table.Count; row++)
        {
            budget.Charge(1 + rowColumns.Count);
            var name = string.Join('_', nameColumns.Select(column => column[row].ToString()));
            if (!_columns.TryGetValue(name, out var cells))
            {
                _columns.Add(name, cells = []);
                _names.Add(name);
            }

            var rowId = new GroupKey(rowColumns.Select(column => KeyValuePair.Create(column.Name, column[row])));
            if (!_rows.TryGetValue(rowId, out var index))
            {
                _rows.Add(rowId, index = _order.Count);
                _order.Add(rowId);
            }

            cells.Add((index, values[row]));
        }
    }

    /// <summary>The table; its rows in the order of their keys.</summary>
    public FluxTable Build()
    {
        var sorted = Enumerable.Range(0, _order.Count).OrderBy(index => _order[index]).ToArray();
        var place = new int[sorted.Length];
        for (var i = 0; i < sorted.Length; i++)
        {
            place[sorted[i]] = i;
        }

        var columns = new List<FluxColumn>();
        foreach (var name in _layout ?? [])
        {
            if (key.TryGet(name, out var value) && !rowKey.Contains(name))
            {
                columns.Add(FluxColumn.Constant(name, value, sorted.Length));
                continue;
            }

            var builder = new ColumnBuilder(name).As(_kinds[name]);
            foreach (var index in sorted)
            {
                _order[index].TryGet(name, out value);
                builder.Add(value);
            }

            columns.Add(builder.Build());
        }

        foreach (var name in _names)
        {
            var cells = new FluxValue[sorted.Length];
            _columns[name].ForEach(cell => cells[place[cell.Row]] = cell.Value);
            var builder = new ColumnBuilder(name);
            Array.ForEach(cells, builder.Add);
            columns.Add(builder.Build());
        }

        return new FluxTable(key, columns);
    }
}
