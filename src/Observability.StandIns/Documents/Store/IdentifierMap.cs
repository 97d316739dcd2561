using System.IO.Hashing;
using System.Security.Cryptography;
using System.Text;

namespace Observability.StandIns.Documents.Store;

/// <summary>
/// Finds documents by their identifiers. It keeps 64 bits of each identifier, made with a number that nobody knows: that two of a
/// million documents share them has a chance of one in forty million, and a million texts would take ten times the room.
/// </summary>
internal sealed class IdentifierMap
{
    private const int None = -1;
    private static readonly long s_seed = BitConverter.ToInt64(RandomNumberGenerator.GetBytes(sizeof(long)));
    private readonly Lock _lock = new();
    private ulong[] _keys = new ulong[16];
    private int[] _documents = Filled(16);
    private int _used;

    /// <summary>The 64 bits of an identifier.</summary>
    public static ulong Key(string id)
    {
        Span<byte> bytes = stackalloc byte[3 * 512];
        return XxHash3.HashToUInt64(bytes[..Encoding.UTF8.GetBytes(id, bytes)], s_seed);
    }

    /// <summary>The document of an identifier, or -1.</summary>
    public int Find(ulong key)
    {
        lock (_lock)
        {
            return _documents[Slot(_keys, _documents, key)];
        }
    }

    /// <summary>Sets the document of an identifier; -1 takes it away.</summary>
    public void Set(ulong key, int document)
    {
        lock (_lock)
        {
            var slot = Slot(_keys, _documents, key);
            if (_documents[slot] == None)
            {
                if (document == None)
                {
                    return;
                }

                if (4L * (_used + 1) > 3L * _keys.Length)
                {
                    Grow();
                    slot = Slot(_keys, _documents, key);
                }

                _used++;
            }
            else if (document == None)
            {
                Remove(slot);
                return;
            }

            (_keys[slot], _documents[slot]) = (key, document);
        }
    }

    // What follows without a gap may have been put there because this place was taken.
    private void Remove(int slot)
    {
        var mask = _keys.Length - 1;
        _documents[slot] = None;
        _used--;
        for (var next = (slot + 1) & mask; _documents[next] != None; next = (next + 1) & mask)
        {
            var (key, document) = (_keys[next], _documents[next]);
            _documents[next] = None;
            var home = Slot(_keys, _documents, key);
            (_keys[home], _documents[home]) = (key, document);
        }
    }

    private void Grow()
    {
        var (keys, documents) = (new ulong[2 * _keys.Length], Filled(2 * _keys.Length));
        for (var i = 0; i < _keys.Length; i++)
        {
            if (_documents[i] != None)
            {
                var slot = Slot(keys, documents, _keys[i]);
                (keys[slot], documents[slot]) = (_keys[i], _documents[i]);
            }
        }

        (_keys, _documents) = (keys, documents);
    }

    private static int Slot(ulong[] keys, int[] documents, ulong key)
    {
        var mask = keys.Length - 1;
        var slot = (int)key & mask;
        while (documents[slot] != None && keys[slot] != key)
        {
            slot = (slot + 1) & mask;
        }

        return slot;
    }

    private static int[] Filled(int length)
    {
        var documents = new int[length];
        Array.Fill(documents, None);
        return documents;
    }
}
