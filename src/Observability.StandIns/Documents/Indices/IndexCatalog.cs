using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using Observability.StandIns.Documents.Http;
using Observability.StandIns.Documents.Store;

namespace Observability.StandIns.Documents.Indices;

/// <summary>The indices. Whoever changes something takes the one lock of writers first; readers take none.</summary>
internal sealed class IndexCatalog
{
    private const string Kind = "index";
    private const int MostIndices = 10_000;
    private readonly DocumentDatabase _database;
    private readonly TimeProvider _clock;
    private volatile ImmutableSortedDictionary<string, DocumentIndex> _indices = ImmutableSortedDictionary.Create<string, DocumentIndex>(StringComparer.Ordinal);

    /// <summary>Reads those that are kept.</summary>
    public IndexCatalog(DocumentDatabase database, TimeProvider clock)
    {
        (_database, _clock, Templates) = (database, clock, new Templates(database));
        var builder = _indices.ToBuilder();
        foreach (var (id, name, text) in database.ReadTexts(Kind))
        {
            builder[name] = DocumentIndex.FromText(database, clock, id, name, text);
        }

        _indices = builder.ToImmutable();
    }

    /// <summary>What new indices are made from.</summary>
    public Templates Templates { get; }

    /// <summary>Held by the one who changes something.</summary>
    public SemaphoreSlim WriteLock { get; } = new(1, 1);

    /// <summary>Every index, by name.</summary>
    public IEnumerable<DocumentIndex> All => _indices.Values;

    /// <summary>The moment, in milliseconds.</summary>
    public long Now => _clock.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>An index by its own name, or null.</summary>
    public DocumentIndex? Find(string name) => _indices.GetValueOrDefault(name);

    /// <summary>The indices that an expression names: names, aliases, patterns, with commas; none is all.</summary>
    /// <exception cref="ApiException">There is no such index.</exception>
    public IReadOnlyList<DocumentIndex> Resolve(string? expression, IndexSelection selection)
    {
        var indices = _indices;
        var found = new SortedDictionary<string, DocumentIndex>(StringComparer.Ordinal);
        var parts = expression is null or "" or "_all" ? ["*"] : expression.Split(',', StringSplitOptions.RemoveEmptyEntries);
        var sawPattern = false;
        foreach (var part in parts)
        {
            var name = part.StartsWith('<') ? IndexNames.Resolve(part, Now) : part;
            if (name.StartsWith('-') && sawPattern)
            {
                foreach (var gone in found.Keys.Where(key => Wildcard.IsMatch(name.AsSpan(1), key)).ToList())
                {
                    found.Remove(gone);
                }

                continue;
            }

            var isPattern = name.Contains('*', StringComparison.Ordinal);
            sawPattern |= isPattern;
            var matches = indices.Values.Where(index => isPattern
                ? IsFound(index, name, selection)
                : index.Name == name || index.Aliases.ContainsKey(name)).ToList();
            if (matches.Count == 0 && (isPattern ? !selection.AllowNone : !selection.IgnoreUnavailable))
            {
                throw ApiErrors.NoSuchIndex(name);
            }

            matches.ForEach(index => found[index.Name] = index);
        }

        return found.Count == 0 && !selection.AllowNone ? throw ApiErrors.NoSuchIndex(expression ?? "_all") : [.. found.Values];
    }

    /// <summary>The index that a name stands for where a document is written or read: its own, or the only one of an alias.</summary>
    /// <exception cref="ApiException">The name is an alias of several.</exception>
    public DocumentIndex? FindOne(string name, bool forWriting)
    {
        name = IndexNames.Resolve(name, Now);
        if (Find(name) is { } index)
        {
            return index;
        }

        var aliased = _indices.Values.Where(candidate => candidate.Aliases.ContainsKey(name)).ToList();
        if (aliased.Count == 0)
        {
            return null;
        }

        var chosen = aliased.Count == 1 && aliased[0].Aliases[name]["is_write_index"]?.GetValue<bool>() != false
            ? aliased[0]
            : aliased.Find(candidate => candidate.Aliases[name]["is_write_index"]?.GetValue<bool>() == true);
        return chosen ?? throw ApiErrors.IllegalArgument(forWriting
            ? $"no write index is defined for alias [{name}]. The write index may be explicitly disabled using is_write_index=false or the alias points to multiple indices without one being designated as a write index"
            : $"alias [{name}] has more than one index associated with it [{string.Join(", ", aliased.Select(candidate => candidate.Name))}], can't execute a single index op");
    }

