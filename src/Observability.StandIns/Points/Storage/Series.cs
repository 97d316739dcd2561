namespace Observability.StandIns.Points.Storage;

/// <summary>A measurement with one set of tags.</summary>
/// <param name="measurement">The measurement that it is of.</param>
/// <param name="tags">Its tags, sorted by key, each key once.</param>
/// <param name="key">The canonical key in line protocol: measurement and sorted tags, escaped.</param>
internal sealed class Series(Measurement measurement, KeyValuePair<string, string>[] tags, string key)
{
    private readonly List<SeriesColumn> _columns = [];

    /// <summary>The measurement that it is of.</summary>
    public Measurement Measurement => measurement;

    /// <summary>Its tags, sorted by key.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Tags => tags;

    /// <summary>The canonical key: measurement and sorted tags, escaped as in line protocol.</summary>
    public string Key => key;

    /// <summary>One column for each field; read and changed under the bucket's lock.</summary>
    public List<SeriesColumn> Columns => _columns;

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
