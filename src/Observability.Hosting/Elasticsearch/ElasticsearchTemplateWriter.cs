using System.Text.Json.Nodes;

namespace Observability.Hosting.Elasticsearch;

/// <summary>
/// Writes the index template that new indices of the patterns are made from
/// (https://www.elastic.co/docs/api/doc/elasticsearch/operation/operation-indices-put-index-template).
/// </summary>
internal static class ElasticsearchTemplateWriter
{
    /// <summary>
    /// Above those that the server brings along, as the vendor advises where patterns may overlap with theirs
    /// (https://www.elastic.co/docs/manage-data/data-store/templates).
    /// </summary>
    private const int Priority = 501;

    /// <summary>Longest text that is indexed as a keyword; Lucene takes 32,766 bytes.</summary>
    private const int LongestKeyword = 8_191;

    /// <summary>
    /// One template for all patterns: two that overlap would need different priorities. No replica, which one node could never
    /// place; times as dates; texts as keywords, so that they can be counted, but messages as text, so that they can be searched.
    /// </summary>
    public static JsonObject Write(IReadOnlyList<ElasticsearchIndexPattern> patterns)
    {
        var properties = new JsonObject();
        foreach (var field in patterns.Select(pattern => pattern.TimeField).Distinct(StringComparer.Ordinal))
        {
            properties[field] = new JsonObject { ["type"] = "date" };
        }

        foreach (var field in patterns.Select(pattern => pattern.MessageField).OfType<string>().Where(field => !properties.ContainsKey(field)).ToList())
        {
            properties[field] = new JsonObject { ["type"] = "text" };
        }

        return new JsonObject
        {
            ["index_patterns"] = new JsonArray([.. patterns.Select(pattern => JsonValue.Create(pattern.Pattern))]),
            ["priority"] = Priority,
            ["template"] = new JsonObject
            {
                ["settings"] = new JsonObject { ["number_of_replicas"] = 0, ["refresh_interval"] = "5s" },
                ["mappings"] = new JsonObject
                {
                    ["dynamic_templates"] = new JsonArray(new JsonObject
                    {
                        ["strings"] = new JsonObject
                        {
                            ["match_mapping_type"] = "string",
                            ["mapping"] = new JsonObject { ["type"] = "keyword", ["ignore_above"] = LongestKeyword },
                        },
                    }),
                    ["properties"] = properties,
                },
            },
        };
    }
}
