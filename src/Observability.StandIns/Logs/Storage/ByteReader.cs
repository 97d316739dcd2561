using System.Text;

namespace Observability.StandIns.Logs.Storage;

/// <summary>Reads what <see cref="ByteWriter"/> wrote.</summary>
internal ref struct ByteReader(ReadOnlySpan<byte> bytes)
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;
    private int _position;

    /// <summary>Reads a number.</summary>
    public ulong ReadNumber()
    {
        var number = 0UL;
        for (var shift = 0; ; shift += 7)
        {
            var next = _bytes[_position++];
            number |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                return number;
            }
        }
    }

    /// <summary>Reads a number that counts something.</summary>
    public int ReadCount() => checked((int)ReadNumber());

    /// <summary>Reads a text.</summary>
    public string ReadText()
    {
        var length = ReadCount();
        var text = Encoding.UTF8.GetString(_bytes.Slice(_position, length));
        _position += length;
        return text;
    }
}
