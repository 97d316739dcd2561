using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Observability.CloudExporter.Recording;

/// <summary>
/// Replaces what is somebody's in a provider's answer. What stays is named here, everything else goes: a field that a provider
/// adds tomorrow is replaced, not leaked.
/// </summary>
internal static partial class PersonalData
{
    // Words of the provider's own: states, sizes, places, versions, times.
    private static readonly FrozenSet<string> s_kept = new[]
    {
        "state", "status", "family", "size", "size_slug", "slug", "region", "version", "engine", "type", "protocol", "flow-direction",
        "strategy", "currency", "day", "hour", "api-endpoint", "created_at", "created-at", "generated_at", "level", "cni", "unit",
        "algorithm", "visibility", "zone-name",
    }.ToFrozenSet(StringComparer.Ordinal);

    // What an account owes; prices of the list are public.
    private static readonly FrozenSet<string> s_amounts = new[]
    {
        "month_to_date_balance", "account_balance", "month_to_date_usage", "balance",
    }.ToFrozenSet(StringComparer.Ordinal);

    // Free-form maps and lists, whose very keys are the owner's words, and programs.
    private static readonly FrozenSet<string> s_dropped = new[]
    {
        "labels", "annotations", "tags", "user_data", "user-data", "public_key", "kubeconfig", "connection", "private_connection", "ca",
    }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Replaces within a document.</summary>
    public static void Replace(JsonNode node, Pseudonyms pseudonyms) => Replace(node, "", "", pseudonyms);

    private static void Replace(JsonNode node, string field, string parent, Pseudonyms pseudonyms)
    {
        if (node is JsonObject map)
        {
            foreach (var (name, value) in map.ToList())
            {
                if (value is null)
                {
                    continue;
                }

                map[name] = s_dropped.Contains(name) ? Empty(value)
                    : value is JsonValue leaf ? Leaf(leaf, name, field, pseudonyms)
                    : value;
                if (map[name] is JsonObject or JsonArray)
                {
                    Replace(map[name]!, name, field, pseudonyms);
                }
            }
        }
        else if (node is JsonArray list)
        {
            for (var i = 0; i < list.Count; i++)
            {
                if (list[i] is JsonValue leaf)
                {
                    list[i] = Leaf(leaf, field, parent, pseudonyms);
                }
                else if (list[i] is { } item)
                {
                    Replace(item, field, parent, pseudonyms);
                }
            }
        }
    }

    private static JsonNode Leaf(JsonValue leaf, string name, string parent, Pseudonyms pseudonyms)
    {
        if (s_amounts.Contains(name))
        {
            return leaf.TryGetValue<string>(out _) ? JsonValue.Create("100.00") : JsonValue.Create(100.0);
        }

        if (leaf.TryGetValue<string>(out var text))
        {
            var isZone = parent == "zones" && name == "name";
            return text.Length == 0 || s_kept.Contains(name) || isZone ? leaf.DeepClone()
                : name == "next" || name == "prev" || name == "first" || name == "last" ? JsonValue.Create(pseudonyms.OfUrl(text))
                : JsonValue.Create(pseudonyms.Of(name, text));
        }

        // 3164444, the droplet's; counts, sizes and prices have other names.
        return IdPattern().IsMatch(name) && leaf.TryGetValue<long>(out var number)
            ? JsonValue.Create(long.Parse(pseudonyms.OfNumber(number.ToString(CultureInfo.InvariantCulture)), CultureInfo.InvariantCulture))
            : leaf.DeepClone();
    }

    private static JsonNode Empty(JsonNode value) => value switch
    {
        JsonObject => new JsonObject(),
        JsonArray => new JsonArray(),
        _ => JsonValue.Create(""),
    };

    [GeneratedRegex("(^|[_-])ids?$")]
    private static partial Regex IdPattern();
}
