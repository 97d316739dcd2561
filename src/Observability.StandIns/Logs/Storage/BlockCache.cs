namespace Observability.StandIns.Logs.Storage;

/// <summary>Blocks that were read lately, up to a number of bytes; the longest unused go first.</summary>
/// <param name="file">Where blocks are read from.</param>
/// <param name="capacity">Bytes.</param>
internal sealed class BlockCache(StoreFile file, long capacity)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<long, LinkedListNode<(long Id, DecodedBlock Decoded)>> _nodes = [];
    private readonly LinkedList<(long Id, DecodedBlock Decoded)> _byUse = [];
    private long _size;

    /// <summary>A block's entries; the caller is a user of them and must leave.</summary>
    public DecodedBlock Get(Block block)
    {
        lock (_lock)
        {
            if (_nodes.TryGetValue(block.Id, out var node) && node.Value.Decoded.TryAddUser())
            {
                _byUse.Remove(node);
                _byUse.AddFirst(node);
                return node.Value.Decoded;
            }
        }

        var decoded = new DecodedBlock(block, file);
        lock (_lock)
        {
            if (!_nodes.ContainsKey(block.Id) && decoded.Size < capacity / 4)
            {
                decoded.TryAddUser();
                _nodes[block.Id] = _byUse.AddFirst((block.Id, decoded));
                _size += decoded.Size;
                while (_size > capacity)
                {
                    RemoveNode(_byUse.Last!);
                }
            }
        }

        return decoded;
    }

    /// <summary>Forgets a block that is no more.</summary>
    public void Remove(Block block)
    {
        lock (_lock)
        {
            if (_nodes.TryGetValue(block.Id, out var node))
            {
                RemoveNode(node);
            }
        }
    }

    private void RemoveNode(LinkedListNode<(long Id, DecodedBlock Decoded)> node)
    {
        _byUse.Remove(node);
        _nodes.Remove(node.Value.Id);
        _size -= node.Value.Decoded.Size;
        node.Value.Decoded.RemoveUser();
    }
}
