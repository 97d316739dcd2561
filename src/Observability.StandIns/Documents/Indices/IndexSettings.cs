using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Observability.StandIns.Documents.Configuration;
using Observability.StandIns.Documents.Http;

namespace Observability.StandIns.Documents.Indices;

/// <summary>
/// Settings of an index, by their full names, as texts
/// (https://www.elastic.co/docs/reference/elasticsearch/index-settings/).
/// </summary>
internal sealed class IndexSettings
{
    private const string Prefix = "index.";

    // Settings that change nothing here; those that end in a point are families of settings.
    private static readonly string[] s_known =
    [
        "auto_expand_replicas", "blocks.", "codec", "default_pipeline", "final_pipeline", "format", "gc_deletes", "hidden", "highlight.", "indexing.", "lifecycle.", "load_fixed_bitset_filters_eagerly",
        "mapping.", "mapping.coerce", "max_", "merge.", "number_of_replicas", "number_of_routing_shards", "number_of_shards", "priority", "query.", "refresh_interval", "routing.",
        "routing_partition_size", "search.", "shard.", "soft_deletes.", "store.", "translog.", "unassigned.", "verified_before_close", "write.wait_for_active_shards", "version.", "uuid",
        "creation_date", "provided_name", "mode",
    ];

    // Searches read them while they are changed.
    private volatile ImmutableSortedDictionary<string, string> _values = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    /// <summary>Copies of the index beside the first; one node can place none.</summary>
    public int Replicas => Number("number_of_replicas", 1);

    /// <summary>Parts of the index; here they lie together.</summary>
    public int Shards => Number("number_of_shards", 1);

    /// <summary>Most hits that can be asked for at once, with those that are passed over.</summary>
    public int LargestWindow => Number("max_result_window", 10_000);

    /// <summary>Most fields and objects.</summary>
    public int MostFields => Number("mapping.total_fields.limit", 1000);

    /// <summary>Longest regular expression.</summary>
    public int LongestRegex => Number("max_regex_length", 1000);

    /// <summary>Most terms in a terms query.</summary>
    public int MostTerms => Number("max_terms_count", 65_536);

    /// <summary>True where patterns do not find the index unless they ask for hidden ones.</summary>
    public bool IsHidden => Text("hidden") == "true";

    /// <summary>True where documents cannot be written.</summary>
    public bool IsReadOnly => Text("blocks.write") == "true" || Text("blocks.read_only") == "true";

    /// <summary>How long a change can be unseen, in milliseconds; null where nothing but a refresh shows it.</summary>
    public double? RefreshInterval => Text("refresh_interval") is not { } text ? 1000
        : TimeValue.TryParse(text, out var milliseconds) && milliseconds >= 0 ? milliseconds : null;

    /// <summary>Fields that a query string without a field looks at.</summary>
    public IReadOnlyList<string> DefaultFields => Text("query.default_field")?.Split(',') ?? ["*"];

    /// <summary>A setting by its name without <c>index.</c>, or null.</summary>
    public string? Text(string name) => _values.GetValueOrDefault(Prefix + name);

    /// <summary>Sets what a map says, whose keys may be with dots or nested, with <c>index.</c> or without.</summary>
    /// <exception cref="ApiException">A setting is not known, is not supported, or has a value that it cannot have.</exception>
    public void Merge(JsonElement settings)
    {
        if (settings.ValueKind == JsonValueKind.Object)
        {
            Merge(string.Empty, settings);
            Validate();
        }
    }

    /// <summary>The settings as they are asked for: nested, or flat.</summary>
    public JsonObject ToJson(bool isFlat = false)
    {
        var root = new JsonObject();
        foreach (var (name, value) in _values)
        {
            var target = root;
            var parts = isFlat ? [name] : name.Split('.');
            foreach (var part in parts[..^1])
            {
                if (target[part] is not JsonObject inner)
                {
                    target[part] = inner = [];
                }

                target = inner;
            }

            target[parts[^1]] = value;
        }

        return root;
    }

    /// <summary>Sets a setting by its full name.</summary>
    public void Set(string name, string value) => _values = _values.SetItem(name, value);

    private void Merge(string path, JsonElement map)
    {
        foreach (var property in map.EnumerateObject())
        {
            var name = path + property.Name;
            if (property.Value.ValueKind == JsonValueKind.Object)
            {
                Merge(name + ".", property.Value);
                continue;
            }

            var full = name.StartsWith(Prefix, StringComparison.Ordinal) ? name : Prefix + name;
            Check(full, property.Value);
            if (property.Value.ValueKind == JsonValueKind.Null)
            {
                _values = _values.Remove(full);
            }
            else
            {
                Set(full, property.Value.ValueKind switch
                {
                    JsonValueKind.Array => string.Join(',', property.Value.EnumerateArray().Select(item => item.ToString())),
                    JsonValueKind.True => "true",
                    JsonValueKind.False => "false",
                    _ => property.Value.ToString(),
                });
            }
        }
    }

    private static void Check(string full, JsonElement value)
    {
        var name = full[Prefix.Length..];
        if (name.StartsWith("analysis.", StringComparison.Ordinal) || name.StartsWith("sort.", StringComparison.Ordinal) || name.StartsWith("similarity.", StringComparison.Ordinal)
            || (
                name is "default_pipeline" or "final_pipeline" && value.ToString() is not ("" or "_none")) || (
                    name == "mode" && value.ToString() != "standard"))
        {
            throw ApiErrors.NotSupported($"index setting [{full}]");
        }

        if (!s_known.Any(known => name == known || (known[^1] is '.' or '_' && name.StartsWith(known, StringComparison.Ordinal))))
        {
            throw ApiErrors.IllegalArgument(
                $"unknown setting [{full}] please check that any required plugins are installed, or check the breaking changes documentation for removed settings");
        }
    }

    private void Validate()
    {
        foreach (var (name, least, most) in ((string, int, int)[])[
            ("number_of_shards", 1, 1024), ("number_of_replicas", 0, int.MaxValue), ("max_result_window", 1, 1_000_000),
            ("mapping.total_fields.limit", 1, 100_000), ("max_regex_length", 1, 100_000), ("max_terms_count", 1, 10_000_000)])
        {
            if (Text(name) is { } text && (!int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) || number < least || number > most))
            {
                throw ApiErrors.IllegalArgument(
                    $"Failed to parse value [{text}] for setting [{Prefix}{name}] must be >= {least} and <= {most}");
            }
        }

        if (Text("refresh_interval") is { } interval && !TimeValue.TryParse(interval, out _))
        {
            throw ApiErrors.IllegalArgument(
                $"failed to parse setting [index.refresh_interval] with value [{interval}] as a time value: unit is missing or "
                + "unrecognized");
        }
    }

    private int Number(string name, int absent) => int.TryParse(
        Text(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : absent;
}
