namespace Observability.StandIns.Points.Storage;

/// <summary>A measurement with one set of tags.</summary>
/// <param name="measurement">The measurement that it is of.</param>
/// <param name="tags">Its tags, sorted by key, each key once.</param>
/// <param name="key">The canonical key in line protocol: measurement and sorted tags, escaped.</param>
internal sealed class Series(Measurement measurement, KeyValuePair<string, string>[] tags, string key)
{
    // Up to so many are found sooner by going through them.
    private const int FewColumns = 64;
    private readonly List<SeriesColumn> _columns = [];
    private Dictionary<string, SeriesColumn>? _byField;

    /// <summary>The measurement that it is of.</summary>
    public Measurement Measurement => measurement;

    /// <summary>Its tags, sorted by key.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Tags => tags;

    /// <summary>The canonical key: measurement and sorted tags, escaped as in line protocol.</summary>
    public string Key => key;

    /// <summary>One column for each field; read and changed under the bucket's lock.</summary>
    public IReadOnlyList<SeriesColumn> Columns => _columns;

    /// <summary>True where a column should be looked for with <see cref="Find"/> alone.</summary>
    public bool HasManyColumns => _columns.Count > FewColumns;

    /// <summary>The column of a field, or null; under the bucket's lock.</summary>
    public SeriesColumn? Find(string field)
    {
        if (!HasManyColumns)
        {
            return _columns.Find(column => column.Field == field);
        }

        _byField ??= _columns.ToDictionary(column => column.Field, StringComparer.Ordinal);
        return _byField.GetValueOrDefault(field);
    }

    /// <summary>Adds the column of a field that has none; under the bucket's lock.</summary>
    public void Add(SeriesColumn column)
    {
        _columns.Add(column);
        _byField?.Add(column.Field, column);
    }

    /// <summary>Takes a column out; under the bucket's lock.</summary>
    public void Remove(SeriesColumn column)
    {
        _columns.Remove(column);
        _byField?.Remove(column.Field);
    }

    /// <summary>The tag's value, or null where the series has none of the key.</summary>
    public string? Tag(string name)
    {
        foreach (var tag in tags)
        {
            if (tag.Key == name)
            {
                return tag.Value;
            }
        }

        return null;
    }
}
