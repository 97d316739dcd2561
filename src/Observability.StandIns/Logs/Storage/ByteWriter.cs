using System.Buffers;
using System.Text;

namespace Observability.StandIns.Logs.Storage;

/// <summary>Writes numbers of variable length and texts to a buffer of a pool.</summary>
internal sealed class ByteWriter : IDisposable
{
    private const int LongestNumber = 10;
    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(4096);
    private int _length;

    /// <summary>What was written.</summary>
    public ReadOnlySpan<byte> Written => _buffer.AsSpan(0, _length);

    /// <summary>Writes a number, seven bits a byte, the lowest first.</summary>
    public void WriteNumber(ulong number)
    {
        MakeRoom(LongestNumber);
        while (number >= 0x80)
        {
            _buffer[_length++] = (byte)(number | 0x80);
            number >>= 7;
        }

        _buffer[_length++] = (byte)number;
    }

    /// <summary>Writes a text with its length.</summary>
    public void WriteText(string text)
    {
        var length = Encoding.UTF8.GetByteCount(text);
        WriteNumber((ulong)length);
        MakeRoom(length);
        _length += Encoding.UTF8.GetBytes(text, _buffer.AsSpan(_length));
    }

    /// <inheritdoc />
    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
    }

    private void MakeRoom(int length)
    {
        if (_length + length > _buffer.Length)
        {
            var larger = ArrayPool<byte>.Shared.Rent(Math.Max(_length + length, _buffer.Length * 2));
            Written.CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = larger;
        }
    }
}
