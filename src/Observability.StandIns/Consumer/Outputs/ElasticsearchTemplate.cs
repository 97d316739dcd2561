using System.Text;
using System.Text.Json.Nodes;

namespace Observability.StandIns.Consumer.Outputs;

/// <summary>
/// The index template that Telegraf makes where <c>manage_template</c> is on: tags are keywords, numbers are not searched by, in the
/// form of Elasticsearch 7 and later.
/// </summary>
internal static class ElasticsearchTemplate
{
    /// <summary>Writes it for the indices whose names begin so.</summary>
    public static byte[] Write(string prefix) => Encoding.UTF8.GetBytes(new JsonObject
    {
        ["index_patterns"] = new JsonArray(prefix + "*"),
        ["settings"] = new JsonObject
        {
            ["index"] = new JsonObject
            {
                ["refresh_interval"] = "10s",
                ["mapping.total_fields.limit"] = 5000,
                ["auto_expand_replicas"] = "0-1",
                ["codec"] = "best_compression",
            },
        },
        ["mappings"] = new JsonObject
        {
            ["properties"] = new JsonObject { ["@timestamp"] = Type("date"), ["measurement_name"] = Type("keyword") },
            ["dynamic_templates"] = new JsonArray(
                Rule("tags", "string", "tag.*", new JsonObject { ["ignore_above"] = 512, ["type"] = "keyword" }),
                Rule("metrics_long", "long", null, new JsonObject { ["type"] = "float", ["index"] = false }),
                Rule("metrics_double", "double", null, new JsonObject { ["type"] = "float", ["index"] = false }),
                new JsonObject
                {
                    ["text_fields"] = new JsonObject { ["match"] = "*", ["mapping"] = new JsonObject { ["norms"] = false } },
                }),
        },
    }.ToJsonString());

    private static JsonObject Type(string type) => new() { ["type"] = type };

    private static JsonObject Rule(string name, string type, string? path, JsonObject mapping)
    {
        var rule = new JsonObject { ["match_mapping_type"] = type, ["mapping"] = mapping };
        if (path is not null)
        {
            rule["path_match"] = path;
        }

        return new JsonObject { [name] = rule };
    }
}
