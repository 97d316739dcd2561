using System.Buffers.Binary;
using System.Text;

namespace Observability.StandIns.Logs.Ingest;

/// <summary>Reads a message of Protocol Buffers in place (https://protobuf.dev/programming-guides/encoding/).</summary>
internal ref struct ProtoReader(ReadOnlySpan<byte> message)
{
    private readonly ReadOnlySpan<byte> _message = message;
    private int _position;
    private int _wireType;

    /// <summary>Number of the field that is next; 0 at the end.</summary>
    /// <exception cref="InvalidDataException">It is no message.</exception>
    public int NextField()
    {
        if (_position == _message.Length)
        {
            return 0;
        }

        var tag = ReadVarint();
        _wireType = (int)(tag & 7);
        return tag >> 3 is > 0 and <= 0x1FFFFFFF ? (int)(tag >> 3) : throw new InvalidDataException("a field has no number");
    }

    /// <summary>Reads a field of variable length: a number, or one of fixed length.</summary>
    public ulong ReadNumber() => _wireType switch
    {
        0 => ReadVarint(),
        1 => BinaryPrimitives.ReadUInt64LittleEndian(Take(8)),
        5 => BinaryPrimitives.ReadUInt32LittleEndian(Take(4)),
        _ => throw new InvalidDataException("a field that must be a number is none"),
    };

    /// <summary>Reads a field with a length: bytes, a text, a message.</summary>
    public ReadOnlySpan<byte> ReadBytes()
    {
        if (_wireType != 2)
        {
            throw new InvalidDataException("a field that must be a message or a text is none");
        }

        var length = ReadVarint();
        return length <= (ulong)(_message.Length - _position)
            ? Take((int)length)
            : throw new InvalidDataException("the message ends too early");
    }

    /// <summary>Reads a text.</summary>
    public string ReadText() => Encoding.UTF8.GetString(ReadBytes());

    /// <summary>Passes over a field.</summary>
    public void Skip()
    {
        if (_wireType == 2)
        {
            ReadBytes();
        }
        else
        {
            ReadNumber();
        }
    }

    private ulong ReadVarint()
    {
        var number = 0UL;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var next = Take(1)[0];
            number |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                return number;
            }
        }

        throw new InvalidDataException("a number is too long");
    }

    private ReadOnlySpan<byte> Take(int length)
    {
        if (length > _message.Length - _position)
        {
            throw new InvalidDataException("the message ends too early");
        }

        var taken = _message.Slice(_position, length);
        _position += length;
        return taken;
    }
}
