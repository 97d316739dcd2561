namespace Observability.StandIns.Documents.Columns;

/// <summary>The values of one field. One writer appends; readers look at documents that were there when they began.</summary>
internal abstract class Column
{
    /// <summary>Puts the documents of a block that have a value into a set.</summary>
    /// <param name="block">The block.</param>
    /// <param name="limit">Documents of the block that are looked at.</param>
    /// <param name="documents">The set; whatever was in it is kept.</param>
    public abstract void AddExisting(int block, int limit, Span<ulong> documents);

    /// <summary>Appends a value.</summary>
    /// <param name="document">The document; never one before the last.</param>
    /// <param name="value">The value, or the number of a term.</param>
    public abstract void Append(int document, long value);
}
