using Observability.StandIns.Documents.Columns;
using Observability.StandIns.Documents.Mapping;

namespace Observability.StandIns.Documents.Store;

/// <summary>
/// What of an index's documents is in memory: the columns, and where each document lies on the disk. One writer changes it; searches
/// see what the last refresh has made visible.
/// </summary>
internal sealed class IndexData
{
    private readonly List<int> _gone = [];
    private Column?[] _columns = [];
    private volatile Snapshot _visible;

    /// <summary>Makes one without documents.</summary>
    public IndexData() => _visible = new Snapshot(this, 0, [], 0);

    /// <summary>Documents, with those that are gone.</summary>
    public int Count { get; private set; }

    /// <summary>Documents that have been replaced or deleted.</summary>
    public int GoneCount { get; private set; }

    /// <summary>Where each document lies.</summary>
    public DocumentTable Documents { get; } = new();

    /// <summary>Finds documents by their identifiers.</summary>
    public IdentifierMap Identifiers { get; } = new();

    /// <summary>What searches see.</summary>
    public Snapshot Visible => _visible;

    /// <summary>True where the last refresh was before the last change.</summary>
    public bool IsStale => _visible.Count != Count || _gone.Count > 0;

    /// <summary>The column of a field; null where no document has a value.</summary>
    public Column? Find(Field field)
    {
        var columns = Volatile.Read(ref _columns);
        return field.Id < columns.Length ? Volatile.Read(ref columns[field.Id]) : null;
    }

    /// <summary>The terms of a field, for the one writer.</summary>
    public TermDictionary Terms(Field field) => ((TermColumn)Column(field.Id, field.HasTerms)).Terms;

    /// <summary>Adds a document, of which the one before is gone.</summary>
    /// <param name="key">Its identifier's.</param>
    /// <param name="entry">Where it lies.</param>
    /// <param name="values">Its values, in the order of its text. That of a field without terms is a number.</param>
    public void Add(ulong key, DocumentTable.Entry entry, ReadOnlySpan<StagedValue> values)
    {
        Remove(key);
        var document = Count;
        foreach (var value in values)
        {
            // The column of a field with terms is there since its terms are.
            Column(value.Field, hasTerms: false).Append(document, value.Value);
        }

        Documents.Append(document, entry);
        Identifiers.Set(key, document);
        Count = document + 1;
    }

    /// <summary>Removes a document; true where there was one.</summary>
    public bool Remove(ulong key)
    {
        var document = Identifiers.Find(key);
        if (document < 0)
        {
            return false;
        }

        Identifiers.Set(key, -1);
        _gone.Add(document);
        GoneCount++;
        return true;
    }

    /// <summary>Makes every change visible to searches.</summary>
    public void Refresh()
    {
        if (!IsStale)
        {
            return;
        }

        var gone = new ulong[]?[Block.Count(Count)];
        _visible.Gone.CopyTo(gone, 0);
        var copied = new HashSet<int>();
        foreach (var document in _gone)
        {
            var block = Block.Of(document);
            if (copied.Add(block))
            {
                gone[block] = (ulong[]?)gone[block]?.Clone() ?? new ulong[Block.Words];
            }

            gone[block]![Block.Within(document) >> 6] |= 1UL << document;
        }

        _gone.Clear();
        _visible = new Snapshot(this, Count, gone, GoneCount);
    }

    private Column Column(int field, bool hasTerms)
    {
        if (field >= _columns.Length)
        {
            var grown = new Column?[Math.Max(field + 1, 2 * _columns.Length)];
            _columns.CopyTo(grown, 0);
            Volatile.Write(ref _columns, grown);
        }

        if (_columns[field] is not { } column)
        {
            column = hasTerms ? new TermColumn() : new NumberColumn();
            Volatile.Write(ref _columns[field], column);
        }

        return column;
    }
}
