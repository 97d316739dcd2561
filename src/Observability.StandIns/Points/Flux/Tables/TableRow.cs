using Observability.StandIns.Points.Flux.Values;

namespace Observability.StandIns.Points.Flux.Tables;

/// <summary>A row of a table as a record; it can be moved to the next row.</summary>
/// <param name="table">The table.</param>
internal sealed class TableRow(FluxTable table) : FluxRecord
{
    private readonly IReadOnlyList<FluxColumn> _columns = table.Columns;

    /// <summary>Which row.</summary>
    public int Row { get; set; }

    /// <inheritdoc />
    public override IEnumerable<KeyValuePair<string, FluxValue>> Properties =>
        _columns.Select(column => KeyValuePair.Create(column.Name, column[Row]));

    /// <inheritdoc />
    public override bool TryGet(string name, out FluxValue value)
    {
        for (var i = 0; i < _columns.Count; i++)
        {
            if (_columns[i].Name == name)
            {
                value = _columns[i][Row];
                return true;
            }
        }

        value = default;
        return false;
    }
}
