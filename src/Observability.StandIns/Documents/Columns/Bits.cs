using System.Numerics;

namespace Observability.StandIns.Documents.Columns;

/// <summary>Sets of the documents of a block, 64 in a word.</summary>
internal static class Bits
{
    /// <summary>Adds the first so many documents.</summary>
    public static void SetFirst(Span<ulong> set, int count)
    {
        set[..(count >> 6)].Fill(ulong.MaxValue);
        if ((count & 63) != 0)
        {
            set[count >> 6] |= (1UL << count) - 1;
        }
    }

    /// <summary>Keeps what is in both.</summary>
    public static void And(Span<ulong> set, ReadOnlySpan<ulong> other)
    {
        for (var i = 0; i < set.Length; i++)
        {
            set[i] &= other[i];
        }
    }

    /// <summary>Adds the other's.</summary>
    public static void Or(Span<ulong> set, ReadOnlySpan<ulong> other)
    {
        for (var i = 0; i < set.Length; i++)
        {
            set[i] |= other[i];
        }
    }

    /// <summary>Takes the other's away.</summary>
    public static void AndNot(Span<ulong> set, ReadOnlySpan<ulong> other)
    {
        for (var i = 0; i < set.Length; i++)
        {
            set[i] &= ~other[i];
        }
    }

    /// <summary>How many are in the set.</summary>
    public static int Count(ReadOnlySpan<ulong> set)
    {
        var count = 0;
        foreach (var word in set)
        {
            count += BitOperations.PopCount(word);
        }

        return count;
    }

    /// <summary>Writes the documents of a set in ascending order and returns how many there are.</summary>
    public static int List(ReadOnlySpan<ulong> set, Span<ushort> documents)
    {
        var count = 0;
        for (var i = 0; i < set.Length; i++)
        {
            for (var word = set[i]; word != 0; word &= word - 1)
            {
                documents[count++] = (ushort)((i << 6) + BitOperations.TrailingZeroCount(word));
            }
        }

        return count;
    }

    /// <summary>True where a document, or a term, is in the set; what lies beyond its end is not.</summary>
    public static bool Has(ReadOnlySpan<ulong> set, int number) => number >> 6 < set.Length && (set[number >> 6] & (1UL << number)) != 0;
}
