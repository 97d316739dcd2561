using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Observability.StandIns.Dashboards.Provisioning;

/// <summary>Reads what people and programs write into JSON, where a value may be missing or of another kind than one expects.</summary>
internal static class JsonRead
{
    /// <summary>A text; numbers and switches as they are written; null where there is none of the three.</summary>
    public static string? Text(this JsonNode? node) => node is JsonValue value
        ? value.GetValueKind() switch
        {
            JsonValueKind.String => value.GetValue<string>(),
            JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => value.ToJsonString(),
            _ => null,
        }
        : null;

    /// <summary>A text of a map.</summary>
    public static string? Text(this JsonNode? node, string key) => (node as JsonObject)?[key].Text();

    /// <summary>A switch of a map; false where it is missing.</summary>
    public static bool Flag(this JsonNode? node, string key, bool fallback = false) => node.Text(key) switch
    {
        null => fallback,
        var text => text is "true",
    };

    /// <summary>A number of a map, also one that is written as a text.</summary>
    public static double? Number(this JsonNode? node, string key) => (node as JsonObject)?[key].Number();

    /// <summary>A number, also one that is written as a text.</summary>
    public static double? Number(this JsonNode? node) =>
        double.TryParse(node.Text(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>A map of a map.</summary>
    public static JsonObject? Map(this JsonNode? node, string key) => (node as JsonObject)?[key] as JsonObject;

    /// <summary>The maps of a list of a map; empty where it is missing.</summary>
    public static IEnumerable<JsonObject> Maps(this JsonNode? node, string key) =>
        ((node as JsonObject)?[key] as JsonArray)?.OfType<JsonObject>() ?? [];
}
