using System.Collections.Concurrent;
using Observability.LogQL;
using Observability.LogQL.Source;
using Observability.StandIns.Logs.Configuration;

namespace Observability.StandIns.Logs.Storage;

/// <summary>All tenants with their streams. A push is acknowledged once it is in the file.</summary>
internal sealed class LogStore : IAsyncDisposable
{
    // What a dashboard asks for again and again, in little more than a stand-in takes without it.
    private const long CachedBytes = 32 << 20;
    private readonly ConcurrentDictionary<string, Tenant> _tenants = new(StringComparer.Ordinal);
    private readonly LogsConfiguration _configuration;
    private readonly TimeProvider _clock;
    private readonly StoreFile _file;
    private readonly StoreWriter _writer;
    private readonly Compactor _compactor;
    private long _lastStream;
    private long _lastBlock;

    /// <summary>Opens the store and reads which streams it has.</summary>
    /// <exception cref="StandInException">The file cannot be opened.</exception>
    public LogStore(LogsConfiguration configuration, LogsMetrics metrics, TimeProvider clock, ILogger<LogStore> logger)
    {
        (_configuration, _clock) = (configuration, clock);
        _file = new StoreFile(configuration.DataFolder);
        Cache = new BlockCache(_file, CachedBytes);
        Load();
        foreach (var tenant in Tenants)
        {
            metrics.SetStreams(tenant.Name, tenant.StreamCount);
        }

        _writer = new StoreWriter(_file, metrics);
        _compactor = new Compactor(this, _file, _writer, logger);
    }

    /// <summary>Blocks that were read lately.</summary>
    public BlockCache Cache { get; }

    /// <summary>Called with what has been written, before it is acknowledged, by the thread that writes.</summary>
    public event Action<LogStream, LogBatch>? Appended;

    /// <summary>Every tenant that has been seen.</summary>
    public ICollection<Tenant> Tenants => _tenants.Values;

    /// <summary>A tenant that has pushed; null where it never has.</summary>
    public Tenant? FindTenant(string name) => _tenants.GetValueOrDefault(name);

    /// <summary>A tenant, made where it is new.</summary>
    public Tenant GetTenant(string name) => _tenants.TryGetValue(name, out var tenant)
        ? tenant
        : _tenants.GetOrAdd(name, static (name, store) => new Tenant(name, store._configuration.LimitsOf(name), store._clock), this);

    /// <summary>A new stream; it is written with its first entries.</summary>
    public LogStream CreateStream(string tenant, LabelSet labels) => new(Interlocked.Increment(ref _lastStream), tenant, labels, _clock);

    /// <summary>A new piece of a stream.</summary>
    public (Block Block, BlockPayload Payload) CreateBlock(in LogBatch batch)
    {
        var payload = BlockCodec.Encode(batch);
        var times = batch.Times.Span;
        var length = batch.Offsets.Span[^1] - batch.Offsets.Span[0];
        var block = new Block(
            Interlocked.Increment(ref _lastBlock), times[0], times[^1], times.Length, length, payload.Columns.Length + payload.Text.Length);
        return (block, payload);
    }

    /// <summary>Adds entries to streams; they are kept when it returns.</summary>
    /// <exception cref="StoreFullException">They could not be written, none of them.</exception>
    public async Task AppendAsync(IReadOnlyList<StreamAppend> appends)
    {
        var job = new WriteJob { Publish = Publish };
        foreach (var (stream, entries) in appends)
        {
            entries.SortAndRemoveDuplicates();
            var (block, payload) = CreateBlock(entries.ToBatch());
            job.Added.Add((stream, block, payload));
        }

        await _writer.WriteAsync(job);

        void Publish(WriteJob written)
        {
            for (var i = 0; i < appends.Count; i++)
            {
                appends[i].Stream.Replace([], [written.Added[i].Block]);
                Appended?.Invoke(appends[i].Stream, appends[i].Entries.ToBatch());
                _compactor.Consider(appends[i].Stream);
            }
        }
    }

    /// <summary>Deletes pieces of streams that nobody can find any more.</summary>
    public Task DeleteAsync(IReadOnlyList<Block> blocks)
    {
        foreach (var block in blocks)
        {
            Cache.Remove(block);
        }

        return _writer.WriteAsync(new WriteJob { Removed = blocks, Publish = static _ => { } });
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _compactor.DisposeAsync();
        await _writer.DisposeAsync();
        _file.Dispose();
    }

    private void Load()
    {
        var streams = new Dictionary<long, LogStream>();
        foreach (var (id, tenant, labels) in _file.ReadStreams())
        {
            streams[id] = GetTenant(tenant).GetOrAdd(labels, set => new LogStream(id, tenant, set, _clock));
            _lastStream = Math.Max(_lastStream, id);
        }

        foreach (var group in _file.ReadBlocks().GroupBy(entry => entry.Stream, entry => entry.Block))
        {
            var blocks = group.ToList();
            _lastBlock = Math.Max(_lastBlock, blocks.Max(block => block.Id));
            streams[group.Key].Load(blocks);
        }
    }
}
