using System.IO.Hashing;
using System.Security.Cryptography;
using System.Text;

namespace Observability.StandIns.Documents.Columns;

/// <summary>
/// The different terms of a field, numbered as they come. They lie as UTF-8 one after the other in one array: a million objects
/// would take five times the room and be walked through by every collection.
/// </summary>
internal sealed class TermDictionary
{
    // Nobody outside can tell which terms would fall on the same place.
    private static readonly long s_seed = BitConverter.ToInt64(RandomNumberGenerator.GetBytes(sizeof(long)));
    private byte[] _text = new byte[64];
    private int[] _ends = new int[8];
    private int[] _table = new int[16];
    private int _count;

    /// <summary>How many there are.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>A term by its number.</summary>
    public ReadOnlySpan<byte> this[int number]
    {
        get
        {
            var ends = Volatile.Read(ref _ends);
            var start = number == 0 ? 0 : ends[number - 1];
            return Volatile.Read(ref _text).AsSpan(start, ends[number] - start);
        }
    }

    /// <summary>A term by its number, as text.</summary>
    public string GetText(int number) => Encoding.UTF8.GetString(this[number]);

    /// <summary>The number of a term, or -1 where it is none.</summary>
    public int Find(ReadOnlySpan<byte> term)
    {
        var table = Volatile.Read(ref _table);
        for (var slot = Hash(term) & (table.Length - 1); ; slot = (slot + 1) & (table.Length - 1))
        {
            var entry = Volatile.Read(ref table[slot]);
            if (entry == 0)
            {
                return -1;
            }

            if (this[entry - 1].SequenceEqual(term))
            {
                return entry - 1;
            }
        }
    }

    /// <summary>The number of a term, or -1 where it is none.</summary>
    public int Find(string term) => Find(Encoding.UTF8.GetBytes(term));

    /// <summary>The number of a term, which is added where it is new. For the one writer.</summary>
    public int Add(ReadOnlySpan<byte> term)
    {
        var known = Find(term);
        if (known >= 0)
        {
            return known;
        }

        var end = _count == 0 ? 0 : _ends[_count - 1];
        if (end + (long)term.Length > Array.MaxLength)
        {
            throw new InvalidOperationException("A field has more text in different terms than one array holds.");
        }

        if (end + term.Length > _text.Length)
        {
            var text = new byte[(int)Math.Min(Array.MaxLength, Math.Max(2L * _text.Length, end + (long)term.Length))];
            _text.AsSpan(0, end).CopyTo(text);
            Volatile.Write(ref _text, text);
        }

        term.CopyTo(_text.AsSpan(end));
        if (_count == _ends.Length)
        {
            var ends = new int[2 * _count];
            _ends.CopyTo(ends, 0);
            Volatile.Write(ref _ends, ends);
        }

        _ends[_count] = end + term.Length;
        if (4L * (_count + 1) > 3L * _table.Length)
        {
            Grow();
        }

        Put(_table, Hash(term), _count + 1);
        Volatile.Write(ref _count, _count + 1);
        return _count - 1;
    }

    private void Grow()
    {
        var table = new int[2 * _table.Length];
        for (var number = 0; number < _count; number++)
        {
            Put(table, Hash(this[number]), number + 1);
        }

        Volatile.Write(ref _table, table);
    }

    private static void Put(int[] table, int hash, int entry)
    {
        var slot = hash & (table.Length - 1);
        while (table[slot] != 0)
        {
            slot = (slot + 1) & (table.Length - 1);
        }

        Volatile.Write(ref table[slot], entry);
    }

    private static int Hash(ReadOnlySpan<byte> term) => (int)XxHash3.HashToUInt64(term, s_seed);
}