    /// <summary>Makes an index of the templates and of what is given.</summary>
    /// <exception cref="ApiException">The name is taken or wrong, or what is given has a mistake.</exception>
    /// <exception cref="StoreFullException">The disk is full.</exception>
    public DocumentIndex Create(string name, JsonElement? given)
    {
        name = IndexNames.Resolve(name, Now);
        IndexNames.Check(name);
        if (Find(name) is { } taken)
        {
            throw new ApiException(400, "resource_already_exists_exception", $"index [{name}/{taken.Uuid}] already exists")
            {
                Details = new JsonObject { ["index_uuid"] = taken.Uuid, ["index"] = name },
            };
        }

        if (_indices.Values.Any(index => index.Aliases.ContainsKey(name)))
        {
            throw ApiErrors.InvalidIndexName(name, "already exists as alias");
        }

        if (_indices.Count >= MostIndices)
        {
            throw new ApiException(
                400, "validation_exception",
                $"Validation Failed: 1: this action would add [1] index, but this stand-in keeps at most [{MostIndices}];");
        }

        var blueprint = IndexBlueprint.Create([.. Templates.For(name), .. given is { } own ? [own] : Array.Empty<JsonElement>()]);
        CheckAliases(blueprint.Aliases.Keys);
        var uuid = Convert.ToBase64String(RandomNumberGenerator.GetBytes(16)).Replace('+', '-').Replace('/', '_').TrimEnd('=');
        blueprint.Settings.Set("index.creation_date", Now.ToString(CultureInfo.InvariantCulture));
        blueprint.Settings.Set("index.provided_name", name);
        blueprint.Settings.Set("index.uuid", uuid);
        blueprint.Settings.Set("index.number_of_shards", blueprint.Settings.Text("number_of_shards") ?? "1");
        blueprint.Settings.Set("index.number_of_replicas", blueprint.Settings.Text("number_of_replicas") ?? "1");
        var index = new DocumentIndex(_database, _clock, name, uuid, blueprint.Settings);
        index.SetAliases(blueprint.Aliases);
        foreach (var mapping in blueprint.Mapping)
        {
            index.Mapping.Merge(mapping);
        }

        _database.Change(change => index.Id = change.SetText(Kind, name, index.ToText()));
        _indices = _indices.SetItem(name, index);
        return index;
    }

    /// <summary>Deletes indices with their documents, and keeps what has changed in others together with that.</summary>
    public void Delete(IReadOnlyList<DocumentIndex> indices, params IEnumerable<DocumentIndex> changed)
    {
        _database.Change(change =>
        {
            foreach (var index in indices)
            {
                change.DeleteText(Kind, index.Name);
                change.DeleteChunks(index.Id);
            }

            foreach (var index in changed)
            {
                Save(change, index);
            }
        });
        _indices = _indices.RemoveRange(indices.Select(index => index.Name));
    }

    /// <summary>Keeps what has changed in indices, but their documents.</summary>
    public void Save(params IEnumerable<DocumentIndex> indices) => _database.Change(change =>
    {
        foreach (var index in indices)
        {
            Save(change, index);
        }
    });

    /// <summary>As the other method, together with other changes.</summary>
    public static void Save(DatabaseChange change, DocumentIndex index) => change.SetText(Kind, index.Name, index.ToText());

    /// <summary>Checks names that are to be aliases.</summary>
    /// <param name="names">The names.</param>
    /// <param name="gone">Indices that go with the same change, so that their names are free; null is none.</param>
    /// <exception cref="ApiException">One cannot be, or is an index's.</exception>
    public void CheckAliases(IEnumerable<string> names, IReadOnlySet<DocumentIndex>? gone = null)
    {
        foreach (var name in names)
        {
            IndexNames.Check(name);
            if (Find(name) is { } taken && gone?.Contains(taken) != true)
            {
                throw new ApiException(
                    400, "invalid_alias_name_exception",
                    $"Invalid alias name [{name}]: an index or data stream exists with the same name as the alias");
            }
        }
    }

    private static bool IsFound(DocumentIndex index, string pattern, IndexSelection selection)
    {
        // A pattern that begins with a point asks for hidden ones whose names do.
        var sees = selection.IncludesHidden || !(index.Settings.IsHidden || index.Name.StartsWith('.'))
            || (pattern.StartsWith('.') && index.Name.StartsWith('.'));
        return sees && (Wildcard.IsMatch(pattern, index.Name) || index.Aliases.Keys.Any(alias => Wildcard.IsMatch(pattern, alias)));
    }
}
