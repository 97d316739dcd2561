using System.Net;
using System.Text.Json.Nodes;

namespace Observability.StandIns.Tests.Documents;

/// <summary>What a server has answered.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Text">The body.</param>
/// <param name="Headers">The headers, those of the body among them.</param>
public sealed record Answer(HttpStatusCode Status, string Text, ILookup<string, string> Headers)
{
    private readonly Lazy<JsonNode?> _json = new(() => JsonNode.Parse(Text));

    /// <summary>A node of the body by a path: <c>hits.hits.0._id</c>; null where there is none.</summary>
    public JsonNode? this[string path]
    {
        get
        {
            var node = _json.Value;
            foreach (var part in path.Split('.'))
            {
                node = node switch
                {
                    JsonArray list when int.TryParse(part, out var at) => at < list.Count ? list[at] : null,
                    JsonObject map => map[part.Replace('~', '.')],
                    _ => null,
                };
            }

            return node;
        }
    }

    /// <summary>The body.</summary>
    public JsonNode Json => _json.Value!;

    /// <summary>Identifiers of the hits.</summary>
    public IReadOnlyList<string> Ids => [.. this["hits.hits"]!.AsArray().Select(hit => hit!["_id"]!.GetValue<string>())];

    /// <summary>Kind of the error, or that of its first cause where all shards failed.</summary>
    public string? ErrorType => (this["error.root_cause.0.type"] ?? this["error.type"])?.GetValue<string>();

    /// <summary>The text of a node.</summary>
    public string? Of(string path) => this[path] is { } node ? node is JsonValue value && value.TryGetValue(out string? text) ? text : node.ToJsonString() : null;
}
