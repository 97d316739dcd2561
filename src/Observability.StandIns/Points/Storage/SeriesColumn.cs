using System.Text;

namespace Observability.StandIns.Points.Storage;

/// <summary>
/// The values of one field of one series. What was written since the last flush is here, in memory and in the write log; the
/// rest is in blocks of the database.
/// </summary>
/// <param name="id">Its number in the database.</param>
/// <param name="series">The series.</param>
/// <param name="name">Name of the field.</param>
/// <param name="type">The field's type.</param>
internal sealed class SeriesColumn(long id, Series series, string name, FieldType type)
{
    private readonly Lock _lock = new();
    private ColumnData _head = new(type);

    /// <summary>Its number in the database.</summary>
    public long Id => id;

    /// <summary>The series.</summary>
    public Series Series => series;

    /// <summary>Name of the field.</summary>
    public string Field => name;

    /// <summary>The field's name as line protocol spells it, or nothing where that needs escapes.</summary>
    public byte[] RawField { get; } = name.AsSpan().ContainsAny(",= \\") ? [] : Encoding.UTF8.GetBytes(name);

    /// <summary>Type of the field.</summary>
    public FieldType Type => type;

    /// <summary>True once the last point is deleted; who still has it must ask the index for another. Under the bucket's lock.</summary>
    public bool IsDropped { get; set; }

    /// <summary>The last block, or null where there is none yet; the store's own thread alone uses it.</summary>
    public BlockState? LastBlock { get; set; }

    /// <summary>Adds a value that is in the log. True where it is the first since the last flush.</summary>
    public bool Append(long time, long bits, string? text)
    {
        lock (_lock)
        {
            _head.Add(time, bits, text);
            return _head.Count == 1;
        }
    }

    /// <summary>What is not in blocks yet, sorted, each time once, between two times (the second excluded).</summary>
    public ColumnData ReadHead(long start, long stop)
    {
        lock (_lock)
        {
            return _head.Count == 0 ? _head.Sorted() : _head.Sorted().Between(start, stop);
        }
    }

    /// <summary>All that is not in blocks yet.</summary>
    public ColumnData PeekHead()
    {
        lock (_lock)
        {
            return _head.Sorted();
        }
    }

    /// <summary>Forgets what is in blocks by now. Only the store's own thread adds, so nothing has come in between.</summary>
    public void ClearHead()
    {
        lock (_lock)
        {
            // A reader may still hold the old one.
            _head = new ColumnData(type);
        }
    }
}
