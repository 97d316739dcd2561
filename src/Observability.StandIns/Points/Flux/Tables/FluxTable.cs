namespace Observability.StandIns.Points.Flux.Tables;

/// <summary>
/// A table of a stream. One that comes from a bucket is read when somebody asks for its columns: a filter on its key drops it
/// unread.
/// </summary>
internal sealed class FluxTable
{
    private readonly Func<IReadOnlyList<FluxColumn>>? _load;
    private IReadOnlyList<FluxColumn>? _columns;

    /// <summary>A table with its columns.</summary>
    public FluxTable(GroupKey key, IReadOnlyList<FluxColumn> columns)
    {
        (Key, _columns) = (key, columns);
        Names = [.. columns.Select(column => column.Name)];
    }

    /// <summary>A table that is read later.</summary>
    public FluxTable(GroupKey key, IReadOnlyList<string> names, Func<IReadOnlyList<FluxColumn>> load) =>
        (Key, Names, _load) = (key, names, load);

    /// <summary>Columns with one value.</summary>
    public GroupKey Key { get; }

    /// <summary>Names of the columns.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>The columns.</summary>
    public IReadOnlyList<FluxColumn> Columns => _columns ??= _load!();

    /// <summary>Rows.</summary>
    public int Count => Columns.Count == 0 ? 0 : Columns[0].Count;

    /// <summary>True for a table of a bucket: without rows it is as if it were not there.</summary>
    public bool IsStored => _load is not null;

    /// <summary>Finds a column.</summary>
    public FluxColumn? Find(string name)
    {
        foreach (var column in Columns)
        {
            if (column.Name == name)
            {
                return column;
            }
        }

        return null;
    }

    /// <summary>Finds a column or says that there is none.</summary>
    public FluxColumn Require(string name) => Find(name) ?? throw new FluxException($"column \"{name}\" does not exist");

    /// <summary>Some rows, in this order.</summary>
    public FluxTable Take(int[] rows) => new(Key, [.. Columns.Select(column => column.Take(rows))]);

    /// <summary>The same with another column in the place of the one of its name, or at the end.</summary>
    public FluxTable With(FluxColumn column)
    {
        var columns = Columns.ToList();
        var index = columns.FindIndex(known => known.Name == column.Name);
        if (index < 0)
        {
            columns.Add(column);
        }
        else
        {
            columns[index] = column;
        }

        return new FluxTable(Key, columns);
    }
}
