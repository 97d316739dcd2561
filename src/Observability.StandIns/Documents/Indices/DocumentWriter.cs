using Observability.StandIns.Documents.Http;
using Observability.StandIns.Documents.Security;
using Observability.StandIns.Documents.Store;

namespace Observability.StandIns.Documents.Indices;

/// <summary>Makes changes of documents, in batches, one client's after the other's.</summary>
internal sealed class DocumentWriter(IndexCatalog catalog, DocumentDatabase database, ChunkCache chunks, DiskWatch disk)
{
    private const int MostOperations = 5000;
    private const int MostBytes = 8 << 20;

    /// <summary>Makes changes; every one has a result in its place.</summary>
    /// <param name="operations">The changes.</param>
    /// <param name="caller">Who wants them.</param>
    /// <param name="refresh">True where searches must see them when this comes back.</param>
    /// <param name="cancellationToken">Ends the waiting for others.</param>
    public async Task<IReadOnlyList<WriteResult>> WriteAsync(
        IReadOnlyList<WriteOperation> operations, Caller caller, bool refresh, CancellationToken cancellationToken)
    {
        await catalog.WriteLock.WaitAsync(cancellationToken);
        try
        {
            var run = new Run(catalog, database, chunks, disk, caller);
            foreach (var operation in operations)
            {
                run.Add(operation);
            }

            run.Flush();
            run.Finish(refresh);

            return run.Results;
        }
        finally
        {
            catalog.WriteLock.Release();
        }
    }

    /// <summary>One client's changes.</summary>
    private sealed class Run(IndexCatalog catalog, DocumentDatabase database, ChunkCache chunks, DiskWatch disk, Caller caller)
    {
        private readonly Dictionary<DocumentIndex, IndexBatch> _batches = [];
        private readonly HashSet<DocumentIndex> _written = [];
        private readonly List<WriteResult> _unsafe = [];
        private int _operations;
        private long _bytes;

        public List<WriteResult> Results { get; } = [];

        public void Add(WriteOperation operation)
        {
            WriteResult result;
            try
            {
                result = Stage(operation);
                _unsafe.Add(result);
            }
            catch (ApiException error)
            {
                result = new WriteResult { Index = operation.Index, Id = operation.Id, Error = error };
            }

            Results.Add(result);
            _bytes += operation.Source.Length;
            if (++_operations >= MostOperations || _bytes >= MostBytes)
            {
                Flush();
            }
        }

        public void Flush()
        {
            try
            {
                if (_batches.Count > 0)
                {
                    database.Change(change =>
                    {
                        foreach (var batch in _batches.Values)
                        {
                            batch.Write(change);
                        }
                    });
                }

                foreach (var (index, batch) in _batches)
                {
                    batch.Apply();
                    _written.Add(index);
                }
            }
            catch (StoreFullException)
            {
                foreach (var batch in _batches.Values)
                {
                    batch.Abandon();
                }

                _unsafe.ForEach(result => result.Error = ApiErrors.DiskFull(result.Index));
            }

            _batches.Clear();
            _unsafe.Clear();
            (_operations, _bytes) = (0, 0);
        }

        public void Finish(bool refresh)
        {
            foreach (var index in _written)
            {
                if (refresh)
                {
                    index.Refresh();
                }

                if (index.IsWorthCompacting)
                {
                    index.Compact();
                }
            }
        }

        private WriteResult Stage(WriteOperation operation)
        {
            if (operation.Error is { } error)
            {
                throw error;
            }

            var index = FindOrCreate(operation);
            CheckRight(operation.Kind, index.Name);
            if (disk.IsLow && operation.Kind != WriteKind.Delete)
            {
                throw ApiErrors.DiskFull(index.Name);
            }

            // An update begins with what is there, and that may be among what is not written yet.
            if (operation is { Kind: WriteKind.Update, Id: { } id } && _batches.TryGetValue(index, out var known) && known.Has(id))
            {
                Flush();
            }

            if (!_batches.TryGetValue(index, out var batch))
            {
                _batches[index] = batch = new IndexBatch(index, database, chunks);
            }

            return batch.Stage(operation);
        }

        private DocumentIndex FindOrCreate(WriteOperation operation)
        {
            if (catalog.FindOne(operation.Index, forWriting: true) is { } index)
            {
                return operation.RequiresAlias && index.Name == operation.Index ? throw NeedsAlias(operation.Index) : index;
            }

            if (operation.RequiresAlias)
            {
                throw NeedsAlias(operation.Index);
            }

            if (operation.Kind == WriteKind.Delete)
            {
                throw ApiErrors.NoSuchIndex(operation.Index);
            }

            var name = IndexNames.Resolve(operation.Index, catalog.Now);
            CheckRight(operation.Kind, name);
            if (!caller.May("indices:admin/auto_create", name))
            {
                throw SecurityErrors.Denied(caller, "indices:admin/auto_create", [name]);
            }

            try
            {
                return catalog.Create(name, null);
            }
            catch (StoreFullException)
            {
                throw ApiErrors.DiskFull(name);
            }
        }

        private void CheckRight(WriteKind kind, string index)
        {
            var action = kind switch
            {
                WriteKind.Delete => "indices:data/write/delete",
                WriteKind.Update => "indices:data/write/update",
                WriteKind.Create => "indices:data/write/index:op_type/create",
                _ => "indices:data/write/index",
            };
            if (!caller.May(action, index))
            {
                throw SecurityErrors.Denied(caller, action, [index]);
            }
        }

        private static ApiException NeedsAlias(string name) =>
            new(
                404, "index_not_found_exception",
                $"no such index [{name}] and [require_alias] request flag is [true] and [{name}] is not an alias");
    }
}
