using System.Numerics;

namespace Observability.StandIns.Documents.Columns;

/// <summary>
/// A column of numbers. A block keeps its values in the order of their documents; a document may have several, and needs to be
/// named only where not every document up to it has exactly one.
/// </summary>
/// <typeparam name="T">How a value is kept: <see cref="long"/> for numbers, <see cref="int"/> for terms.</typeparam>
internal abstract class Column<T> : Column
    where T : unmanaged, IBinaryInteger<T>
{
    private Values?[] _blocks = [];

    /// <summary>The values of a block.</summary>
    /// <param name="block">The block.</param>
    /// <param name="limit">Documents of the block that are looked at.</param>
    public BlockValues<T> Read(int block, int limit)
    {
        var blocks = Volatile.Read(ref _blocks);
        if (block >= blocks.Length || blocks[block] is not { } values)
        {
            return default;
        }

        // In this order: what is counted is there, and where a value needs its document's name it got it before it was counted.
        var count = Volatile.Read(ref values.Count);
        var documents = Volatile.Read(ref values.Documents);
        var numbers = Volatile.Read(ref values.Numbers);
        if (documents is null)
        {
            return new BlockValues<T>(default, numbers.AsSpan(0, Math.Min(count, limit)), values.Least, values.Most);
        }

        var named = documents.AsSpan(0, count);
        if (count > 0 && named[^1] >= limit)
        {
            named = named[..LowerBound(named, limit)];
        }

        return new BlockValues<T>(named, numbers.AsSpan(0, named.Length), values.Least, values.Most);
    }

    /// <inheritdoc/>
    public override void AddExisting(int block, int limit, Span<ulong> documents)
    {
        var values = Read(block, limit);
        if (values.IsDense)
        {
            Bits.SetFirst(documents, values.Numbers.Length);
            return;
        }

        foreach (var document in values.Documents)
        {
            documents[document >> 6] |= 1UL << document;
        }
    }

    /// <inheritdoc/>
    public override void Append(int document, long value)
    {
        var block = Block.Of(document);
        if (block >= _blocks.Length)
        {
            var grown = new Values?[Math.Max(block + 1, Math.Min(2 * _blocks.Length, 4096))];
            _blocks.CopyTo(grown, 0);
            Volatile.Write(ref _blocks, grown);
        }

        if (_blocks[block] is not { } values)
        {
            values = new Values();
            Volatile.Write(ref _blocks[block], values);
        }

        values.Append(Block.Within(document), T.CreateTruncating(value));
    }

    private static int LowerBound(ReadOnlySpan<ushort> sorted, int limit)
    {
        int low = 0, high = sorted.Length;
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (sorted[middle] < limit)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }

    private sealed class Values
    {
        private const int First = 8;

        public int Count;
        public ushort[]? Documents;
        public T[] Numbers = new T[First];
        public T Least = T.Zero;
        public T Most = T.Zero;

        /// <summary>Appends a value.</summary>
        public void Append(ushort document, T number)
        {
            if (Count == Numbers.Length)
            {
                var numbers = new T[2 * Count];
                Numbers.CopyTo(numbers, 0);
                Volatile.Write(ref Numbers, numbers);
            }

            if (Documents is null && document != Count)
            {
                var documents = new ushort[Numbers.Length];
                for (var i = 0; i < Count; i++)
                {
                    documents[i] = (ushort)i;
                }

                Volatile.Write(ref Documents, documents);
            }

            if (Documents is { } named)
            {
                if (named.Length < Numbers.Length)
                {
                    Array.Resize(ref named, Numbers.Length);
                    Volatile.Write(ref Documents, named);
                }

                named[Count] = document;
            }

            // A reader may see bounds that are wider than what it reads, which costs time and nothing else.
            Least = Count == 0 || number < Least ? number : Least;
            Most = Count == 0 || number > Most ? number : Most;
            Numbers[Count] = number;
            Volatile.Write(ref Count, Count + 1);
        }
    }
}
