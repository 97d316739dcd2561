using Observability.StandIns.Documents.Columns;

namespace Observability.StandIns.Documents.Store;

/// <summary>Where each document lies, and which version of it that is. One writer appends.</summary>
internal sealed class DocumentTable
{
    private Entry[][] _blocks = [];

    /// <summary>An entry by the document's number.</summary>
    public ref readonly Entry this[int document] => ref Volatile.Read(ref _blocks)[Block.Of(document)][Block.Within(document)];

    /// <summary>Sets the entry of the next document.</summary>
    public void Append(int document, Entry entry)
    {
        var (block, within) = (Block.Of(document), Block.Within(document));
        if (block == _blocks.Length)
        {
            Volatile.Write(ref _blocks, [.. _blocks, new Entry[block == 0 ? 16 : Block.Size]]);
        }

        if (within == _blocks[block].Length)
        {
            var grown = new Entry[Math.Min(2 * within, Block.Size)];
            _blocks[block].CopyTo(grown, 0);
            Volatile.Write(ref _blocks[block], grown);
        }

        _blocks[block][within] = entry;
    }

    /// <summary>A document.</summary>
    /// <param name="Chunk">The chunk that holds it.</param>
    /// <param name="Offset">Where it begins there.</param>
    /// <param name="Version">How often it has been written.</param>
    /// <param name="Sequence">Number of the operation on the index.</param>
    public readonly record struct Entry(int Chunk, int Offset, int Version, long Sequence);
}
