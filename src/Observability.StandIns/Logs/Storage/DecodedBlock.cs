using System.Buffers;
using System.Numerics;
using Observability.LogQL;
using Observability.LogQL.Source;

namespace Observability.StandIns.Logs.Storage;

/// <summary>
/// A block's entries in memory, for as long as somebody uses them. The text is read when it is first looked at: a query that counts
/// never looks.
/// </summary>
internal sealed class DecodedBlock : MemoryManager<byte>
{
    private readonly Lock _lock = new();
    private readonly Block _block;
    private readonly StoreFile _file;
    private readonly long[] _times;
    private readonly int[] _offsets;
    private readonly LabelSet?[] _metadata;
    private byte[]? _text;
    private int _users = 1;

    /// <summary>Reads the columns of a block; whoever makes it is its first user.</summary>
    public DecodedBlock(Block block, StoreFile file)
    {
        _block = block;
        _file = file;
        _times = ArrayPool<long>.Shared.Rent(block.Count);
        _offsets = ArrayPool<int>.Shared.Rent(block.Count + 1);
        _metadata = file.ReadColumns(block, _times.AsSpan(0, block.Count), _offsets.AsSpan(0, block.Count + 1));
    }

    /// <summary>
    /// Bytes of memory that it takes when its text is there; what comes from the pool is as large as the next power of two.
    /// </summary>
    public long Size =>
        BitOperations.RoundUpToPowerOf2((uint)_block.TextLength) + (BitOperations.RoundUpToPowerOf2((uint)_block.Count + 1) * 20L);

    /// <summary>The entries.</summary>
    public LogBatch Batch
    {
        get
        {
            var text = Volatile.Read(ref _text);
            return new LogBatch(
                _times.AsMemory(0, _block.Count),
                text is null ? CreateMemory(_block.TextLength) : text.AsMemory(0, _block.TextLength),
                _offsets.AsMemory(0, _block.Count + 1),
                _metadata);
        }
    }

    /// <summary>Adds a user, unless the last one has left already.</summary>
    public bool TryAddUser()
    {
        lock (_lock)
        {
            if (_users == 0)
            {
                return false;
            }

            _users++;
            return true;
        }
    }

    /// <summary>A user leaves; with the last one the memory goes.</summary>
    public void RemoveUser()
    {
        lock (_lock)
        {
            if (--_users > 0)
            {
                return;
            }
        }

        ArrayPool<long>.Shared.Return(_times);
        ArrayPool<int>.Shared.Return(_offsets);
        if (_text is not null)
        {
            ArrayPool<byte>.Shared.Return(_text);
        }
    }

    /// <inheritdoc />
    public override Span<byte> GetSpan() => Text().AsSpan(0, _block.TextLength);

    /// <inheritdoc />
    public override MemoryHandle Pin(int elementIndex = 0) => throw new NotSupportedException("Nobody pins the lines of a block.");

    /// <inheritdoc />
    public override void Unpin()
    {
    }

    /// <inheritdoc />
    protected override void Dispose(bool disposing)
    {
    }

    private byte[] Text()
    {
        if (Volatile.Read(ref _text) is { } there)
        {
            return there;
        }

        lock (_lock)
        {
            if (_text is null)
            {
                var text = ArrayPool<byte>.Shared.Rent(_block.TextLength);
                _file.ReadText(_block, text.AsSpan(0, _block.TextLength));
                Volatile.Write(ref _text, text);
            }

            return _text;
        }
    }
}
