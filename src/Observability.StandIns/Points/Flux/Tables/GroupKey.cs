using Observability.StandIns.Points.Flux.Values;

namespace Observability.StandIns.Points.Flux.Tables;

/// <summary>The columns that have one value in all rows of a table, and those values. Their order does not matter.</summary>
internal sealed class GroupKey : IEquatable<GroupKey>, IComparable<GroupKey>
{
    private readonly string[] _names;
    private readonly FluxValue[] _values;
    private readonly int _hash;

    /// <summary>Makes one.</summary>
    public GroupKey(IEnumerable<KeyValuePair<string, FluxValue>> columns)
    {
        var sorted = columns.OrderBy(column => column.Key, StringComparer.Ordinal).ToList();
        _names = [.. sorted.Select(column => column.Key)];
        _values = [.. sorted.Select(column => column.Value)];
        var hash = default(HashCode);
        for (var i = 0; i < _names.Length; i++)
        {
            hash.Add(_names[i], StringComparer.Ordinal);
            hash.Add(_values[i]);
        }

        _hash = hash.ToHashCode();
    }

    /// <summary>A table's that is not grouped.</summary>
    public static GroupKey Empty { get; } = new([]);

    /// <summary>Names of the columns, sorted.</summary>
    public IReadOnlyList<string> Names => _names;

    /// <summary>The columns with their values.</summary>
    public IEnumerable<KeyValuePair<string, FluxValue>> Columns =>
        _names.Zip(_values, static (name, value) => KeyValuePair.Create(name, value));

    /// <summary>Finds a column's value.</summary>
    public bool TryGet(string name, out FluxValue value)
    {
        var index = Array.BinarySearch(_names, name, StringComparer.Ordinal);
        value = index < 0 ? default : _values[index];
        return index >= 0;
    }

    /// <summary>True where the column is one of them.</summary>
    public bool Contains(string name) => Array.BinarySearch(_names, name, StringComparer.Ordinal) >= 0;

    /// <summary>The same with other values of some columns.</summary>
    public GroupKey With(params ReadOnlySpan<KeyValuePair<string, FluxValue>> columns)
    {
        var changed = Columns.ToDictionary(StringComparer.Ordinal);
        foreach (var (name, value) in columns)
        {
            changed[name] = value;
        }

        return new GroupKey(changed);
    }

    /// <summary>Only some of the columns.</summary>
    public GroupKey Where(Func<string, bool> fits) => new(Columns.Where(column => fits(column.Key)));

    /// <inheritdoc />
    public bool Equals(GroupKey? other) =>
        other is not null && _hash == other._hash && _names.AsSpan().SequenceEqual(other._names)
            && _values.AsSpan().SequenceEqual(other._values);

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as GroupKey);

    /// <inheritdoc />
    public override int GetHashCode() => _hash;

    /// <inheritdoc />
    public int CompareTo(GroupKey? other)
    {
        for (var i = 0; i < Math.Min(_names.Length, other!._names.Length); i++)
        {
            var order = string.CompareOrdinal(_names[i], other._names[i]);
            order = order != 0 ? order : ValueOrder.Compare(_values[i], other._values[i]);
            if (order != 0)
            {
                return order;
            }
        }

        return _names.Length.CompareTo(other!._names.Length);
    }
}
