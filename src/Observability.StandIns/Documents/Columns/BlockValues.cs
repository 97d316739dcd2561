namespace Observability.StandIns.Documents.Columns;

/// <summary>The values of a block as a reader sees them.</summary>
/// <param name="documents">The document of each value, ascending; empty where value n is of document n.</param>
/// <param name="numbers">The values.</param>
/// <param name="least">No value is less.</param>
/// <param name="most">No value is more.</param>
/// <typeparam name="T">How a value is kept.</typeparam>
internal readonly ref struct BlockValues<T>(ReadOnlySpan<ushort> documents, ReadOnlySpan<T> numbers, T least, T most)
    where T : unmanaged
{
    /// <summary>The document of each value, ascending; empty where value n is of document n.</summary>
    public ReadOnlySpan<ushort> Documents { get; } = documents;

    /// <summary>The values.</summary>
    public ReadOnlySpan<T> Numbers { get; } = numbers;

    /// <summary>No value is less.</summary>
    public T Least { get; } = least;

    /// <summary>No value is more.</summary>
    public T Most { get; } = most;

    /// <summary>True where value n is of document n.</summary>
    public bool IsDense => Documents.IsEmpty;

    /// <summary>True where no document has one.</summary>
    public bool IsEmpty => Numbers.IsEmpty;
}
