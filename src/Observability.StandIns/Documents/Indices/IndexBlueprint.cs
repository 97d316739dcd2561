using System.Text.Json;
using System.Text.Json.Nodes;
using Observability.StandIns.Documents.Http;
using Observability.StandIns.Documents.Mapping;

namespace Observability.StandIns.Documents.Indices;

/// <summary>Settings, mapping and aliases of an index that is to be.</summary>
/// <param name="Settings">Its settings.</param>
/// <param name="Mapping">Its mapping, in parts that are merged one after the other.</param>
/// <param name="Aliases">Its other names.</param>
internal sealed record IndexBlueprint(IndexSettings Settings, IReadOnlyList<JsonElement> Mapping, SortedDictionary<string, JsonObject> Aliases)
{
    /// <summary>Puts parts together, the later over the earlier.</summary>
    /// <param name="parts">Each may have <c>settings</c>, <c>mappings</c> and <c>aliases</c>.</param>
    /// <exception cref="ApiException">A part has a mistake.</exception>
    public static IndexBlueprint Create(IReadOnlyList<JsonElement> parts)
    {
        var settings = new IndexSettings();
        var mappings = new List<JsonElement>();
        var aliases = new SortedDictionary<string, JsonObject>(StringComparer.Ordinal);
        foreach (var part in parts)
        {
            foreach (var property in part.EnumerateObject())
            {
                var isMap = property.Value.ValueKind == JsonValueKind.Object;
                switch (property.Name)
                {
                    case "settings" when isMap:
                        settings.Merge(property.Value);
                        break;
                    case "mappings" when isMap:
                        mappings.Add(property.Value);
                        break;
                    case "aliases" when isMap:
                        foreach (var alias in property.Value.EnumerateObject())
                        {
                            aliases[alias.Name] = ReadAlias(alias.Value);
                        }

                        break;
                    case "settings" or "mappings" or "aliases":
                        throw ApiErrors.Parsing($"[{property.Name}] must be a map");
                    case "lifecycle":
                        throw ApiErrors.NotSupported("data stream lifecycles");
                }
            }
        }

        var trial = new IndexMapping(settings.MostFields);
        mappings.ForEach(trial.Merge);
        return new IndexBlueprint(settings, mappings, aliases);
    }

    /// <summary>Reads what is said of an alias.</summary>
    /// <exception cref="ApiException">It has a filter, which is not supported.</exception>
    public static JsonObject ReadAlias(JsonElement alias)
    {
        var read = new JsonObject();
        if (alias.ValueKind == JsonValueKind.Object)
        {
            foreach (var property in alias.EnumerateObject())
            {
                read[property.Name] = property.Name switch
                {
                    "filter" or "routing" or "index_routing" or "search_routing" => throw ApiErrors.NotSupported($"aliases with [{property.Name}]"),
                    "is_write_index" or "is_hidden" => JsonValue.Create(property.Value.Flag(property.Name)),
                    _ => throw ApiErrors.XContent($"[alias] unknown field [{property.Name}]"),
                };
            }
        }

        return read;
    }
}
