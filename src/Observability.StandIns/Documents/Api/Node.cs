using System.Security.Cryptography;
using Observability.StandIns.Documents.Configuration;
using Observability.StandIns.Documents.Indices;
using Observability.StandIns.Documents.Search;
using Observability.StandIns.Documents.Store;

namespace Observability.StandIns.Documents.Api;

/// <summary>The one node of the cluster: what all endpoints work with.</summary>
internal sealed class Node : IDisposable
{
    private const string SettingsKind = "setting";

    /// <summary>Opens what is kept in the data folder.</summary>
    /// <exception cref="StandInException">It cannot be opened.</exception>
    public Node(ServerSettings settings, Version version, TimeProvider clock)
    {
        (Settings, Version, Clock, Started) = (settings, version, clock, clock.GetUtcNow().ToUnixTimeMilliseconds());
        Database = new DocumentDatabase(settings.DataFolder);
        Chunks = new ChunkCache(Database);
        Catalog = new IndexCatalog(Database, clock);
        Writer = new DocumentWriter(Catalog, Database, Chunks, new DiskWatch(settings.DataFolder, settings.FloodStageBytes, clock));
        Executor = new SearchExecutor(Chunks, clock);
        Contexts = new SearchContexts(clock);
        ClusterSettings = new ClusterSettings(Database, SettingsKind, Executor);
        ClusterUuid = ReadUuid("cluster_uuid");
        NodeId = ReadUuid("node_id");
    }

    /// <summary>What the configuration says.</summary>
    public ServerSettings Settings { get; }

    /// <summary>Version of the server whose place this takes.</summary>
    public Version Version { get; }

    /// <summary>Tells the time.</summary>
    public TimeProvider Clock { get; }

    /// <summary>When it began, in milliseconds.</summary>
    public long Started { get; }

    /// <summary>Unique name of the cluster, the same after every start.</summary>
    public string ClusterUuid { get; }

    /// <summary>Unique name of the node.</summary>
    public string NodeId { get; }

    /// <summary>Where everything is kept.</summary>
    public DocumentDatabase Database { get; }

    /// <summary>Reads documents.</summary>
    public ChunkCache Chunks { get; }

    /// <summary>The indices.</summary>
    public IndexCatalog Catalog { get; }

    /// <summary>Writes documents.</summary>
    public DocumentWriter Writer { get; }

    /// <summary>Searches documents.</summary>
    public SearchExecutor Executor { get; }

    /// <summary>Points in time and scrolls.</summary>
    public SearchContexts Contexts { get; }

    /// <summary>Settings that are changed while it runs.</summary>
    public ClusterSettings ClusterSettings { get; }

    /// <summary>Makes a change of indices or templates, one at a time.</summary>
    public async Task<T> ChangeAsync<T>(Func<T> change, CancellationToken cancellationToken)
    {
        await Catalog.WriteLock.WaitAsync(cancellationToken);
        try
        {
            return change();
        }
        finally
        {
            Catalog.WriteLock.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Executor.Dispose();
        Database.Dispose();
    }

    private string ReadUuid(string name)
    {
        if (Database.ReadTexts(name) is [(_, var known, _)])
        {
            return known;
        }

        var uuid = Convert.ToBase64String(RandomNumberGenerator.GetBytes(16)).Replace('+', '-').Replace('/', '_').TrimEnd('=');
        Database.Change(change => change.SetText(name, uuid, string.Empty));
        return uuid;
    }
}
