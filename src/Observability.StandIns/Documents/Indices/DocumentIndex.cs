using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using Observability.StandIns.Documents.Columns;
using Observability.StandIns.Documents.Http;
using Observability.StandIns.Documents.Mapping;
using Observability.StandIns.Documents.Store;

namespace Observability.StandIns.Documents.Indices;

/// <summary>An index. Its documents come into memory when somebody first asks for them.</summary>
internal sealed class DocumentIndex
{
    private const int MostGone = 20_000;
    private readonly DocumentDatabase _database;
    private readonly TimeProvider _clock;
    private readonly Lock _loading = new();
    private IndexData? _data;
    private long _staleSince;

    /// <summary>Makes one.</summary>
    /// <param name="database">Where its documents lie.</param>
    /// <param name="clock">Tells when a change must be visible.</param>
    /// <param name="name">Its name.</param>
    /// <param name="uuid">Its unique name.</param>
    /// <param name="settings">Its settings.</param>
    public DocumentIndex(DocumentDatabase database, TimeProvider clock, string name, string uuid, IndexSettings settings)
    {
        (_database, _clock, Name, Uuid, Settings) = (database, clock, name, uuid, settings);
        Mapping = new IndexMapping(settings.MostFields);
    }

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>Its unique name.</summary>
    public string Uuid { get; }

    /// <summary>Its number in the database.</summary>
    public long Id { get; set; }

    /// <summary>Its settings.</summary>
    public IndexSettings Settings { get; }

    /// <summary>Its fields.</summary>
    public IndexMapping Mapping { get; }

    /// <summary>Its other names, with what was said of each.</summary>
    public SortedDictionary<string, JsonObject> Aliases { get; private set; } = new(StringComparer.Ordinal);

    /// <summary>Number of the next operation.</summary>
    public long NextSequence { get; set; }

    /// <summary>What of its documents is in memory.</summary>
    public IndexData Data
    {
        get
        {
            lock (_loading)
            {
                return _data ??= Load();
            }
        }
    }

    /// <summary>What searches see now: changes that are older than the refresh interval are visible.</summary>
    public Snapshot Read()
    {
        var data = Data;
        lock (_loading)
        {
            if (_staleSince != 0 && Settings.RefreshInterval is { } interval && _clock.GetElapsedTime(_staleSince).TotalMilliseconds >= interval)
            {
                RefreshNow(data);
            }

            return data.Visible;
        }
    }

    /// <summary>Makes every change visible.</summary>
    public void Refresh()
    {
        var data = Data;
        lock (_loading)
        {
            RefreshNow(data);
        }
    }

    /// <summary>Changes the documents in memory; searches see it at the next refresh.</summary>
    public void Apply(Action<IndexData> change)
    {
        var data = Data;
        lock (_loading)
        {
            change(data);
            _staleSince = _staleSince == 0 ? _clock.GetTimestamp() : _staleSince;
        }
    }

    /// <summary>True where most of what is in memory has been replaced or deleted.</summary>
    public bool IsWorthCompacting => _data is { } data && data.GoneCount > MostGone && data.GoneCount > data.Count / 2;

    /// <summary>Clears away what has been replaced; what is left is read again when somebody asks for it. For the one writer.</summary>
    public void Compact()
    {
        Refresh();
        lock (_loading)
        {
            if (_data is not { } data)
            {
                return;
            }

            var needed = new HashSet<int>();
            for (var document = 0; document < data.Count; document++)
            {
                if (data.Visible.Gone[Block.Of(document)] is not { } gone || !Bits.Has(gone, Block.Within(document)))
                {
                    needed.Add(data.Documents[document].Chunk);
                }
            }

            _database.Change(change => change.DeleteReplacedChunks(Id, needed));
            (_data, _staleSince) = (null, 0);
        }
    }

    /// <summary>Replaces the other names.</summary>
    public void SetAliases(SortedDictionary<string, JsonObject> aliases) => Aliases = aliases;

    /// <summary>What is kept of it beside its documents.</summary>
    public string ToText()
    {
        var aliases = new JsonObject();
        foreach (var (name, alias) in Aliases)
        {
            aliases[name] = alias.DeepClone();
        }

        return new JsonObject
        {
            ["uuid"] = Uuid, ["settings"] = Settings.ToJson(isFlat: true), ["mappings"] = Mapping.ToJson(), ["aliases"] = aliases,
        }.ToJsonString();
    }

    /// <summary>Makes one of what was kept.</summary>
    public static DocumentIndex FromText(DocumentDatabase database, TimeProvider clock, long id, string name, string text)
    {
        using var document = JsonDocument.Parse(text);
        var root = document.RootElement;
        var settings = new IndexSettings();
        foreach (var setting in root.GetProperty("settings").EnumerateObject())
        {
            settings.Set(setting.Name, setting.Value.GetString()!);
        }

        var index = new DocumentIndex(database, clock, name, root.GetProperty("uuid").GetString()!, settings) { Id = id };
        index.Mapping.Merge(root.GetProperty("mappings").Clone());
        foreach (var alias in root.GetProperty("aliases").EnumerateObject())
        {
            index.Aliases[alias.Name] = JsonNode.Parse(alias.Value.GetRawText())!.AsObject();
        }

        return index;
    }

    private void RefreshNow(IndexData data)
    {
        data.Refresh();
        _staleSince = 0;
    }

    // Where most of what was written has been replaced since, it is read once more without that.
    private IndexData Load()
    {
        var data = Load(null);
        return data.GoneCount > MostGone && data.GoneCount > data.Count / 2 ? Load(data) : data;
    }

    private IndexData Load(IndexData? all)
    {
        var data = new IndexData();
        var parser = new DocumentParser(Mapping, data);
        var number = 0;
        foreach (var chunk in _database.ListChunks(Id))
        {
            var content = _database.ReadChunk(chunk) ?? [];
            for (var offset = 0; offset < content.Length;)
            {
                var operation = ChunkBuilder.Read(content, offset, out var next);
                var key = IdentifierMap.Key(operation.Id);
                if (operation.Source is not { } source)
                {
                    data.Remove(key);
                }
                else if (all is null || all.Identifiers.Find(key) == number++)
                {
                    Add(
                        data, parser, key, source.Span, operation,
                        new DocumentTable.Entry(chunk, offset, operation.Version, operation.Sequence));
                }

                NextSequence = Math.Max(NextSequence, operation.Sequence + 1);
                offset = next;
            }
        }

        data.Refresh();
        return data;
    }

    private static void Add(
        IndexData data, DocumentParser parser, ulong key, ReadOnlySpan<byte> source, StoredOperation operation, DocumentTable.Entry entry)
    {
        var values = new List<StagedValue>();
        try
        {
            parser.Parse(source, operation.Id, values);
        }
        catch (ApiException)
        {
            // The mapping has become stricter since it was taken; the document is still there.
            values.Clear();
        }

        data.Add(key, entry, CollectionsMarshal.AsSpan(values));
    }
}
