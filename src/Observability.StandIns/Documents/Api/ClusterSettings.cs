using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Observability.StandIns.Documents.Http;
using Observability.StandIns.Documents.Queries;
using Observability.StandIns.Documents.Search;
using Observability.StandIns.Documents.Store;

namespace Observability.StandIns.Documents.Api;

/// <summary>
/// Settings that are changed while the node runs (https://www.elastic.co/docs/api/doc/elasticsearch/operation/operation-cluster-put-settings).
/// One has an effect, <c>search.max_buckets</c>; the others are of what one node has not, and are kept.
/// </summary>
internal sealed class ClusterSettings
{
    private const string MaxBuckets = "search.max_buckets";
    private static readonly string[] s_families = [
        "action.", "cluster.", "indices.", "ingest.", "logger.", "node.", "search.", "xpack.", "http.", "network.", "persistent_tasks.",
        "script.", "snapshot.", "transport."];
    private readonly DocumentDatabase _database;
    private readonly string _kind;
    private readonly SearchExecutor _executor;
    private readonly ConcurrentDictionary<string, string> _persistent = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, string> _transient = new(StringComparer.Ordinal);

    /// <summary>Reads those that are kept.</summary>
    public ClusterSettings(DocumentDatabase database, string kind, SearchExecutor executor)
    {
        (_database, _kind, _executor) = (database, kind, executor);
        foreach (var (_, name, value) in database.ReadTexts(kind))
        {
            _persistent[name] = value;
        }

        Apply();
    }

    /// <summary>The settings as they are asked for.</summary>
    public JsonObject ToJson(bool isFlat) => new() { ["persistent"] = Nest(_persistent, isFlat), ["transient"] = Nest(_transient, isFlat) };

    /// <summary>Changes settings.</summary>
    /// <exception cref="ApiException">One is not known, or has a value that it cannot have.</exception>
    public void Change(JsonElement body)
    {
        var changes = new List<(ConcurrentDictionary<string, string> Target, string Name, string? Value)>();
        foreach (var part in body.Map("settings"))
        {
            var target = part.Name switch
            {
                "persistent" => _persistent,
                "transient" => _transient,
                _ => throw ApiErrors.XContent($"[1:1] [cluster_update_settings_request] unknown field [{part.Name}]"),
            };
            Flatten(string.Empty, part.Value, (name, value) => changes.Add((target, name, value)));
        }

        if (changes.Count == 0)
        {
            throw new ApiException(400, "action_request_validation_exception", "Validation Failed: 1: no settings to update;");
        }

        foreach (var (_, name, value) in changes)
        {
            Check(name, value);
        }

        _database.Change(database =>
        {
            foreach (var (_, name, value) in changes.Where(change => change.Target == _persistent))
            {
                if (value is null)
                {
                    database.DeleteText(_kind, name);
                }
                else
                {
                    database.SetText(_kind, name, value);
                }
            }
        });
        foreach (var (target, name, value) in changes)
        {
            if (value is null)
            {
                target.TryRemove(name, out _);
            }
            else
            {
                target[name] = value;
            }
        }

        Apply();
    }

    private void Apply() =>
        _executor.MostBuckets = int.TryParse(
            _transient.GetValueOrDefault(MaxBuckets) ?? _persistent.GetValueOrDefault(MaxBuckets), NumberStyles.None,
            CultureInfo.InvariantCulture, out var most)
            ? Math.Min(most, SearchBudget.MostBuckets)
            : SearchBudget.MostBuckets;

    private static void Check(string name, string? value)
    {
        if (!s_families.Any(family => name.StartsWith(family, StringComparison.Ordinal)))
        {
            throw ApiErrors.IllegalArgument($"persistent setting [{name}], not recognized");
        }

        if (name == MaxBuckets && value is not null && !int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out _))
        {
            throw ApiErrors.IllegalArgument($"Failed to parse value [{value}] for setting [{MaxBuckets}]");
        }
    }

    private static void Flatten(string path, JsonElement map, Action<string, string?> add)
    {
        foreach (var property in map.Map("settings"))
        {
            var name = path + property.Name;
            if (property.Value.ValueKind == JsonValueKind.Object)
            {
                Flatten(name + ".", property.Value, add);
            }
            else
            {
                add(
                    name,
                    property.Value.ValueKind == JsonValueKind.Null ? null : string.Join(
                        ',', property.Value.Items().Select(item => item.Text(name))));
            }
        }
    }

    private static JsonObject Nest(ConcurrentDictionary<string, string> settings, bool isFlat)
    {
        var result = new Indices.IndexSettings();
        foreach (var (name, value) in settings)
        {
            result.Set(name, value);
        }

        return result.ToJson(isFlat);
    }
}
