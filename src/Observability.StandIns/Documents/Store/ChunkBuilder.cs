using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace Observability.StandIns.Documents.Store;

/// <summary>
/// Puts operations one after the other into a chunk, which is packed and kept as a whole: a row for each document would cost ten times
/// as much. An operation looks so, numbers with the low byte first:
/// <code>
/// kind (1)  length of the identifier (2)  version (4)  sequence (8)  length of the source (4)  identifier  source
/// </code>
/// </summary>
internal sealed class ChunkBuilder
{
    /// <summary>A chunk is closed when it has as many bytes: what one document's reading costs.</summary>
    public const int Full = 128 * 1024;

    /// <summary>Bytes before the identifier.</summary>
    internal const int Header = 19;

    private readonly ArrayBufferWriter<byte> _buffer = new(4096);

    /// <summary>True where nothing is in it.</summary>
    public bool IsEmpty => _buffer.WrittenCount == 0;

    /// <summary>True where no more should be put into it.</summary>
    public bool IsFull => _buffer.WrittenCount >= Full;

    /// <summary>True where a document was deleted.</summary>
    public bool HasDeletions { get; private set; }

    /// <summary>The operations.</summary>
    public ReadOnlySpan<byte> Content => _buffer.WrittenSpan;

    /// <summary>Appends an operation and returns where it begins.</summary>
    public int Append(string id, int version, long sequence, ReadOnlySpan<byte> source, bool isDeletion)
    {
        var offset = _buffer.WrittenCount;
        var idLength = Encoding.UTF8.GetByteCount(id);
        var span = _buffer.GetSpan(Header + idLength + source.Length);
        span[0] = isDeletion ? (byte)1 : (byte)0;
        HasDeletions |= isDeletion;
        BinaryPrimitives.WriteUInt16LittleEndian(span[1..], (ushort)idLength);
        BinaryPrimitives.WriteInt32LittleEndian(span[3..], version);
        BinaryPrimitives.WriteInt64LittleEndian(span[7..], sequence);
        BinaryPrimitives.WriteInt32LittleEndian(span[15..], source.Length);
        Encoding.UTF8.GetBytes(id, span[Header..]);
        source.CopyTo(span[(Header + idLength)..]);
        _buffer.Advance(Header + idLength + source.Length);
        return offset;
    }

    /// <summary>Begins anew.</summary>
    public void Clear()
    {
        _buffer.ResetWrittenCount();
        HasDeletions = false;
    }

    /// <summary>Reads the operation that begins at an offset.</summary>
    /// <param name="chunk">The chunk.</param>
    /// <param name="offset">Where it begins.</param>
    /// <param name="next">Where the next one begins.</param>
    public static StoredOperation Read(ReadOnlyMemory<byte> chunk, int offset, out int next)
    {
        var span = chunk.Span[offset..];
        var idLength = BinaryPrimitives.ReadUInt16LittleEndian(span[1..]);
        var length = BinaryPrimitives.ReadInt32LittleEndian(span[15..]);
        next = offset + Header + idLength + length;
        return new StoredOperation(
            Encoding.UTF8.GetString(span.Slice(Header, idLength)),
            BinaryPrimitives.ReadInt32LittleEndian(span[3..]),
            BinaryPrimitives.ReadInt64LittleEndian(span[7..]),
            span[0] == 0 ? chunk.Slice(offset + Header + idLength, length) : (ReadOnlyMemory<byte>?)null);
    }
}
