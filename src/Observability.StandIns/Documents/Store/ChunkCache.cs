namespace Observability.StandIns.Documents.Store;

/// <summary>Reads documents from their chunks, of which the last few are kept unpacked.</summary>
internal sealed class ChunkCache(DocumentDatabase database)
{
    private const int MostChunks = 32;
    private const int LargestKept = 4 * ChunkBuilder.Full;
    private readonly Lock _lock = new();
    private readonly Dictionary<int, LinkedListNode<(int Id, byte[] Content)>> _known = [];
    private readonly LinkedList<(int Id, byte[] Content)> _order = [];

    /// <summary>Reads a document; null where its chunk is no longer there.</summary>
    public StoredOperation? Read(DocumentTable.Entry entry) =>
        Find(entry.Chunk) is { } chunk ? ChunkBuilder.Read(chunk, entry.Offset, out _) : null;

    private byte[]? Find(int id)
    {
        lock (_lock)
        {
            if (_known.TryGetValue(id, out var node))
            {
                _order.Remove(node);
                _order.AddFirst(node);
                return node.Value.Content;
            }
        }

        var content = database.ReadChunk(id);
        if (content is { Length: <= LargestKept })
        {
            Keep(id, content);
        }

        return content;
    }

    private void Keep(int id, byte[] content)
    {
        lock (_lock)
        {
            if (_known.ContainsKey(id))
            {
                return;
            }

            _known[id] = _order.AddFirst((id, content));
            if (_order.Count > MostChunks)
            {
                _known.Remove(_order.Last!.Value.Id);
                _order.RemoveLast();
            }
        }
    }
}
