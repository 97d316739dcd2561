using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Observability.StandIns.Documents.Http;
using Observability.StandIns.Documents.Mapping;
using Observability.StandIns.Documents.Store;

namespace Observability.StandIns.Documents.Indices;

/// <summary>
/// Changes of one index that go to the disk together. First they are looked at, then they are written, and only what is written
/// becomes part of what is in memory.
/// </summary>
internal sealed class IndexBatch(DocumentIndex index, DocumentDatabase database, ChunkCache chunks)
{
    private const int LongestId = 512;
    private readonly IndexData _data = index.Data;
    private readonly DocumentParser _parser = new(index.Mapping, index.Data);
    private readonly List<StagedValue> _values = [];
    private readonly List<Staged> _staged = [];
    private readonly List<(int Id, byte[] Content, bool HasDeletions)> _full = [];
    private readonly ChunkBuilder _chunk = new();
    private readonly Dictionary<ulong, (int Version, long Sequence)> _pending = [];
    private readonly long _firstSequence = index.NextSequence;
    private readonly int _mappingVersion = index.Mapping.Version;
    private int _chunkId;

    /// <summary>True where the batch has a change of this document.</summary>
    public bool Has(string id) => Encoding.UTF8.GetByteCount(id) <= LongestId && _pending.ContainsKey(IdentifierMap.Key(id));

    /// <summary>Takes a change into the batch.</summary>
    /// <exception cref="ApiException">It cannot be made.</exception>
    public WriteResult Stage(WriteOperation operation)
    {
        if (index.Settings.IsReadOnly)
        {
            throw new ApiException(403, "cluster_block_exception", $"index [{index.Name}] blocked by: [FORBIDDEN/8/index write (api)];");
        }

        var id = operation.Id ?? NewId();
        if (id.Length == 0 || Encoding.UTF8.GetByteCount(id) > LongestId)
        {
            throw ApiErrors.IllegalArgument(id.Length == 0
                ? "if _id is specified it must not be empty"
                : $"id is too long, must be no longer than {LongestId} bytes but was: {Encoding.UTF8.GetByteCount(id)}");
        }

        var key = IdentifierMap.Key(id);
        var current = Current(key);
        CheckSequence(operation, id, current);
        return operation.Kind switch
        {
            WriteKind.Delete => Delete(id, key, current),
            WriteKind.Update => Update(operation, id, key, current),
            WriteKind.Create when current is { } taken => throw Conflict(
                id, $"document already exists (current version [{taken.Version}])"),
            _ => Write(id, key, current, operation.Source),
        };
    }

    /// <summary>Writes the batch.</summary>
    public void Write(DatabaseChange change)
    {
        Close();
        foreach (var (id, content, hasDeletions) in _full)
        {
            change.AddChunk(id, index.Id, content, hasDeletions);
        }

        if (index.Mapping.Version != _mappingVersion)
        {
            IndexCatalog.Save(change, index);
        }
    }

    /// <summary>Makes what is written part of what is in memory.</summary>
    public void Apply() => index.Apply(data =>
    {
        foreach (var staged in _staged)
        {
            if (staged.Chunk is not { } entry)
            {
                data.Remove(staged.Key);
            }
            else
            {
                data.Add(staged.Key, entry, CollectionsMarshal.AsSpan(_values)[staged.FirstValue..staged.EndValue]);
            }
        }
    });

    /// <summary>Forgets the batch: it could not be written.</summary>
    public void Abandon() => index.NextSequence = _firstSequence;

    private WriteResult Write(string id, ulong key, (int Version, long Sequence)? current, ReadOnlyMemory<byte> source)
    {
        var firstValue = _values.Count;
        try
        {
            _parser.Parse(source.Span, id, _values);
        }
        catch
        {
            _values.RemoveRange(firstValue, _values.Count - firstValue);
            throw;
        }

        return Put(id, key, (current?.Version ?? 0) + 1, source.Span, false, firstValue, current is null ? "created" : "updated");
    }

    private WriteResult Delete(string id, ulong key, (int Version, long Sequence)? current) => current is { } known
        ? Put(id, key, known.Version + 1, default, true, _values.Count, "deleted")
        : new WriteResult { Index = index.Name, Id = id, Version = 1, Sequence = index.NextSequence++, Result = "not_found", Shards = Shards };

    private WriteResult Update(WriteOperation operation, string id, ulong key, (int Version, long Sequence)? current)
    {
        var source = current is null ? null : chunks.Read(_data.Documents[_data.Identifiers.Find(key)])?.Source;
        var updated = PartialUpdate.Apply(operation.Update, source) ?? throw new ApiException(
            404, "document_missing_exception", $"[{id}]: document missing")
        {
            Details = Where(),
        };
        return updated.IsEmpty
            ? new WriteResult { Index = index.Name, Id = id, Version = current!.Value.Version, Sequence = current.Value.Sequence, Result = "noop" }
            : Write(id, key, current, updated);
    }

    private WriteResult Put(string id, ulong key, int version, ReadOnlySpan<byte> source, bool isDeletion, int firstValue, string result)
    {
        if (_chunk.IsFull)
        {
            Close();
        }

        if (_chunk.IsEmpty)
        {
            _chunkId = database.NextChunk();
        }

        var sequence = index.NextSequence++;
        var offset = _chunk.Append(id, version, sequence, source, isDeletion);
        _staged.Add(
            new Staged(key, isDeletion ? null : new DocumentTable.Entry(_chunkId, offset, version, sequence), firstValue, _values.Count));
        _pending[key] = isDeletion ? (0, sequence) : (version, sequence);
        return new WriteResult { Index = index.Name, Id = id, Version = version, Sequence = sequence, Result = result, Shards = Shards };
    }

    private int Shards => 1 + index.Settings.Replicas;

    private void Close()
    {
        if (!_chunk.IsEmpty)
        {
            _full.Add((_chunkId, _chunk.Content.ToArray(), _chunk.HasDeletions));
            _chunk.Clear();
        }
    }

    private (int Version, long Sequence)? Current(ulong key)
    {
        if (_pending.TryGetValue(key, out var pending))
        {
            return pending.Version == 0 ? null : pending;
        }

        var document = _data.Identifiers.Find(key);
        return document < 0 ? null : (_data.Documents[document].Version, _data.Documents[document].Sequence);
    }

    private void CheckSequence(WriteOperation operation, string id, (int Version, long Sequence)? current)
    {
        if (operation.IfSequence is { } expected && current?.Sequence != expected)
        {
            throw Conflict(id, current is { } known
                ? $"required seqNo [{expected}], primary term [1]. current document has seqNo [{known.Sequence}] and primary term [1]"
                : $"required seqNo [{expected}], primary term [1]. but no document was found");
        }
    }

    private ApiException Conflict(string id, string what) =>
        new(409, "version_conflict_engine_exception", $"[{id}]: version conflict, {what}") { Details = Where() };

    private JsonObject Where() => new() { ["index_uuid"] = index.Uuid, ["shard"] = "0", ["index"] = index.Name };

    private static string NewId() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(15)).Replace('+', '-').Replace('/', '_');

    private readonly record struct Staged(ulong Key, DocumentTable.Entry? Chunk, int FirstValue, int EndValue);
}
